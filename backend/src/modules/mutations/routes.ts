import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import type { Workflows } from '../workflow/index.ts'
import { decideObjection } from './actions/decide-objection.ts'
import { objectToMutation } from './actions/object-to-mutation.ts'
import { openMutation } from './actions/open-mutation.ts'
import { matchDeed, receiveDeed } from './actions/receive-deed.ts'
import { readMutation, readNotices, readWaitingDeeds } from './read-mutation.ts'
import * as schemas from './schemas.ts'

const caseParams = z.strictObject({ caseId: idSchema })
const received = z.object({ deedId: z.int(), caseId: z.int().nullable() })

/** The URL table of the room. Steps of a mutation go by `/cases/:caseId/actions`, its papers by `/cases/:caseId/documents`. */
export function mutationRoutes(workflows: Workflows): Route[] {
  return [
    /** POST /api/nayapur/mutations {"propertyId":17,"ground":"sale","deed":"1184/2026, Sub-Registrar","deedOn":"2026-04-01", …} */
    defineRoute({
      method: 'post',
      path: '/mutations',
      permission: null,
      perMinute: 20,
      summary:
        'Applies for a change of name in the tax register; the caller has proved a mobile, or is staff at the counter',
      body: schemas.openMutationSchema,
      response: schemas.openedSchema,
      run: (context, { body }) => openMutation(context, workflows, body),
    }),
    /** GET /api/nayapur/mutations/notices */
    defineRoute({
      method: 'get',
      path: '/mutations/notices',
      permission: null,
      summary: 'Public notices of changes of name that run today',
      response: schemas.noticesSchema,
      run: (context) => readNotices(context),
    }),
    /** GET /api/nayapur/mutations/deeds */
    defineRoute({
      method: 'get',
      path: '/mutations/deeds',
      permission: 'mutations.work',
      summary: 'Deeds of the registration department that wait for their property',
      response: schemas.deedsSchema,
      run: (context) => readWaitingDeeds(context),
    }),
    /** POST /api/nayapur/mutations/deeds {"feed":"registry","deed":{…}} */
    defineRoute({
      method: 'post',
      path: '/mutations/deeds',
      permission: 'mutations.work',
      summary: 'Takes a deed as the registration department tells it; opens the mutation when its property is found',
      body: schemas.receiveDeedSchema,
      response: received,
      run: (context, { body }) => receiveDeed(context, workflows, body.feed, body.deed),
    }),
    /** POST /api/nayapur/mutations/deeds/17/match {"propertyId":5} */
    defineRoute({
      method: 'post',
      path: '/mutations/deeds/:deedId/match',
      permission: 'mutations.work',
      summary: 'Names the property of a deed that waits, which opens its mutation',
      params: z.strictObject({ deedId: idSchema }),
      body: z.strictObject({ propertyId: z.int().min(1) }),
      response: received,
      run: (context, { params, body }) => matchDeed(context, workflows, params.deedId, body.propertyId),
    }),
    /** GET /api/nayapur/mutations/17 */
    defineRoute({
      method: 'get',
      path: '/mutations/:caseId',
      permission: null,
      summary: 'A change of name, to its parties and the office',
      params: caseParams,
      response: schemas.mutationSchema,
      run: (context, { params }) => readMutation(context, params.caseId),
    }),
    /** POST /api/nayapur/mutations/17/objections {"kind":"title","words":"The plot is mine"} */
    defineRoute({
      method: 'post',
      path: '/mutations/:caseId/objections',
      permission: null,
      perMinute: 20,
      summary: 'Objects while the public notice runs; the caller has proved a mobile, or is staff at the counter',
      params: caseParams,
      body: schemas.objectionSchema,
      response: z.object({ objectionId: z.int() }),
      run: (context, { params, body }) => objectToMutation(context, params.caseId, body),
    }),
    /** POST /api/nayapur/mutations/17/objections/3/decision */
    defineRoute({
      method: 'post',
      path: '/mutations/:caseId/objections/:objectionId/decision',
      permission: 'mutations.work',
      summary: 'Decides an objection with reasons; one about title only by what a court has said',
      params: z.strictObject({ caseId: idSchema, objectionId: idSchema }),
      body: schemas.decideObjectionSchema,
      response: z.object({ objectionId: z.int() }),
      run: (context, { params, body }) => decideObjection(context, params, body),
    }),
  ]
}
