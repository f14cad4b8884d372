import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import { changeSupply } from './actions/change-supply.ts'
import { recordNode, recordPipe, recordValve, recordZone } from './actions/record-asset.ts'
import { recordFlow, runSlot } from './actions/run-slot.ts'
import { setSlots } from './actions/set-slots.ts'
import * as schemas from './schemas.ts'
import * as answers from './schemas-answers.ts'
import { readLosses, readRound, readSupply, readZone, readZones } from './supply.ts'

const id = z.int().min(1)

/** Zones, slots and the network. */
export const supplyRoutes: Route[] = [
  /** GET /api/nayapur/water/zones */
  defineRoute({
    method: 'get',
    path: '/water/zones',
    permission: null,
    perMinute: 240,
    summary: 'Supply zones with the next water of each',
    response: answers.zonesAnswer,
    run: (context) => readZones(context),
  }),
  /** GET /api/nayapur/water/zones/3 */
  defineRoute({
    method: 'get',
    path: '/water/zones/:zoneId',
    permission: null,
    perMinute: 240,
    summary: 'A zone: its slots, the week to come, and days that differ',
    params: z.strictObject({ zoneId: idSchema }),
    response: answers.zoneAnswer,
    run: (context, { params }) => readZone(context, params.zoneId),
  }),
  /** GET /api/nayapur/water/supply?propertyId=17 */
  defineRoute({
    method: 'get',
    path: '/water/supply',
    permission: null,
    perMinute: 240,
    summary: 'When a property or a place gets water next',
    query: schemas.supplyQuerySchema,
    response: answers.supplyAnswer,
    run: (context, { query }) => readSupply(context, query),
  }),
  /** GET /api/nayapur/water/rounds?day=2026-11-25 */
  defineRoute({
    method: 'get',
    path: '/water/rounds',
    permission: 'water.run-supply',
    summary: 'The valve-man’s day: what to open when and where, and what was done',
    query: schemas.dayQuerySchema,
    response: answers.roundAnswer,
    run: (context, { query }) => readRound(context, query.day ?? context.today),
  }),
  /** GET /api/nayapur/water/zones/3/losses */
  defineRoute({
    method: 'get',
    path: '/water/zones/:zoneId/losses',
    permission: 'water.read',
    summary: 'Losses of a zone, by the method that its supply allows; none without slots',
    params: z.strictObject({ zoneId: idSchema }),
    query: schemas.spanQuerySchema,
    response: answers.lossesAnswer,
    run: (context, { params, query }) => readLosses(context, params.zoneId, query),
  }),
  /** POST /api/nayapur/water/zones */
  defineRoute({
    method: 'post',
    path: '/water/zones',
    permission: 'water.write',
    summary: 'Enters a supply zone',
    body: schemas.zoneSchema,
    response: z.object({ zoneId: id }),
    run: (context, { body }) => recordZone(context, body),
  }),
  /** POST /api/nayapur/water/zones/3/slots */
  defineRoute({
    method: 'post',
    path: '/water/zones/:zoneId/slots',
    permission: 'water.run-supply',
    summary: 'Sets when a zone is supplied, from a day on',
    params: z.strictObject({ zoneId: idSchema }),
    body: schemas.setSlotsSchema,
    response: z.object({ slotIds: z.array(id) }),
    run: (context, { params, body }) => setSlots(context, params.zoneId, body),
  }),
  /** POST /api/nayapur/water/zones/3/changes */
  defineRoute({
    method: 'post',
    path: '/water/zones/:zoneId/changes',
    permission: 'water.run-supply',
    summary: 'Says that one day differs: cancelled, moved or extra',
    params: z.strictObject({ zoneId: idSchema }),
    body: schemas.changeSupplySchema,
    response: z.object({ changeId: id }),
    run: (context, { params, body }) => changeSupply(context, params.zoneId, body),
  }),
  /** POST /api/nayapur/water/slots/8/runs */
  defineRoute({
    method: 'post',
    path: '/water/slots/:slotId/runs',
    permission: 'water.run-supply',
    summary: 'Records what was done with a slot on a day',
    params: z.strictObject({ slotId: idSchema }),
    body: schemas.runSlotSchema,
    response: z.object({ runId: id }),
    run: (context, { params, body }) => runSlot(context, params.slotId, body),
  }),
  /** POST /api/nayapur/water/flows */
  defineRoute({
    method: 'post',
    path: '/water/flows',
    permission: 'water.run-supply',
    summary: 'Records water that was let into a zone',
    body: schemas.flowSchema,
    response: z.object({ readingId: id }),
    run: (context, { body }) => recordFlow(context, body),
  }),
  /** POST /api/nayapur/water/nodes */
  defineRoute({
    method: 'post',
    path: '/water/nodes',
    permission: 'water.write',
    summary: 'Enters a junction, reservoir or tank',
    body: schemas.nodeSchema,
    response: z.object({ nodeId: id }),
    run: (context, { body }) => recordNode(context, body),
  }),
  /** POST /api/nayapur/water/pipes */
  defineRoute({
    method: 'post',
    path: '/water/pipes',
    permission: 'water.write',
    summary: 'Enters a pipe between two nodes',
    body: schemas.pipeSchema,
    response: z.object({ pipeId: id }),
    run: (context, { body }) => recordPipe(context, body),
  }),
  /** POST /api/nayapur/water/valves */
  defineRoute({
    method: 'post',
    path: '/water/valves',
    permission: 'water.write',
    summary: 'Enters a valve at one end of a pipe',
    body: schemas.valveSchema,
    response: z.object({ valveId: id }),
    run: (context, { body }) => recordValve(context, body),
  }),
]
