import type { MultiPolygon } from 'geojson'
import {
  asSystem,
  Conflict,
  type Context,
  command,
  endSigning,
  Invalid,
  type Names,
  NotFound,
  type Tx,
  toMultiPolygon,
} from '../../../kernel/index.ts'
import { requireValidArea } from '../queries-boundaries.ts'
import {
  endVersion,
  insertNextVersion,
  insertSuccession,
  selectSuccessions,
  selectTownOfState,
  selectVersionsFrom,
} from '../queries-succession.ts'

/**
 * A succession of the town at whose address it is recorded. `becomes` is for an upgrade, and needed there; `boundary` is
 * the town's limit from the day on, where it changes.
 */
export interface GivenSuccession {
  kind: 'upgraded' | 'merged' | 'split' | 'area-in' | 'area-out'
  toTown: string
  effectiveOn: string
  notification: string
  becomes: { townClass: string; act: string; names: Names | null; lgdCode?: string | null } | null
  boundary?: MultiPolygon | null
}

/**
 * Records by which notification this town was upgraded, merged into another, split, or gave or took an area. An upgrade
 * gives it a new version of class and Act from that day, a changed limit one of its boundary; a merger ends it on that
 * day, and its signing key with it: what it signed verifies for ever.
 * @throws Invalid, NotFound naming `toTown`, Conflict when the town ended before or has a later version
 */
export async function recordSuccession(context: Context, given: GivenSuccession): Promise<{ successionId: number }> {
  const { tenantId, stateId, kind, code } = context.tenant
  if (kind === 'state')
    throw new Invalid('city', 'Record it at the address of the town that it happened to.', { got: code })
  checkShape(given, code)
  return command(asSystem(context), { name: 'identity.record-succession', input: given }, async (tx) => {
    const toId = await selectTownOfState(tx, stateId, given.toTown)
    if (toId === null) throw new NotFound('toTown', 'This state has no such town.', { got: given.toTown })
    await refuseAfterEnd(tx, given)
    if (given.boundary) await requireValidArea(tx, given.boundary, 'boundary')
    const before = await changeVersions(tx, given)
    if (given.kind === 'merged') await endSigning(tx, given.effectiveOn)
    const { effectiveOn, notification } = given
    const row = { kind: given.kind, fromId: tenantId, toId, effectiveOn, notification }
    const successionId = await insertSuccession(tx, stateId, row)
    await tx.emit('identity.succession-recorded', { successionId, kind: given.kind, toTown: given.toTown, effectiveOn })
    tx.journal({ subjects: [{ kind: 'succession', id: successionId }], before, after: given })
    return { successionId }
  })
}

function checkShape(given: GivenSuccession, code: string): void {
  const upgraded = given.kind === 'upgraded'
  if (upgraded !== (given.becomes !== null))
    throw new Invalid('becomes', upgraded ? 'Say what the town becomes.' : 'Only an upgrade makes a town another kind.')
  if (given.kind === 'merged' && given.boundary)
    throw new Invalid('boundary', 'A town that is merged into another has no limit from then on.')
  if (upgraded !== (given.toTown === code))
    throw new Invalid('toTown', upgraded ? 'A town is upgraded to itself.' : 'Name the other town.', {
      got: given.toTown,
    })
}

async function refuseAfterEnd(tx: Tx, given: GivenSuccession): Promise<void> {
  const { tenantId, stateId, code } = tx.context.tenant
  for (const past of await selectSuccessions(tx, stateId, tenantId)) {
    if (past.kind === 'merged' && past.fromTown === code && past.effectiveOn <= given.effectiveOn)
      throw new Conflict('effectiveOn', 'This town had been merged into another by then.', {
        expected: past.effectiveOn,
      })
    const same = past.kind === given.kind && past.fromTown === code && past.toTown === given.toTown
    if (same && past.effectiveOn === given.effectiveOn)
      throw new Conflict('effectiveOn', 'This succession is recorded already.', { got: given.effectiveOn })
  }
}

/** Class, Act and limit by the day: answers what stood before, null where nothing changes. */
async function changeVersions(tx: Tx, given: GivenSuccession): Promise<object | null> {
  if (given.kind !== 'upgraded' && given.kind !== 'merged' && !given.boundary) return null
  const { tenantId } = tx.context.tenant
  const [present, later] = await selectVersionsFrom(tx, tenantId, given.effectiveOn)
  if (!present || present.validFrom >= given.effectiveOn)
    throw new Conflict('effectiveOn', 'The town did not stand the day before.', { expected: present?.validFrom })
  if (later) throw new Conflict('effectiveOn', 'A later version of the town stands.', { expected: later.validFrom })
  await endVersion(tx, tenantId, present.versionId, given.effectiveOn)
  const { becomes, boundary, effectiveOn, notification } = given
  if (given.kind !== 'merged')
    await insertNextVersion(tx, tenantId, present.versionId, {
      ...(becomes ?? { townClass: present.townClass, act: present.act, names: null }),
      boundary: boundary ? toMultiPolygon(boundary) : null,
      from: effectiveOn,
      instrument: notification,
    })
  return { townClass: present.townClass, act: present.act }
}
