import { Conflict, type Context, NotFound, type Tx } from '../../../kernel/index.ts'
import { type Act, changeRegister, endFacts, recordAct, requireSubject } from '../acts.ts'
import { fitPolygon, joinNeighbours, linkLevels } from '../land.ts'
import { insertLineage, insertParcel, selectParcelByNumber, selectParcelOn } from '../queries-register.ts'
import { insertVersion } from '../queries-versions.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import { khasraKey, parcelNumber } from '../rules-numbers.ts'
import type { RegisterParcel } from '../schemas-actions.ts'

/** Draws a parcel on its level. Parents, when named, end by the same act and lineage is written; participants may refuse. */
export function registerParcel(
  context: Context,
  input: RegisterParcel,
): Promise<{ parcelId: number; areaSqm: number; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.register-parcel', input, async (tx) => {
    const { tenantId } = context.tenant
    const number = numberOn(input.level, input.number ?? null)
    await requireParents(tx, input)
    const orders = await askOrders(tx, input.parents.length ? 'register-parcel' : 'draw-parcel', {
      parcelIds: input.parents,
    })
    if (number) await requireFreeNumber(tx, input.level, number, null)
    const fitted = await fitPolygon(tx, input.geometry, {
      level: input.level,
      before: null,
      exceptParcelIds: input.parents,
      day: input.effectiveOn,
    })
    const act = await recordAct(
      tx,
      input.parents.length ? (input.parents.length > 1 ? 'merge' : 'split') : 'first-record',
      input,
    )
    for (const parent of input.parents) await endFacts(tx, { table: 'parcel_versions', id: parent }, act)
    const parcelId = await insertParcel(tx, tenantId, input.level)
    await writeParcel(tx, parcelId, input, number, fitted.polygon, fitted.areaSqm, act)
    await joinNeighbours(tx, act, fitted.neighbours)
    await linkLevels(tx, parcelId, input.level, fitted.polygon, input.effectiveOn)
    if (input.parents.length) {
      await insertLineage(tx, tenantId, act.changeId, input.parents, parcelId)
      await tx.invite('parcels.lineage', {
        parents: input.parents,
        children: [parcelId],
        effectiveOn: input.effectiveOn,
      })
    }
    await tx.touch('parcels', [parcelId, ...input.parents])
    await tx.emit('parcels.parcel-registered', { parcelId, parents: input.parents })
    tx.journal({
      subjects: [parcelId, ...input.parents].map((id) => ({ kind: 'parcel', id })),
      after: { ...input, number, areaSqm: fitted.areaSqm },
    })
    return { parcelId, areaSqm: fitted.areaSqm, orders }
  })
}

/** A khasra number has its own form; other levels print more freely. */
export function numberOn(level: string, number: string | null): string | null {
  if (number === null) return null
  return level === 'revenue-khasra' ? khasraKey(...villageAndKhasra(number)) : parcelNumber(number)
}

function villageAndKhasra(number: string): [string | null, string] {
  const at = number.trim().lastIndexOf(' ')
  return at < 0 ? [null, number] : [number.slice(0, at), number.slice(at + 1)]
}

/** P9: one number, one parcel of a level. @throws Conflict naming the parcel that has it */
export async function requireFreeNumber(tx: Tx, level: string, number: string, parcelId: number | null): Promise<void> {
  const holder = await selectParcelByNumber(tx, tx.context.tenant.tenantId, level, number)
  if (holder && holder !== parcelId)
    throw new Conflict('number', 'Another parcel of this level has this number.', {
      got: number,
      expected: `not the number of parcel ${holder}`,
    })
}

async function requireParents(tx: Tx, input: RegisterParcel): Promise<void> {
  const { tenantId } = tx.context.tenant
  for (const parent of [...input.parents].sort((one, two) => one - two)) {
    await requireSubject(tx, 'parcel', parent)
    const held = await selectParcelOn(tx, tenantId, parent, input.effectiveOn)
    if (!held) throw new NotFound('parents', 'A parent does not exist on that day.', { got: parent })
  }
}

/** What a new parcel says of itself besides its outline. */
export type ParcelFacts = Pick<RegisterParcel, 'level' | 'number' | 'use'> &
  Partial<Pick<RegisterParcel, 'legalAreaSqm' | 'surveyClass' | 'surveyedOn' | 'roadId'>>

/** Writes the first version of a new parcel. */
export async function writeParcel(
  tx: Tx,
  parcelId: number,
  input: ParcelFacts,
  number: string | null,
  polygon: object,
  areaSqm: number,
  act: Act,
): Promise<void> {
  const facts = {
    parcel_id: parcelId,
    level: input.level,
    number,
    number_printed: input.number ?? null,
    geom: JSON.stringify(polygon),
    area_sqm: areaSqm,
    legal_area_sqm: input.legalAreaSqm ?? null,
    survey_class: input.surveyClass ?? 'unknown',
    surveyed_on: input.surveyedOn ?? null,
    use: input.use,
    road_id: input.roadId ?? null,
  }
  const held = { validFrom: act.effectiveOn, moment: act.now.toISOString(), changeId: act.changeId }
  await insertVersion(tx, tx.context.tenant.tenantId, 'parcel_versions', facts, held)
}
