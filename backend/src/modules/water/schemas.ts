/** Requests and answers about water. Coordinates EPSG:4326, degrees; minutes count from the midnight of the town's day. */
import { z } from 'zod'
import { meterStates } from './rules-meters.ts'
import { sharingRules } from './rules-sharing.ts'
import { billingBases } from './rules-tariff.ts'

const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1).max(300))
  .meta({ description: 'Labels by language' })
const id = z.int().min(1)
const code = z.string().trim().min(1).max(60)
const day = z.iso.date('must be a day as YYYY-MM-DD')
const moment = z.iso.datetime({ offset: true, message: 'must be a moment as 2026-11-25T06:10:00+05:30' })
const degrees = (limit: number) => z.number('must be a number of degrees').min(-limit).max(limit)
const degreesOfText = (limit: number) => z.coerce.number('must be a number of degrees').min(-limit).max(limit)
const point = z.tuple([degrees(180), degrees(90)])
const instrument = z.string().trim().min(3).max(400)
const amount = (most: number) => z.number().min(0).max(most)
const minute = z.int().min(0).max(1439)
const untilMinute = z.int().min(1).max(2879)

export const zoneSchema = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9/_-]{0,29}$/),
  names,
  boundaryId: id.nullable().default(null),
  instrument,
  from: day,
})

export const nodeSchema = z.strictObject({
  code,
  kind: z.enum(['junction', 'reservoir', 'tank']),
  names: names.default({}),
  zoneId: id.nullable().default(null),
  elevationM: z.number().min(-500).max(9000).nullable().default(null),
  demandLps: z.number().min(-10_000).max(10_000).nullable().default(null),
  capacityKl: z.number().positive().max(10_000_000).nullable().default(null),
  point: point.nullable().default(null),
  builtOn: day.nullable().default(null),
})

export const pipeSchema = z.strictObject({
  code,
  role: z.enum(['raw-water-main', 'rising-main', 'feeder-main', 'distribution-main', 'service-pipe']),
  fromNodeId: id,
  toNodeId: id,
  zoneId: id.nullable().default(null),
  material: z.enum(['ci', 'di', 'ms', 'gi', 'hdpe', 'upvc', 'ac', 'psc', 'unknown']).default('unknown'),
  diameterMm: z.number().positive().max(5000).nullable().default(null),
  lengthM: z.number().positive().max(1_000_000).nullable().default(null),
  roughnessC: z.number().positive().max(300).nullable().default(null),
  status: z.enum(['open', 'closed']).default('open'),
  oneWay: z.boolean().default(false),
  roadId: id.nullable().default(null),
  line: z.array(point).min(2).max(5000).nullable().default(null),
  laidOn: day.nullable().default(null),
})

export const valveSchema = z.strictObject({
  code,
  kind: z.enum(['sluice', 'butterfly', 'air', 'scour', 'non-return', 'pressure-reducing']),
  pipeId: id,
  nodeId: id,
  state: z.enum(['open', 'closed', 'unknown']).default('unknown'),
  placeWords: z.string().trim().min(1).max(300).nullable().default(null),
})

export const slotSchema = z.strictObject({
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .nullable()
    .default(null)
    .meta({ description: 'Monday 1 … Sunday 7' }),
  everyDays: z
    .int()
    .min(1)
    .max(60)
    .nullable()
    .default(null)
    .meta({ description: 'Or every so many days, counted from one' }),
  countedFrom: day.nullable().default(null),
  fromMinute: minute,
  toMinute: untilMinute,
  sourceNodeId: id.nullable().default(null),
  sourceNames: names.default({}),
  valveIds: z.array(id).max(200).default([]),
})
export const setSlotsSchema = z.strictObject({ from: day, instrument, slots: z.array(slotSchema).max(60) })

export const changeSupplySchema = z.strictObject({
  slotId: id.nullable().default(null),
  onDay: day,
  kind: z.enum(['cancelled', 'moved', 'extra']),
  fromMinute: minute.nullable().default(null),
  toMinute: untilMinute.nullable().default(null),
  reason: names,
})

export const runSlotSchema = z.strictObject({
  onDay: day,
  openedAt: moment.nullable().default(null),
  closedAt: moment.nullable().default(null),
  notSuppliedBecause: z.string().trim().min(1).max(500).nullable().default(null),
})

export const flowSchema = z.strictObject({
  zoneId: id,
  nodeId: id.nullable().default(null),
  beganAt: moment,
  endedAt: moment,
  volumeKl: amount(10_000_000),
  source: z.enum(['flow-meter', 'level-drop', 'estimate']),
})

const served = z.strictObject({
  propertyId: id,
  numerator: z.int().min(1).max(1_000_000).nullable().default(null),
  denominator: z.int().min(1).max(1_000_000).nullable().default(null),
  households: z.int().min(0).max(10_000).nullable().default(null),
})

const connectionFacts = {
  sharing: z.enum(sharingRules),
  category: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  billingBasis: z.enum(billingBases),
  ferruleMm: z.number().positive().max(1000).nullable().default(null),
  taps: z.int().min(1).max(10_000).default(1),
  fixtures: z.int().min(0).max(100_000).default(0),
  sewered: z.boolean().default(false),
  propertyId: id.nullable().default(null),
  point: point.nullable().default(null),
  zoneId: id.nullable().default(null),
  holderPartyId: id.nullable().default(null),
  served: z.array(served).max(2000).default([]),
}

export const openConnectionSchema = z.strictObject({
  consumerNumber: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .nullable()
    .default(null)
    .meta({ description: 'null: the next of the town' }),
  origin: z.enum(['import', 'application']).default('application'),
  from: day,
  because: z.string().trim().min(1).max(300),
  ...connectionFacts,
})
export const changeConnectionSchema = z.strictObject({
  from: day,
  because: z.string().trim().min(1).max(300),
  ...connectionFacts,
})
export const cutConnectionSchema = z.strictObject({
  from: day,
  reason: z.enum(['arrears', 'request', 'misuse', 'unsafe']),
  because: z.string().trim().min(1).max(300),
  noticeLetterId: id.nullable().default(null).meta({ description: 'The notice that was served; needed for arrears' }),
})
export const reconnectSchema = z.strictObject({ from: day, because: z.string().trim().min(1).max(300) })

export const linkPipeSchema = z.strictObject({
  pipeId: id.nullable().default(null).meta({ description: 'null: the nearest pipe to the connection' }),
  foundBy: z.enum(['survey', 'work-order', 'old-drawing', 'nearest-pipe']),
  confidence: z.number().gt(0).max(1).nullable().default(null),
})

export const meterSchema = z.strictObject({
  serial: z.string().trim().min(1).max(60),
  sizeMm: z.number().positive().max(1000).nullable().default(null),
  digits: z.int().min(3).max(9).default(5),
  initialKl: amount(1_000_000_000),
  installedOn: day,
})
export const readMeterSchema = z.strictObject({
  readOn: day,
  state: z.enum(meterStates),
  readingKl: amount(1_000_000_000).nullable().default(null),
})

export const adoptTariffSchema = z.strictObject({
  use: z.enum(['supply', 'connection-fee']),
  pack: z.union([z.string().regex(/^[a-z][a-z0-9-]{0,60}$/), z.record(z.string(), z.unknown())]).meta({
    description: 'The name of a pack that came with the platform, or a pack of the town’s own',
  }),
  instrument,
  from: day,
})

export const raiseChargesSchema = z.strictObject({
  connectionIds: z.array(id).min(1).max(50),
  from: day,
  to: day,
  annualValues: z
    .record(z.string().regex(/^\d{1,16}$/), z.int().min(0).max(1e15))
    .default({})
    .meta({ description: 'Annual value in paise by property, for tariffs that are linked to it' }),
})
export const reverseChargeSchema = z.strictObject({ because: z.string().trim().min(1).max(300) })

export const takeSampleSchema = z.strictObject({
  kind: z.enum(['routine', 'complaint', 're-sample']).default('routine'),
  pipeId: id,
  connectionId: id.nullable().default(null),
  nodeId: id.nullable().default(null),
  point: point.nullable().default(null),
  takenAt: moment,
  laboratory: z.string().trim().min(1).max(200).nullable().default(null),
})
export const sampleResultSchema = z.strictObject({
  verdict: z.enum(['passed', 'failed']),
  reportedAt: moment,
  results: z
    .array(
      z.strictObject({
        parameter: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
        value: z.number(),
        unit: z.string().min(1).max(20),
      }),
    )
    .max(100)
    .default([]),
  documentId: id.nullable().default(null),
})
export const openIncidentSchema = z.strictObject({ pipeId: id, because: z.string().trim().min(1).max(1000) })
export const placeReportSchema = z.strictObject({ pipeId: id })
export const tankersInputSchema = z.strictObject({ tankers: z.int().min(1).max(500) })

/** `GET /water/supply?propertyId=17`, or by place. */
export const supplyQuerySchema = z.strictObject({
  propertyId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  lon: degreesOfText(180).optional(),
  lat: degreesOfText(90).optional(),
})
export const dayQuerySchema = z.strictObject({ day: day.optional() })
export const spanQuerySchema = z.strictObject({ from: day.optional(), to: day.optional() })

export type NewConnection = z.output<typeof openConnectionSchema>
export type ChangeConnection = z.output<typeof changeConnectionSchema>
export type SetSlots = z.output<typeof setSlotsSchema>
export type ChangeSupply = z.output<typeof changeSupplySchema>
export type RunSlot = z.output<typeof runSlotSchema>
export type TakeSample = z.output<typeof takeSampleSchema>
export type SampleResult = z.output<typeof sampleResultSchema>
export type RaiseCharges = z.output<typeof raiseChargesSchema>
export type AdoptTariff = z.output<typeof adoptTariffSchema>
export type CutConnection = z.output<typeof cutConnectionSchema>
