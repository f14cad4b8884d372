/** What is told of supply: the zone of a place, its next water, the valve-man's round, and losses as far as they may be inferred. */
import { addDays, type Context, type Db, Invalid, type Names, NotFound, read } from '../../kernel/index.ts'
import { selectZoneAt, selectZoneOfProperty, selectZones, type ZoneRow } from './queries-network.ts'
import {
  type SlotRow,
  selectChanges,
  selectFlows,
  selectMeteredKl,
  selectRound,
  selectSlots,
} from './queries-supply.ts'
import {
  isContinuous,
  type LocalMoment,
  leakMethod,
  nextSupply,
  nightFlowKlPerHour,
  suppliesOn,
} from './rules-supply.ts'

/** Names as answers want them: only languages that are there. */
export const told = (names: Names | null | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(names ?? {}).filter((pair): pair is [string, string] => Boolean(pair[1])))

/** The town's own clock. */
export function nowOf({ platform, tenant, today }: Context): LocalMoment {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: tenant.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [hour, minute] = clock.format(platform.now()).split(':').map(Number) as [number, number]
  return { day: today, minute: hour * 60 + minute }
}

const yesterdayOf = ({ today }: Context) => addDays(today, -1)

async function plansOf(db: Db, context: Context, zoneIds: readonly number[], from: string) {
  const { tenantId } = context.tenant
  return {
    slots: await selectSlots(db, tenantId, zoneIds, from),
    changes: await selectChanges(db, tenantId, zoneIds, from),
  }
}

type Plans = Awaited<ReturnType<typeof plansOf>>

function lineOf(zone: ZoneRow, { slots, changes }: Plans, now: LocalMoment) {
  const own = slots.filter((slot) => slot.zoneId === zone.zone_id)
  const found = nextSupply(
    own,
    changes.filter((each) => each.zoneId === zone.zone_id),
    now,
  )
  const sourceNames = told(own.find((slot) => slot.slotId === found?.slotId)?.sourceNames)
  return { zoneId: zone.zone_id, code: zone.code, names: told(zone.names), next: found && { ...found, sourceNames } }
}

/** GET /water/zones: every zone with its next supply. */
export function readZones(context: Context) {
  return read(context, async (db) => {
    const zones = await selectZones(db, context.tenant.tenantId, context.today)
    const plans = await plansOf(
      db,
      context,
      zones.map((zone) => zone.zone_id),
      yesterdayOf(context),
    )
    return { zones: zones.map((zone) => lineOf(zone, plans, nowOf(context))) }
  })
}

/** GET /water/supply: "water at 6:10" for a property or a place; null where no zone is known there. */
export function readSupply(context: Context, asked: { propertyId?: number; lon?: number; lat?: number }) {
  const { propertyId, lon, lat } = asked
  if (propertyId === undefined && (lon === undefined || lat === undefined))
    throw new Invalid('propertyId', 'Name a property, or a place by lon and lat.', { got: null })
  const { tenantId } = context.tenant
  // As the platform: by whose connection the zone is found stays unsaid, and the zone is for everyone.
  return read({ ...context, roleClass: 'system' }, async (db) => {
    const zoneId =
      propertyId === undefined
        ? await selectZoneAt(db, tenantId, [lon!, lat!], context.today)
        : await selectZoneOfProperty(db, tenantId, propertyId, context.today)
    const zone = (await selectZones(db, tenantId, context.today)).find((each) => each.zone_id === zoneId)
    if (!zone) return { zone: null }
    return { zone: lineOf(zone, await plansOf(db, context, [zone.zone_id], yesterdayOf(context)), nowOf(context)) }
  })
}

/** GET /water/zones/:zoneId: slots, the days to come, and what differs. @throws NotFound */
export function readZone(context: Context, zoneId: number) {
  return read(context, async (db) => {
    const zone = await zoneOf(db, context, zoneId)
    const plans = await plansOf(db, context, [zoneId], yesterdayOf(context))
    const days = Array.from({ length: 7 }, (_, ahead) => addDays(context.today, ahead))
    return {
      ...lineOf(zone, plans, nowOf(context)),
      continuous: isContinuous(plans.slots, context.today),
      slots: plans.slots.map((slot) => ({
        ...slot,
        weekdays: slot.weekdays && [...slot.weekdays],
        sourceNames: told(slot.sourceNames),
      })),
      week: days.map((day) => ({ day, supplies: suppliesOn(plans.slots, plans.changes, day) })),
      changes: plans.changes.map((change) => ({ ...change, reason: told(change.reason) })),
    }
  })
}

async function zoneOf(db: Db, context: Context, zoneId: number): Promise<ZoneRow> {
  const found = (await selectZones(db, context.tenant.tenantId, context.today)).find((each) => each.zone_id === zoneId)
  if (!found) throw new NotFound('zoneId', 'There is no such supply zone in this town.', { got: zoneId })
  return found
}

/** GET /water/rounds: the valve-man's page: what is to be opened on a day, in which order, and what was done. */
export function readRound(context: Context, day: string) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const zones = await selectZones(db, tenantId, day)
    const plans = await plansOf(
      db,
      context,
      zones.map((zone) => zone.zone_id),
      day,
    )
    const { valves, runs } = await selectRound(
      db,
      tenantId,
      plans.slots.map((slot) => slot.slotId),
      day,
    )
    const rounds = zones.flatMap((zone) => {
      const own = plans.slots.filter((slot: SlotRow) => slot.zoneId === zone.zone_id)
      const changes = plans.changes.filter((each) => each.zoneId === zone.zone_id)
      return suppliesOn(own, changes, day).map((supply) => ({
        ...supply,
        zoneId: zone.zone_id,
        zoneCode: zone.code,
        zoneNames: told(zone.names),
        valves: valves
          .filter((valve) => valve.slot_id === supply.slotId)
          .map((valve) => ({
            valveId: valve.valve_id,
            code: valve.code,
            placeWords: valve.place_words,
            state: valve.state,
          })),
        run: runOf(runs.find((run) => run.slot_id === supply.slotId)),
      }))
    })
    return { day, rounds: rounds.sort((a, b) => a.fromMinute - b.fromMinute || a.zoneId - b.zoneId) }
  })
}

const runOf = (run: Awaited<ReturnType<typeof selectRound>>['runs'][number] | undefined) =>
  run ? { openedAt: run.opened_at, closedAt: run.closed_at, notSuppliedBecause: run.not_supplied_because } : null

/** GET /water/zones/:zoneId/losses: only by a method that the zone's supply allows; without slots nothing is inferred. */
export function readLosses(context: Context, zoneId: number, asked: { from?: string; to?: string }) {
  const to = asked.to ?? context.today
  const from = asked.from ?? addDays(to, -30)
  if (from >= to) throw new Invalid('from', 'The first day must come before the last.', { got: from })
  const { tenantId, timeZone } = context.tenant
  return read(context, async (db) => {
    await zoneOf(db, context, zoneId)
    const slots = await selectSlots(db, tenantId, [zoneId], from)
    const { method, because } = { because: null, ...leakMethod(slots, to) }
    if (!method) return { method, because, nightFlowKlPerHour: null, suppliedKl: null, meteredKl: null }
    const flows = await selectFlows(db, tenantId, zoneId, { from, to: addDays(to, 1), timeZone })
    const nights = [...new Set(flows.map((flow) => flow.day))].map((day) => nightFlowKlPerHour(slots, flows, day))
    const least = nights.filter((rate): rate is number => rate !== null)
    return {
      method,
      because,
      nightFlowKlPerHour: least.length ? Math.min(...least) : null,
      suppliedKl: flows.length ? flows.reduce((sum, flow) => sum + flow.volumeKl, 0) : null,
      meteredKl: await selectMeteredKl(db, tenantId, zoneId, { from, to: addDays(to, 1) }),
    }
  })
}
