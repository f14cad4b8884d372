/** "This property is mine": claims of users, visits and decisions of officers. */
import { z } from 'zod'
import { defineRoute, Forbidden, idSchema, type Route } from '../../kernel/index.ts'
import { claimProperty } from './actions/claim-property.ts'
import { decideClaim } from './actions/decide-claim.ts'
import { endClaim, withdrawClaim } from './actions/end-claim.ts'
import { visitClaim } from './actions/visit-claim.ts'
import { myClaims, myProperties, readClaims } from './own-view.ts'
import { standingOrderSchema } from './schemas-actions.ts'
import * as schemas from './schemas-claims.ts'

const claimParams = z.strictObject({ claimId: idSchema })
const claimAnswer = z.object({ claimId: z.number() })

export const claimRoutes: Route[] = [
  /** POST /api/nayapur/properties/17/claims */
  defineRoute({
    method: 'post',
    path: '/properties/:propertyId/claims',
    permission: null,
    perMinute: 5,
    summary: 'Says that a property is mine: by last receipt and amount, by deed number, or by asking for a visit',
    params: z.strictObject({ propertyId: idSchema }),
    body: schemas.claimPropertySchema,
    response: claimAnswer,
    run: (context, { params, body }) => claimProperty(context, params.propertyId, body),
  }),
  /** GET /api/nayapur/my/properties */
  defineRoute({
    method: 'get',
    path: '/my/properties',
    permission: null,
    summary: 'Properties that the signed-in user has proved to own or hold',
    response: schemas.myPropertiesSchema,
    run: (context) => myProperties(context),
  }),
  /** GET /api/nayapur/my/claims */
  defineRoute({
    method: 'get',
    path: '/my/claims',
    permission: null,
    summary: 'What became of the claims of the signed-in user',
    response: schemas.myClaimsSchema,
    run: (context) => myClaims(context),
  }),
  /** POST /api/nayapur/claims/5/withdrawal */
  defineRoute({
    method: 'post',
    path: '/claims/:claimId/withdrawal',
    permission: null,
    summary: 'Takes an open claim of one’s own back',
    params: claimParams,
    response: claimAnswer,
    run: (context, { params }) => withdrawClaim(context, params.claimId),
  }),
  /** GET /api/nayapur/claims?state=open */
  defineRoute({
    method: 'get',
    path: '/claims',
    permission: null,
    summary: 'Claims for those who visit and decide, oldest first',
    query: schemas.claimsQuery,
    response: schemas.claimsSchema,
    run: (context, { query }) => {
      if (!['parcels.approve-claims', 'parcels.visit'].some((each) => context.permissions.has(each)))
        throw new Forbidden('Only who visits for claims or decides them may see them.')
      return readClaims(context, query)
    },
  }),
  /** POST /api/nayapur/claims/5/visit */
  defineRoute({
    method: 'post',
    path: '/claims/:claimId/visit',
    permission: 'parcels.visit',
    summary: 'Records what an officer found at the place',
    params: claimParams,
    body: schemas.visitClaimSchema,
    response: claimAnswer,
    run: (context, { params, body }) => visitClaim(context, params.claimId, body),
  }),
  /** POST /api/nayapur/claims/5/decision */
  defineRoute({
    method: 'post',
    path: '/claims/:claimId/decision',
    permission: 'parcels.approve-claims',
    summary: 'A post approves or refuses a claim; approval names the owner on record',
    params: claimParams,
    body: schemas.decideClaimSchema,
    response: z.object({
      claimId: z.number(),
      state: z.enum(['approved', 'refused']),
      orders: z.array(standingOrderSchema),
    }),
    run: (context, { params, body }) => decideClaim(context, params.claimId, body),
  }),
  /** POST /api/nayapur/claims/5/end */
  defineRoute({
    method: 'post',
    path: '/claims/:claimId/end',
    permission: 'parcels.approve-claims',
    summary: 'Ends an approved claim: the owner’s view is gone at once',
    params: claimParams,
    body: schemas.endClaimSchema,
    response: claimAnswer,
    run: (context, { params, body }) => endClaim(context, params.claimId, body),
  }),
]
