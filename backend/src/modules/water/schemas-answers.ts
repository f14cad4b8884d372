/** Answers about water. Coordinates EPSG:4326, degrees; minutes count from the midnight of the town's day; money in paise. */
import { z } from 'zod'

const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(300))
  .meta({ description: 'Labels by language' })
const id = z.int().min(1)

const supply = z.object({
  slotId: id.nullable(),
  day: z.string(),
  fromMinute: z.int(),
  toMinute: z.int(),
  changed: z.boolean(),
})
const zoneSupply = z.object({
  zoneId: id,
  code: z.string(),
  names,
  next: supply.extend({ running: z.boolean(), sourceNames: names }).nullable(),
})
export const zonesAnswer = z.object({ zones: z.array(zoneSupply) })
export const supplyAnswer = z.object({ zone: zoneSupply.nullable() })
export const zoneAnswer = zoneSupply.extend({
  continuous: z.boolean(),
  slots: z.array(
    z.object({
      slotId: id,
      weekdays: z.array(z.int()).nullable(),
      everyDays: z.int().nullable(),
      countedFrom: z.string().nullable(),
      fromMinute: z.int(),
      toMinute: z.int(),
      sourceNames: names,
      validFrom: z.string(),
      validTo: z.string(),
      instrument: z.string(),
    }),
  ),
  week: z.array(z.object({ day: z.string(), supplies: z.array(supply) })),
  changes: z.array(
    z.object({ changeId: id, onDay: z.string(), kind: z.string(), slotId: id.nullable(), reason: names }),
  ),
})
export const roundAnswer = z.object({
  day: z.string(),
  rounds: z.array(
    supply.extend({
      zoneId: id,
      zoneCode: z.string(),
      zoneNames: names,
      valves: z.array(
        z.object({ valveId: id, code: z.string(), placeWords: z.string().nullable(), state: z.string() }),
      ),
      run: z
        .object({
          openedAt: z.string().nullable(),
          closedAt: z.string().nullable(),
          notSuppliedBecause: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
})
export const lossesAnswer = z.object({
  method: z.enum(['night-flow', 'slot-balance']).nullable(),
  because: z.string().nullable(),
  nightFlowKlPerHour: z.number().nullable(),
  suppliedKl: z.number().nullable(),
  meteredKl: z.number().nullable(),
})

const connection = z.object({
  connectionId: id,
  consumerNumber: z.string(),
  sharing: z.string(),
  status: z.string(),
  category: z.string(),
  billingBasis: z.string(),
  ferruleMm: z.number().nullable(),
  taps: z.int(),
  fixtures: z.int(),
  sewered: z.boolean(),
  propertyId: id.nullable(),
  point: z.array(z.number()).nullable(),
  zoneId: id.nullable(),
  holderPartyId: id.nullable(),
  validFrom: z.string(),
})
export const connectionsAnswer = z.object({ connections: z.array(connection) })
export const connectionAnswer = connection.extend({
  served: z.array(
    z.object({
      propertyId: id,
      numerator: z.int().nullable(),
      denominator: z.int().nullable(),
      households: z.int().nullable(),
    }),
  ),
  sharesFault: z.string().nullable(),
  pipe: z.object({ pipeId: id, foundBy: z.string(), confidence: z.number() }).nullable(),
  meter: z
    .object({ meterId: id, serial: z.string(), digits: z.int(), lastKl: z.number(), lastOn: z.string() })
    .nullable(),
})
export const pipeAnswer = z.object({
  pipeId: id,
  code: z.string(),
  role: z.string(),
  material: z.string(),
  diameterMm: z.number().nullable(),
  lengthM: z.number().nullable(),
  zoneId: id.nullable(),
  segment: z.object({ pipeIds: z.array(id), nodeIds: z.array(id), closeValveIds: z.array(id), connections: z.int() }),
  samples: z.array(
    z.object({ sampleId: id, number: z.string(), kind: z.string(), takenAt: z.string(), verdict: z.string() }),
  ),
  reports: z.array(z.object({ caseId: id, reportedAt: z.string() })),
  incidentCaseId: id.nullable(),
})
export const tariffAnswer = z.object({
  inForce: z.array(z.object({ use: z.string(), pack: z.string(), instrument: z.string(), from: z.string() })),
  packs: z.array(
    z.object({
      pack: z.string(),
      about: z.string(),
      source: z.string(),
      trust: z.string(),
      needsResolution: z.boolean(),
    }),
  ),
})
export const chargedAnswer = z.object({
  charges: z.array(
    z.object({
      chargeId: id,
      connectionId: id,
      propertyId: id.nullable(),
      partyId: id.nullable(),
      totalPaise: z.int(),
      lines: z.array(z.object({ head: z.string(), amountPaise: z.int(), formula: z.string(), source: z.string() })),
    }),
  ),
  skipped: z.array(z.object({ connectionId: id, because: z.string() })),
})
export const incidentsAnswer = z.object({
  incidents: z.array(
    z.object({
      caseId: id,
      number: z.string(),
      status: z.string(),
      trigger: z.string(),
      openedOn: z.string(),
      pipeIds: z.array(id),
      tankers: z.int(),
      reports: z.int(),
      samples: z.int(),
    }),
  ),
})
