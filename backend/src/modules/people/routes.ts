import { z } from 'zod'
import { defineRoute, type Route } from '../../kernel/index.ts'
import { claimMobile } from './actions/claim-mobile.ts'
import { confirmMobile } from './actions/confirm-mobile.ts'
import { correctPerson } from './actions/correct-person.ts'
import { erasePerson } from './actions/erase-person.ts'
import { findDuplicates } from './actions/find-duplicates.ts'
import { keepApart } from './actions/keep-apart.ts'
import { findMyself } from './actions/link-by-contact.ts'
import { mergePersons } from './actions/merge-persons.ts'
import { recordConsent } from './actions/record-consent.ts'
import { registerHousehold } from './actions/register-household.ts'
import { registerOrganisation } from './actions/register-organisation.ts'
import { registerPerson } from './actions/register-person.ts'
import { suggestAgain } from './actions/suggest-again.ts'
import { undoMerge } from './actions/undo-merge.ts'
import { withdrawConsent } from './actions/withdraw-consent.ts'
import { openSuggestions, pastMerges } from './merges.ts'
import { findParties, partyPage } from './party-page.ts'
import * as schemas from './schemas.ts'

const idParam = (name: string) => z.strictObject({ [name]: schemas.partyParams.shape.partyId })
type IdOf<N extends string> = Record<N, number>

/** The room's URL table. */
export function peopleRoutes(): Route[] {
  return [...registerRoutes, ...contactRoutes, ...mergeRoutes]
}

const registerRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/people',
    permission: 'people.read-private',
    summary: 'Finds people by mobile or by name in either script. Example: /api/nayapur/people?search=रमेस सर्मा',
    query: schemas.searchQuery,
    response: schemas.foundSchema,
    run: (context, { query }) => findParties(context, query),
  }),
  defineRoute({
    method: 'post',
    path: '/people',
    permission: 'people.write',
    summary: 'Registers a person; answers how many entries may be the same. Example: POST /api/nayapur/people',
    body: schemas.registerPersonSchema,
    response: schemas.registeredSchema,
    run: (context, { body }) => registerPerson(context, body),
  }),
  defineRoute({
    method: 'get',
    path: '/people/duplicates',
    permission: 'people.merge',
    summary: 'Pairs that may be one person, with reasons. Example: /api/nayapur/people/duplicates',
    response: z.object({ suggestions: z.array(schemas.suggestionSchema) }),
    run: async (context) => ({ suggestions: await openSuggestions(context) }),
  }),
  defineRoute({
    method: 'get',
    path: '/people/merges',
    permission: 'people.merge',
    summary:
      'Merges that were made, what each moved, and whether it was taken back. Example: /api/nayapur/people/merges',
    response: schemas.mergesSchema,
    run: (context) => pastMerges(context),
  }),
  defineRoute({
    method: 'get',
    path: '/people/:partyId',
    permission: null,
    summary:
      'A person, organisation or household, for an officer or the person. A merged entry answers with movedTo. Example: /api/nayapur/people/17',
    params: schemas.partyParams,
    response: schemas.partyPageSchema,
    run: (context, { params }) => partyPage(context, params.partyId),
  }),
  defineRoute({
    method: 'put',
    path: '/people/:partyId',
    permission: 'people.write',
    summary: 'Corrects facts of a person; what is not named stays. Example: PUT /api/nayapur/people/17',
    params: schemas.partyParams,
    body: schemas.correctPersonSchema,
    response: schemas.registeredSchema,
    run: (context, { params, body }) => correctPerson(context, params.partyId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/organisations',
    permission: 'people.write',
    summary: 'Registers a society, firm, department or trust. Example: POST /api/nayapur/organisations',
    body: schemas.organisationSchema,
    response: schemas.registeredSchema,
    run: (context, { body }) => registerOrganisation(context, body),
  }),
  defineRoute({
    method: 'post',
    path: '/households',
    permission: 'people.write',
    summary: 'Registers a household with its members. Example: POST /api/nayapur/households',
    body: schemas.householdSchema,
    response: schemas.registeredSchema,
    run: (context, { body }) => registerHousehold(context, body),
  }),
  defineRoute({
    method: 'post',
    path: '/people/:partyId/erase',
    permission: 'people.merge',
    summary:
      "Erases a person's facts and destroys their key, unless a room must keep them. Example: POST /api/nayapur/people/17/erase",
    params: schemas.partyParams,
    body: schemas.eraseSchema,
    response: z.object({ partyId: z.number() }),
    run: (context, { params, body }) => erasePerson(context, params.partyId, body.reason),
  }),
]

const contactRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/my/persons',
    permission: null,
    perMinute: 10,
    summary:
      'Looks in this town for the persons that a signed-in user proved to be, by mobile or e-mail. Example: POST /api/nayapur/my/persons',
    response: z.object({ linked: z.array(z.number()), renewed: z.array(z.number()) }),
    run: (context) => findMyself(context),
  }),
  defineRoute({
    method: 'post',
    path: '/people/:partyId/contacts',
    permission: null,
    perMinute: 5,
    summary: 'Claims a mobile or e-mail and sends a code to it. Example: POST /api/nayapur/people/17/contacts',
    params: schemas.partyParams,
    body: schemas.claimSchema,
    response: z.object({ contactId: z.number(), expiresInSeconds: z.number() }),
    run: (context, { params, body }) => claimMobile(context, params.partyId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/contacts/:contactId/confirm',
    permission: null,
    perMinute: 5,
    summary: 'Proves a claim with the code; good for twelve months. Example: POST /api/nayapur/contacts/5/confirm',
    params: idParam('contactId'),
    body: schemas.confirmSchema,
    response: z.object({ contactId: z.number(), provedUntil: z.string() }),
    run: (context, { params, body }) => confirmMobile(context, (params as IdOf<'contactId'>).contactId, body.code),
  }),
  defineRoute({
    method: 'post',
    path: '/people/:partyId/consents',
    permission: null,
    summary:
      'Records consent to one purpose with the notice that was shown. Example: POST /api/nayapur/people/17/consents',
    params: schemas.partyParams,
    body: schemas.consentSchema,
    response: z.object({ consentId: z.number() }),
    run: (context, { params, body }) => recordConsent(context, params.partyId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/consents/:consentId/withdraw',
    permission: null,
    summary: 'Withdraws a consent; other purposes go on. Example: POST /api/nayapur/consents/3/withdraw',
    params: idParam('consentId'),
    response: z.object({ consentId: z.number() }),
    run: (context, { params }) => withdrawConsent(context, (params as IdOf<'consentId'>).consentId),
  }),
]

const mergeRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/people/merges',
    permission: 'people.merge',
    summary:
      'Joins two entries of one person; the merged id keeps answering with a pointer. Example: POST /api/nayapur/people/merges',
    body: schemas.mergeSchema,
    response: z.object({ mergeId: z.number(), keptPartyId: z.number() }),
    run: (context, { body }) => mergePersons(context, body),
  }),
  defineRoute({
    method: 'delete',
    path: '/people/merges/:mergeId',
    permission: 'people.merge',
    summary: 'Takes a merge back. Example: DELETE /api/nayapur/people/merges/4',
    params: idParam('mergeId'),
    response: z.object({ mergeId: z.number(), partyId: z.number() }),
    run: (context, { params }) => undoMerge(context, (params as IdOf<'mergeId'>).mergeId),
  }),
  defineRoute({
    method: 'post',
    path: '/people/duplicates/search',
    permission: 'people.merge',
    summary:
      'Looks for more pairs among those who share a mobile or e-mail, some at a time; after says where to go on. Example: POST /api/nayapur/people/duplicates/search',
    body: schemas.findDuplicatesSchema,
    response: z.object({ pairs: z.number(), after: z.number().nullable() }),
    run: (context, { body }) => findDuplicates(context, body),
  }),
  defineRoute({
    method: 'post',
    path: '/people/duplicates/again',
    permission: 'people.merge',
    summary: 'Takes back that two entries are different people. Example: POST /api/nayapur/people/duplicates/again',
    body: schemas.differentSchema,
    response: z.object({ partyA: z.number(), partyB: z.number() }),
    run: (context, { body }) => suggestAgain(context, body),
  }),
  defineRoute({
    method: 'post',
    path: '/people/duplicates/apart',
    permission: 'people.merge',
    summary: 'Says that two suggested entries are different people. Example: POST /api/nayapur/people/duplicates/apart',
    body: schemas.differentSchema,
    response: z.object({ partyA: z.number(), partyB: z.number() }),
    run: (context, { body }) => keepApart(context, body),
  }),
]
