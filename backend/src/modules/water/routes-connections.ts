import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import { adoptTariff } from './actions/adopt-tariff.ts'
import { cutConnection, reconnect } from './actions/cut-connection.ts'
import { linkPipe } from './actions/link-pipe.ts'
import { changeConnection, openConnection } from './actions/open-connection.ts'
import { raiseCharges, reverseCharge } from './actions/raise-charges.ts'
import { installMeter, readMeter } from './actions/read-meter.ts'
import { readConnection, readConnections, readTariff } from './pages.ts'
import * as schemas from './schemas.ts'
import * as answers from './schemas-answers.ts'

const id = z.int().min(1)

/** Connections, meters, tariffs and charges. */
export const connectionRoutes: Route[] = [
  /** GET /api/nayapur/water/connections?propertyId=17 */
  defineRoute({
    method: 'get',
    path: '/water/connections',
    permission: 'water.read',
    summary: 'Connections that serve a property',
    query: z.strictObject({ propertyId: idSchema }),
    response: answers.connectionsAnswer,
    run: (context, { query }) => readConnections(context, query.propertyId),
  }),
  /** GET /api/nayapur/water/connections/5 */
  defineRoute({
    method: 'get',
    path: '/water/connections/:connectionId',
    permission: 'water.read',
    summary: 'A connection: whom it serves and how, its pipe, its meter',
    params: z.strictObject({ connectionId: idSchema }),
    response: answers.connectionAnswer,
    run: (context, { params }) => readConnection(context, params.connectionId),
  }),
  /** POST /api/nayapur/water/connections */
  defineRoute({
    method: 'post',
    path: '/water/connections',
    permission: 'water.write',
    summary: 'Opens a connection at a point or a property',
    body: schemas.openConnectionSchema,
    response: z.object({ connectionId: id, consumerNumber: z.string() }),
    run: (context, { body }) => openConnection(context, body),
  }),
  /** POST /api/nayapur/water/connections/5/changes */
  defineRoute({
    method: 'post',
    path: '/water/connections/:connectionId/changes',
    permission: 'water.write',
    summary: 'Changes what holds of a connection from a day on',
    params: z.strictObject({ connectionId: idSchema }),
    body: schemas.changeConnectionSchema,
    response: z.object({ connectionId: id }),
    run: (context, { params, body }) => changeConnection(context, params.connectionId, body),
  }),
  /** POST /api/nayapur/water/connections/5/pipe */
  defineRoute({
    method: 'post',
    path: '/water/connections/:connectionId/pipe',
    permission: 'water.write',
    summary: 'Links a connection to its pipe, with a confidence',
    params: z.strictObject({ connectionId: idSchema }),
    body: schemas.linkPipeSchema,
    response: z.object({ connectionId: id, pipeId: id, confidence: z.number() }),
    run: (context, { params, body }) => linkPipe(context, params.connectionId, body),
  }),
  /** POST /api/nayapur/water/connections/5/cut */
  defineRoute({
    method: 'post',
    path: '/water/connections/:connectionId/cut',
    permission: 'water.disconnect',
    summary: 'Cuts a connection off, where no order stops it',
    params: z.strictObject({ connectionId: idSchema }),
    body: schemas.cutConnectionSchema,
    response: z.object({ connectionId: id, status: z.string() }),
    run: (context, { params, body }) => cutConnection(context, params.connectionId, body),
  }),
  /** POST /api/nayapur/water/connections/5/reconnect */
  defineRoute({
    method: 'post',
    path: '/water/connections/:connectionId/reconnect',
    permission: 'water.disconnect',
    summary: 'Joins a connection again',
    params: z.strictObject({ connectionId: idSchema }),
    body: schemas.reconnectSchema,
    response: z.object({ connectionId: id, status: z.string() }),
    run: (context, { params, body }) => reconnect(context, params.connectionId, body),
  }),
  /** POST /api/nayapur/water/connections/5/meters */
  defineRoute({
    method: 'post',
    path: '/water/connections/:connectionId/meters',
    permission: 'water.read-meters',
    summary: 'Puts a meter on a connection',
    params: z.strictObject({ connectionId: idSchema }),
    body: schemas.meterSchema,
    response: z.object({ meterId: id }),
    run: (context, { params, body }) => installMeter(context, params.connectionId, body),
  }),
  /** POST /api/nayapur/water/meters/9/readings */
  defineRoute({
    method: 'post',
    path: '/water/meters/:meterId/readings',
    permission: 'water.read-meters',
    summary: 'Enters a reading of a meter',
    params: z.strictObject({ meterId: idSchema }),
    body: schemas.readMeterSchema,
    response: z.object({ readingId: id, consumptionKl: z.number().nullable() }),
    run: (context, { params, body }) => readMeter(context, params.meterId, body),
  }),
  /** GET /api/nayapur/water/tariff */
  defineRoute({
    method: 'get',
    path: '/water/tariff',
    permission: 'water.read',
    summary: 'What the town charges by, and which packs there are',
    response: answers.tariffAnswer,
    run: (context) => readTariff(context),
  }),
  /** PUT /api/nayapur/water/tariff */
  defineRoute({
    method: 'put',
    path: '/water/tariff',
    permission: 'water.charge',
    summary: 'Puts a tariff in force from a day, by an instrument of the town',
    body: schemas.adoptTariffSchema,
    response: z.object({ use: z.string(), pack: z.string(), from: z.string() }),
    run: (context, { body }) => adoptTariff(context, body),
  }),
  /** POST /api/nayapur/water/charges */
  defineRoute({
    method: 'post',
    path: '/water/charges',
    permission: 'water.charge',
    summary: 'Works out what connections are charged for a period',
    body: schemas.raiseChargesSchema,
    response: answers.chargedAnswer,
    run: (context, { body }) => raiseCharges(context, body),
  }),
  /** POST /api/nayapur/water/charges/12/reverse */
  defineRoute({
    method: 'post',
    path: '/water/charges/:chargeId/reverse',
    permission: 'water.charge',
    summary: 'Takes a charge back',
    params: z.strictObject({ chargeId: idSchema }),
    body: schemas.reverseChargeSchema,
    response: z.object({ chargeId: id }),
    run: (context, { params, body }) => reverseCharge(context, params.chargeId, body.because),
  }),
]
