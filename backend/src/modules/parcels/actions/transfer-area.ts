import { Conflict, type Context, Invalid, NotFound, type Tenant, type Tx } from '../../../kernel/index.ts'
import { type Act, changeRegister, endFacts, indexProperties, recordAct } from '../acts.ts'
import { findPlacements, type Placements, writePlacements } from '../land.ts'
import { selectParcelsOfProperty, selectPropertyOn } from '../queries-register.ts'
import {
  enterTenant,
  insertArrival,
  insertSuccession,
  lockProperties,
  packRows,
  releaseRows,
  selectCutProperties,
  selectLastPlacements,
  selectTransferSet,
  type TransferSet,
  unpackRows,
} from '../queries-transfer.ts'
import { insertVersion, selectHeldRows } from '../queries-versions.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'

/** Which properties go to which town of the state, by which notification. */
export interface TransferArea {
  propertyIds: number[]
  toTown: Tenant
  effectiveOn: string
  notification: string
}

/**
 * What rooms above are told, twice and in one object: as participants of 'parcels.area-transfer' before anything moves (they may
 * refuse, and name people who go along), and of 'parcels.area-arrival' when the properties stand in the other town.
 */
export interface AreaInvitation {
  propertyIds: number[]
  fromTenantId: number
  toTenantId: number
  fromTown: Tenant
  toTown: Tenant
  effectiveOn: string
  notification: string
  /** Parties beside those who hold a role on the properties. */
  alongPartyIds: number[]
}

/** What moved. */
export interface TransferredArea {
  successionId: number
  properties: number
  parcels: number
  buildings: number
  /** Orders that stand on what moved; they move along. */
  orders: StandingOrder[]
}

const mostProperties = 500

/**
 * Moves properties from the context's town to another of the same state: versions of both times, links, roles, numbers, restrictions and papers
 * move; people, streets, acts and journal lines are copied under their own ids, so that the old town's record and receipts stay whole.
 * Rooms above refuse as participants of 'parcels.area-transfer' and move their rows as participants of 'parcels.area-arrival'.
 * @throws Conflict when a plot or building is shared with a property that stays
 */
export async function transferArea(context: Context, input: TransferArea): Promise<TransferredArea> {
  const { toTown } = input
  requireSister(context.tenant, toTown)
  const named = { ...input, toTown: toTown.code }
  let moved: TransferSet | undefined
  const answer = await changeRegister(context, 'parcels.transfer-area', named, async (tx) => {
    const set = await gather(tx, input.propertyIds)
    moved = set
    const orders = await askOrders(tx, 'transfer-area', { propertyIds: set.propertyIds })
    const act = await recordAct(tx, 'transfer-of-area', {
      instrument: input.notification,
      effectiveOn: input.effectiveOn,
    })
    const payload = { propertyIds: set.propertyIds, fromTenantId: context.tenant.tenantId, toTenantId: toTown.tenantId }
    const invitation: AreaInvitation = {
      ...payload,
      fromTown: context.tenant,
      toTown,
      effectiveOn: input.effectiveOn,
      notification: input.notification,
      alongPartyIds: [],
    }
    await tx.invite('parcels.area-transfer', invitation)
    set.partyIds = [...new Set([...set.partyIds, ...invitation.alongPartyIds])]
    for (const id of set.propertyIds) await endFacts(tx, { table: 'property_boundaries', id }, act)
    const packed = await packRows(tx, context.tenant.tenantId, set)
    await releaseRows(tx, context.tenant.tenantId, set)
    await receive(tx, toTown, set, packed, input)
    await tx.invite('parcels.area-arrival', invitation)
    const successionId = await insertSuccession(tx, context.tenant.stateId, {
      kind: 'area-out',
      fromTenantId: context.tenant.tenantId,
      toTenantId: toTown.tenantId,
      effectiveOn: input.effectiveOn,
      notification: input.notification,
    })
    await tx.touch('parcels', set.movingParcelIds)
    await tx.touch('buildings', set.movingBuildingIds)
    await tx.touch('house-numbers', set.propertyIds)
    await tx.emit('parcels.area-given', { ...payload, successionId })
    tx.journal({ subjects: subjectsOf(set), after: named })
    return {
      successionId,
      properties: set.propertyIds.length,
      parcels: set.movingParcelIds.length,
      buildings: set.movingBuildingIds.length,
      orders,
    }
  })
  if (moved) tellTiles(context, toTown.tenantId, moved)
  return answer
}

function requireSister(from: Tenant, to: Tenant): void {
  if (from.kind !== 'ulb' || to.kind !== 'ulb' || from.stateId !== to.stateId || from.tenantId === to.tenantId)
    throw new Invalid('toTown', 'An area moves between two towns of one state.', { got: to.code })
}

function subjectsOf(set: TransferSet) {
  return set.propertyIds.map((id) => ({ kind: 'property', id }))
}

async function gather(tx: Tx, propertyIds: number[]): Promise<TransferSet> {
  const { tenantId } = tx.context.tenant
  const ids = [...new Set(propertyIds)]
  if (!ids.length || ids.length > mostProperties)
    throw new Invalid('propertyIds', `Move 1 to ${mostProperties} properties at a time.`, { got: ids.length })
  const here = new Set(await lockProperties(tx, tenantId, ids))
  const missing = ids.find((id) => !here.has(id))
  if (missing) throw new NotFound('propertyIds', 'One of the properties is not in this town.', { got: missing })
  const set = await selectTransferSet(tx, tenantId, ids)
  const [cut] = await selectCutProperties(tx, tenantId, set)
  if (cut)
    throw new Conflict(
      'propertyIds',
      `Property ${cut.property_number} shares a plot or a building with those that move. Move it too, or part them first.`,
      {
        got: cut.property_id,
      },
    )
  return set
}

/** The other side of the move, under the row security of the receiving town; then back. */
async function receive(
  tx: Tx,
  town: Tenant,
  set: TransferSet,
  packed: Awaited<ReturnType<typeof packRows>>,
  input: TransferArea,
): Promise<void> {
  await enterTenant(tx, town.tenantId)
  await unpackRows(tx, town.tenantId, tx.context.tenant.code, packed)
  const there: Tx = { ...tx, context: { ...tx.context, tenant: town } }
  const act = await recordAct(there, 'transfer-of-area', {
    instrument: input.notification,
    effectiveOn: input.effectiveOn,
  })
  for (const propertyId of set.propertyIds) await placeAnew(there, propertyId, act)
  await indexProperties(there, set.propertyIds)
  await insertArrival(tx, town.tenantId, {
    command: 'parcels.receive-area',
    requestId: tx.context.requestId,
    userId: tx.context.userId,
    roleClass: tx.context.roleClass,
    subjects: subjectsOf(set),
    after: {
      propertyIds: set.propertyIds,
      fromTown: tx.context.tenant.code,
      notification: input.notification,
      effectiveOn: input.effectiveOn,
    },
    parcelIds: set.movingParcelIds,
    buildingIds: set.movingBuildingIds,
    propertyIds: set.propertyIds,
  })
  await enterTenant(tx, tx.context.tenant.tenantId)
}

/** The wards of the receiving town, by its own rules; a property that was here before gets its placement anew. */
async function placeAnew(there: Tx, propertyId: number, act: Act): Promise<void> {
  const { tenantId } = there.context.tenant
  const held = await selectPropertyOn(there, tenantId, propertyId, act.effectiveOn)
  if (!held) return
  const parcelIds = await selectParcelsOfProperty(there, tenantId, propertyId, act.effectiveOn)
  const found = await findPlacements(there, { parcelIds, point: held.point }, act.effectiveOn)
  const free: Placements = { placed: [], undecided: found.undecided }
  for (const placement of found.placed) {
    const only = { column: 'boundary_set_id', value: placement.boundarySetId }
    const rows = await selectHeldRows(there, tenantId, 'property_boundaries', propertyId, only)
    if (!rows.some((row) => row.validTo === 'infinity' || row.validTo > act.effectiveOn)) free.placed.push(placement)
  }
  await writePlacements(there, propertyId, act, free)
  await placeAsBefore(there, propertyId, act)
}

/** A house without a point cannot be placed by rule: where it stood here before, it stands again. */
async function placeAsBefore(there: Tx, propertyId: number, act: Act): Promise<void> {
  const { tenantId } = there.context.tenant
  const held = { validFrom: act.effectiveOn, moment: act.now.toISOString(), changeId: null }
  for (const placement of await selectLastPlacements(there, tenantId, propertyId))
    await insertVersion(there, tenantId, 'property_boundaries', { property_id: propertyId, ...placement }, held)
}

function tellTiles(context: Context, tenantId: number, set: TransferSet): void {
  for (const listener of context.platform.onLayerChange) {
    listener(tenantId, 'parcels', set.movingParcelIds)
    listener(tenantId, 'buildings', set.movingBuildingIds)
    listener(tenantId, 'house-numbers', set.propertyIds)
  }
}
