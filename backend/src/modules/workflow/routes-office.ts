/** Leave, deputies and pools: how an office arranges who works. */
import { z } from 'zod'
import { defineRoute, type Route, read } from '../../kernel/index.ts'
import { delegatePost, recallPost } from './actions/delegate-post.ts'
import { setPool } from './actions/set-pool.ts'
import { lastDayOf, told } from './case-lines.ts'
import { selectDelegations, selectPools } from './queries-office.ts'
import * as schemas from './schemas.ts'

export const officeRoutes: Route[] = [
  /** GET /api/nayapur/delegations */
  defineRoute({
    method: 'get',
    path: '/delegations',
    permission: 'workflow.read',
    summary: 'Leaves and deputies of today and to come',
    response: schemas.delegationsSchema,
    run: async (context) => {
      const rows = await read(context, (db) => selectDelegations(db, context.tenant.tenantId, context.today))
      return {
        delegations: rows.map((row) => ({
          delegationId: row.delegation_id,
          postId: row.post_id,
          toPostId: row.to_post_id,
          kind: row.kind,
          instrument: row.instrument,
          from: row.valid_from,
          to: lastDayOf(row.valid_to),
        })),
      }
    },
  }),
  /** POST /api/nayapur/delegations */
  defineRoute({
    method: 'post',
    path: '/delegations',
    permission: 'workflow.work',
    summary: 'Enters a leave or a deputy: for the own post, or with workflow.manage for every post',
    body: schemas.delegatePostSchema,
    response: z.object({ delegationId: z.int() }),
    run: (context, { body }) => delegatePost(context, body),
  }),
  /** POST /api/nayapur/delegations/17/recall */
  defineRoute({
    method: 'post',
    path: '/delegations/:delegationId/recall',
    permission: 'workflow.work',
    summary: 'Ends a leave or a deputy today',
    params: schemas.delegationParamsSchema,
    response: z.object({ delegationId: z.int() }),
    run: (context, { params }) => recallPost(context, params.delegationId),
  }),
  /** GET /api/madhya-state/pools */
  defineRoute({
    method: 'get',
    path: '/pools',
    permission: 'workflow.manage',
    summary: 'Pools of the state, among whose posts faceless cases are drawn',
    response: schemas.poolsSchema,
    run: async (context) => {
      const pools = await read(context, (db) => selectPools(db, context.tenant.stateId, context.today))
      return { pools: pools.map(({ pool_id: _, ...pool }) => ({ ...pool, names: told(pool.names) })) }
    },
  }),
  /** PUT /api/madhya-state/pools/licences */
  defineRoute({
    method: 'put',
    path: '/pools/:code',
    permission: 'workflow.manage',
    summary: 'Makes a pool or changes its members, at the address of the state',
    params: schemas.poolParamsSchema,
    body: schemas.setPoolSchema,
    response: z.object({ poolId: z.int() }),
    run: (context, { params, body }) => setPool(context, { ...params, ...body }),
  }),
]
