import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import type { Workflows } from '../workflow/index.ts'
import { applyForPermit } from './actions/apply-for-permit.ts'
import { askCompletion } from './actions/ask-completion.ts'
import { askConsent } from './actions/ask-consent.ts'
import { giveConsent } from './actions/give-consent.ts'
import { nameAttorney } from './actions/name-attorney.ts'
import { endTechnicalPerson, registerTechnicalPerson } from './actions/register-technical-person.ts'
import { readPermit } from './page.ts'
import * as schemas from './schemas.ts'
import { authorityAt } from './site.ts'
import { readTechnicalPersons } from './technical-persons.ts'

const caseParams = z.strictObject({ caseId: idSchema })
const consentParams = z.strictObject({ caseId: idSchema, consentId: idSchema })

/** The URL table of the room. Steps of a case go by `/cases/:caseId/actions`, its papers by `/cases/:caseId/documents`. */
export function permitRoutes(workflows: Workflows): Route[] {
  return [
    /** GET /api/nayapur/permits/authority?lon=77.95&lat=23.1 */
    defineRoute({
      method: 'get',
      path: '/permits/authority',
      permission: null,
      perMinute: 120,
      summary: 'Which body gives building permissions at a place: this town, or the one to go to',
      query: schemas.whereSchema,
      response: schemas.authoritySchema,
      run: async (context, { query }) => {
        const { ours, goTo } = await authorityAt(context, [query.lon, query.lat])
        const body = goTo && {
          names: goTo.names as Record<string, string>,
          town: goTo.town ?? null,
          contact: goTo.contact ?? null,
        }
        return { ours, goTo: body }
      },
    }),
    /** POST /api/nayapur/permits {"site":{"parcelIds":[17]},"proposal":{"use":"residential"}} */
    defineRoute({
      method: 'post',
      path: '/permits',
      permission: null,
      perMinute: 20,
      summary: 'Begins an application for a building or a layout on a site; the caller has proved a mobile by a code',
      body: schemas.applySchema,
      response: schemas.appliedSchema,
      run: (context, { body }) => applyForPermit(context, workflows, body),
    }),
    /** GET /api/nayapur/permits/41 */
    defineRoute({
      method: 'get',
      path: '/permits/:caseId',
      permission: null,
      summary:
        'Site, conditions, consents, architect, phases, layout and fees of a case, for those who take part in it',
      params: caseParams,
      response: schemas.permitPageSchema,
      run: (context, { params }) => readPermit(context, params.caseId),
    }),
    /** POST /api/nayapur/permits/41/completions {"kind":"plinth"} */
    defineRoute({
      method: 'post',
      path: '/permits/:caseId/completions',
      permission: null,
      perMinute: 20,
      summary: 'Asks for a plinth check, for part occupancy or for occupancy under a permit',
      params: caseParams,
      body: schemas.completionSchema,
      response: schemas.completionAnswerSchema,
      run: (context, { params, body }) => askCompletion(context, workflows, params.caseId, body),
    }),
    ...consentRoutes(),
    ...technicalRoutes(),
  ]
}

function consentRoutes(): Route[] {
  return [
    /** POST /api/nayapur/permits/41/consents/3/code */
    defineRoute({
      method: 'post',
      path: '/permits/:caseId/consents/:consentId/code',
      permission: null,
      perMinute: 6,
      summary: 'Sends a code to the proved mobile of an owner or of their attorney',
      params: consentParams,
      response: schemas.consentAskedSchema,
      run: (context, { params }) => askConsent(context, params.caseId, params.consentId),
    }),
    /** POST /api/nayapur/permits/41/consents/3 {"code":"123456","answer":"yes"} */
    defineRoute({
      method: 'post',
      path: '/permits/:caseId/consents/:consentId',
      permission: null,
      perMinute: 12,
      summary: 'The yes or no of an owner, proved by the code',
      params: consentParams,
      body: schemas.consentCodeSchema,
      response: schemas.consentAnswerSchema,
      run: (context, { params, body }) => giveConsent(context, params.caseId, params.consentId, body),
    }),
    /** PUT /api/nayapur/permits/41/consents/3/attorney {"attorneyPartyId":9,"powerOfAttorney":"Deed 114 of 2026"} */
    defineRoute({
      method: 'put',
      path: '/permits/:caseId/consents/:consentId/attorney',
      permission: null,
      perMinute: 12,
      summary: 'Names who answers for an owner under a power of attorney',
      params: consentParams,
      body: schemas.attorneySchema,
      response: z.object({ consentId: idSchema }),
      run: (context, { params, body }) => nameAttorney(context, params.caseId, params.consentId, body),
    }),
  ]
}

function technicalRoutes(): Route[] {
  const permission = 'building-permits.register-technical-persons'
  return [
    /** GET /api/nayapur/technical-persons */
    defineRoute({
      method: 'get',
      path: '/technical-persons',
      permission: null,
      summary: 'Architects and licensed persons who may sign drawings in this town today',
      response: schemas.technicalPersonsSchema,
      run: (context) => readTechnicalPersons(context),
    }),
    /** POST /api/nayapur/technical-persons {"kind":"architect","number":"CA/2010/12345", …} */
    defineRoute({
      method: 'post',
      path: '/technical-persons',
      permission,
      summary: 'Enters an architect by Council of Architecture number, or a licensed person with a class',
      body: schemas.technicalPersonSchema,
      response: schemas.technicalPersonAnswerSchema,
      run: (context, { body }) => registerTechnicalPerson(context, body),
    }),
    /** POST /api/nayapur/technical-persons/5/end {"endedOn":"2026-04-01","instrument":"Order 7"} */
    defineRoute({
      method: 'post',
      path: '/technical-persons/:technicalPersonId/end',
      permission,
      summary: 'Ends a registration',
      params: z.strictObject({ technicalPersonId: idSchema }),
      body: schemas.endTechnicalPersonSchema,
      response: schemas.technicalPersonAnswerSchema,
      run: (context, { params, body }) => endTechnicalPerson(context, params.technicalPersonId, body),
    }),
  ]
}
