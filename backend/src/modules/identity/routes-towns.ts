import { z } from 'zod'
import { daySchema, defineRoute, Invalid, type Route, read } from '../../kernel/index.ts'
import { recordSuccession } from './actions/record-succession.ts'
import { setMaster } from './actions/set-master.ts'
import { competenceAt } from './competence.ts'
import { explainMaster, explainRegister } from './masters.ts'
import { selectRegisters } from './queries-masters.ts'
import { selectSuccessions, selectTownVersions } from './queries-succession.ts'
import type { MasterLevel } from './rules-masters.ts'
import * as schemas from './schemas.ts'

const largestValueCharacters = 20_000

const levelOf = ({ scope, value, instrument, validFrom, validTo }: MasterLevel) => ({
  scope,
  value: value as z.core.util.JSONType,
  instrument,
  validFrom,
  validTo,
})

/** Inherited settings and successions: what a body is, and by whose word. */
export function townRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/masters',
      permission: null,
      summary: 'Registers of inherited values, and in how many keys this town differs from the state',
      query: z.strictObject({ on: daySchema.optional() }),
      response: schemas.registersSchema,
      run: async (context, { query }) => {
        const on = query.on ?? context.today
        return { on, registers: await read(context, (db) => selectRegisters(db, on)) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/masters/:register',
      permission: null,
      summary:
        'Values of a register in force, where each comes from and what the state says. Example: /api/nayapur/masters/tax.rates',
      params: z.strictObject({ register: schemas.registerSchema }),
      query: z.strictObject({ on: daySchema.optional() }),
      response: schemas.mastersSchema,
      run: async (context, { params, query }) => {
        const on = query.on ?? context.today
        const items = await read(context, (db) => explainRegister(db, params.register, on))
        return {
          register: params.register,
          on,
          items: items.map(({ key, inForce, state, differs }) => ({
            key,
            ...levelOf(inForce),
            state: state && levelOf(state),
            differs,
          })),
        }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/masters/:register/:key',
      permission: 'identity.manage-masters',
      summary: 'What each level says of one key, and at the address of a state which towns differ and why',
      params: z.strictObject({ register: schemas.registerSchema, key: schemas.masterKeySchema }),
      query: z.strictObject({ on: daySchema.optional() }),
      response: schemas.masterSchema,
      run: async (context, { params, query }) => {
        const found = await read(context, (db) => explainMaster(db, params, query.on ?? context.today))
        return {
          ...params,
          levels: (found?.levels ?? []).map(levelOf),
          differs: found?.differs ?? false,
          towns: (found?.towns ?? []) as z.input<typeof schemas.masterSchema>['towns'],
        }
      },
    }),
    defineRoute({
      method: 'put',
      path: '/masters/:register/:key',
      permission: 'identity.manage-masters',
      summary: 'Sets a value from a day on, by an order: of this town, or at the address of a state of its towns',
      params: z.strictObject({ register: schemas.registerSchema, key: schemas.masterKeySchema }),
      body: schemas.setMasterSchema,
      response: z.object({ register: z.string(), key: z.string(), scope: z.string(), from: z.string() }),
      run: async (context, { params, body }) => {
        const size = JSON.stringify(body.value).length
        if (size > largestValueCharacters)
          throw new Invalid('value', 'This value is too large.', { got: size, expected: largestValueCharacters })
        const { register, key, scope, from } = await setMaster(context, { ...params, ...body })
        return { register, key, scope, from }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/successions',
      permission: null,
      summary: 'Which body followed which, when and by which notification',
      response: schemas.successionsSchema,
      run: async (context) => {
        const { tenantId, stateId, kind } = context.tenant
        const successions = await read(context, (db) =>
          selectSuccessions(db, stateId, kind === 'state' ? null : tenantId),
        )
        return { successions: successions as z.input<typeof schemas.successionsSchema>['successions'] }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/successions',
      permission: 'identity.manage-towns',
      summary: 'Records an upgrade, merger, split or change of area of this town',
      body: schemas.recordSuccessionSchema,
      response: z.object({ successionId: z.number() }),
      run: (context, { body }) => recordSuccession(context, body),
    }),
    defineRoute({
      method: 'get',
      path: '/town',
      permission: null,
      summary: 'What this town was from when to when: name, class, Act, codes and limit, each by its order',
      response: schemas.townVersionsSchema,
      run: async (context) => {
        const versions = await read(context, (db) => selectTownVersions(db, context.tenant.tenantId))
        return {
          code: context.tenant.code,
          versions: versions as z.input<typeof schemas.townVersionsSchema>['versions'],
        }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/competence',
      permission: null,
      summary:
        'Whose a place is: the town, a sister town or another body by boundary set. Example: /api/nayapur/competence?lon=77.95&lat=23.1',
      query: schemas.pointQuerySchema,
      response: schemas.competenceSchema,
      run: async (context, { query }) => {
        const answer = await competenceAt(context, [query.lon, query.lat], query.on ?? context.today)
        return answer as z.input<typeof schemas.competenceSchema>
      },
    }),
  ]
}
