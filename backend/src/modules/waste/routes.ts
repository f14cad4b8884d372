import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import { recordBeat, recordCrew, recordFeeder, recordPoint, recordVehicle } from './actions/record-asset.ts'
import { endRound, proveStops, startRound, weighTrip } from './actions/run-round.ts'
import { setDayVariant, setPlan } from './actions/set-plan.ts'
import { readBeats, readRounds } from './pages.ts'
import { contractRoutes } from './routes-contracts.ts'
import * as schemas from './schemas.ts'
import * as answers from './schemas-answers.ts'

const id = z.int().min(1)

/** The URL table of the room. */
export const wasteRoutes = (): Route[] => [...collectionRoutes, ...contractRoutes]

const collectionRoutes: Route[] = [
  /** GET /api/nayapur/waste/beats?day=2026-11-25 */
  defineRoute({
    method: 'get',
    path: '/waste/beats',
    permission: null,
    perMinute: 240,
    summary: 'Beats with who comes when on a day',
    query: schemas.dayQuerySchema,
    response: answers.beatsAnswer,
    run: (context, { query }) => readBeats(context, query.day ?? context.today),
  }),
  /** POST /api/nayapur/waste/beats */
  defineRoute({
    method: 'post',
    path: '/waste/beats',
    permission: 'waste.plan',
    summary: 'Enters a beat',
    body: schemas.beatSchema,
    response: z.object({ beatId: id }),
    run: (context, { body }) => recordBeat(context, body),
  }),
  /** POST /api/nayapur/waste/feeders */
  defineRoute({
    method: 'post',
    path: '/waste/feeders',
    permission: 'waste.plan',
    summary: 'Enters a place where waste changes hands',
    body: schemas.feederSchema,
    response: z.object({ feederId: id }),
    run: (context, { body }) => recordFeeder(context, body),
  }),
  /** POST /api/nayapur/waste/vehicles */
  defineRoute({
    method: 'post',
    path: '/waste/vehicles',
    permission: 'waste.plan',
    summary: 'Enters a vehicle',
    body: schemas.vehicleSchema,
    response: z.object({ vehicleId: id }),
    run: (context, { body }) => recordVehicle(context, body),
  }),
  /** POST /api/nayapur/waste/crews */
  defineRoute({
    method: 'post',
    path: '/waste/crews',
    permission: 'waste.plan',
    summary: 'Enters a crew, with a handcart or a vehicle',
    body: schemas.crewSchema,
    response: z.object({ crewId: id }),
    run: (context, { body }) => recordCrew(context, body),
  }),
  /** POST /api/nayapur/waste/points */
  defineRoute({
    method: 'post',
    path: '/waste/points',
    permission: 'waste.plan',
    summary: 'Enters a collection point with the properties that it serves',
    body: schemas.pointSchema,
    response: z.object({ pointId: id }),
    run: (context, { body }) => recordPoint(context, body),
  }),
  /** POST /api/nayapur/waste/plans */
  defineRoute({
    method: 'post',
    path: '/waste/plans',
    permission: 'waste.plan',
    summary: 'Plans which crew collects a beat, from a day on',
    body: schemas.planSchema,
    response: z.object({ planId: id, households: z.int(), fault: z.string().nullable() }),
    run: (context, { body }) => setPlan(context, body),
  }),
  /** POST /api/nayapur/waste/day-variants */
  defineRoute({
    method: 'post',
    path: '/waste/day-variants',
    permission: 'waste.plan',
    summary: 'Says that a day follows another variant',
    body: schemas.dayVariantSchema,
    response: z.object({ dayVariantId: id }),
    run: (context, { body }) => setDayVariant(context, body),
  }),
  /** GET /api/nayapur/waste/rounds?day=2026-11-25 */
  defineRoute({
    method: 'get',
    path: '/waste/rounds',
    permission: 'waste.read',
    summary: 'Rounds of a day with what was served and missed',
    query: schemas.dayQuerySchema,
    response: answers.roundsAnswer,
    run: (context, { query }) => readRounds(context, query.day ?? context.today),
  }),
  /** POST /api/nayapur/waste/rounds */
  defineRoute({
    method: 'post',
    path: '/waste/rounds',
    permission: 'waste.run',
    summary: 'Begins a round, or says why it is not run',
    body: schemas.startRoundSchema,
    response: z.object({ roundId: id }),
    run: (context, { body }) => startRound(context, body),
  }),
  /** POST /api/nayapur/waste/rounds/6/proofs */
  defineRoute({
    method: 'post',
    path: '/waste/rounds/:roundId/proofs',
    permission: 'waste.run',
    summary: 'Takes proofs of a round; the same again is harmless',
    params: z.strictObject({ roundId: idSchema }),
    body: schemas.proofsSchema,
    response: answers.provedAnswer,
    run: (context, { params, body }) => proveStops(context, params.roundId, body),
  }),
  /** POST /api/nayapur/waste/rounds/6/end */
  defineRoute({
    method: 'post',
    path: '/waste/rounds/:roundId/end',
    permission: 'waste.run',
    summary: 'Ends a round: what was assigned and not proved is missed',
    params: z.strictObject({ roundId: idSchema }),
    body: schemas.endRoundSchema,
    response: z.object({ roundId: id, assignedHouseholds: z.int(), servedHouseholds: z.int(), missed: z.array(id) }),
    run: (context, { params, body }) => endRound(context, params.roundId, body.endedAt),
  }),
  /** POST /api/nayapur/waste/trips */
  defineRoute({
    method: 'post',
    path: '/waste/trips',
    permission: 'waste.run',
    summary: 'Records a load where it was weighed',
    body: schemas.tripSchema,
    response: z.object({ tripId: id }),
    run: (context, { body }) => weighTrip(context, body),
  }),
]
