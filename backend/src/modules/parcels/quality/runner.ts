/** The walk over a register in search of faults, a little at a time, so that nobody waits for it. */
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Geometry } from 'geojson'
import type { Shape } from '../../../../../data/importers/index.ts'
import {
  asOwner,
  type Context,
  command,
  log,
  newRequestId,
  type Platform,
  read,
  readPublic,
  systemContext,
} from '../../../kernel/index.ts'
import { selectMaster } from '../../identity/index.ts'
import { type AreaTolerance, type AreaTolerances, areaToleranceOf } from '../rules-tolerance.ts'
import * as cells from './queries-cells.ts'
import { closeGone, freeRun, leaseRun, type QualityRun, selectRun, updateRun, upsertFaults } from './queries-quality.ts'
import { type Box, type FoundFault, quarters, sharesMakeOne, sortingShare } from './rules.ts'
import { faultsOf } from './rules-cell.ts'

const leaseSeconds = 20
const turnMilliseconds = 1_500
/** A box with more plots than this is cut in four: its faults are found within some hundredths of a second. */
const mostInBox = 500
/** Some thirty metres: neighbours of a plot at the rim come along. */
const marginDegrees = 0.0003
const leastBoxDegrees = 1e-5
const propertiesPerPage = 400
const rest = { postgis: 0.3, embedded: 1.5 }

/** One turn of the next run that has work. Answers whether there was one. */
export async function workOnQuality(platform: Platform, stopping: AbortSignal): Promise<boolean> {
  const next = await asOwner(platform.database, (db) => leaseRun(db, leaseSeconds))
  if (!next) return false
  const context = await systemContext(platform, next.tenantId)
  const run = await asOwner(platform.database, (db) => selectRun(db, next.tenantId, next.runId))
  try {
    await workOn(context, run!, stopping)
  } catch (error) {
    log.error({ err: error, runId: next.runId }, 'a walk over the register broke off')
    if (!stopping.aborted) await note(context, { ...run!, state: 'broken' }, [])
  }
  await asOwner(platform.database, (db) => freeRun(db, next.tenantId, next.runId))
  return true
}

type Run = QualityRun

async function workOn(context: Context, run: Run, stopping: AbortSignal): Promise<void> {
  const end = performance.now() + turnMilliseconds
  const town = run.phase === 'map' ? await townOf(context) : null
  while (run.state === 'running' && performance.now() < end && !stopping.aborted) {
    const began = performance.now()
    if (run.phase === 'map') await nextBox(context, run, town!)
    else if (run.phase === 'records') await nextRecords(context, run)
    else await close(context, run)
    const share = rest[context.platform.database.engine]
    await pause((performance.now() - began) * share, undefined, { signal: stopping }).catch(() => undefined)
  }
}

type Town = { tolerance: AreaTolerance; hasWards: boolean }

async function townOf(context: Context): Promise<Town> {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const master = await selectMaster(db, { register: 'parcels.rules', key: 'area-tolerance' }, context.today)
    const inForce = areaToleranceOf((master?.value ?? null) as AreaTolerances | null)
    const tolerance: AreaTolerance = (surveyClass, surveyedOn) => {
      const share = inForce(surveyClass, surveyedOn)
      return Number.isFinite(share) ? share : sortingShare
    }
    return { tolerance, hasWards: await cells.selectHasWards(db, tenantId) }
  })
}

/** Takes one box from the stack: cut in four where plots stand close, else looked through. */
async function nextBox(context: Context, run: Run, town: Town): Promise<void> {
  const { tenantId, srid } = context.tenant
  const { today } = context
  const box = run.boxes.pop()
  if (!box) {
    run.phase = 'records'
    return note(context, run, [])
  }
  const grown: Box = [box[0] - marginDegrees, box[1] - marginDegrees, box[2] + marginDegrees, box[3] + marginDegrees]
  const found = await readPublic(context, async (db) => {
    const count = await cells.countInBox(db, tenantId, today, box, mostInBox + 1)
    if (count > mostInBox && box[2] - box[0] > leastBoxDegrees) return null
    return {
      parcels: await cells.selectParcelsInBox(db, tenantId, today, grown, srid, town.hasWards),
      buildings: await cells.selectBuildingsInBox(db, tenantId, today, box, srid),
    }
  })
  if (!found) {
    run.boxes.push(...quarters(box))
    return
  }
  const ids = found.buildings.map(({ id }) => id)
  const parcelIds = found.parcels.map(({ id }) => id)
  const [links, records] = await read(context, async (db) => [
    new Map(
      (await cells.selectLinksOfBuildings(db, tenantId, today, ids)).map((link) => [link.buildingId, link.parcelIds]),
    ),
    [
      ...(await cells.selectUnassessed(db, tenantId, today, ids)),
      ...(await cells.selectRepeatedNumbers(db, tenantId, today, parcelIds)),
      ...(await cells.selectDoubles(db, tenantId, today, parcelIds)),
    ],
  ])
  const faults = faultsOf({
    box,
    parcels: found.parcels.map((row) => ({
      ...row,
      ...shapesOf(row),
      toleratedShare: town.tolerance(row.surveyClass, row.surveyedOn),
    })),
    buildings: found.buildings.map((row) => ({
      id: row.id,
      ...shapesOf(row),
      label: row.names ? (Object.values(row.names)[0] ?? null) : null,
      parcelIds: links.get(row.id) ?? [],
    })),
  })
  run.done += found.parcels.length
  await note(context, run, [...faults, ...records])
}

function shapesOf(row: { lonLat: string; metres: string }): { lonLat: Shape; metres: Shape } {
  return { lonLat: shapeOf(JSON.parse(row.lonLat)), metres: shapeOf(JSON.parse(row.metres)) }
}

function shapeOf(geometry: Geometry): Shape {
  const polygons =
    geometry.type === 'MultiPolygon' ? geometry.coordinates : geometry.type === 'Polygon' ? [geometry.coordinates] : []
  return {
    type: polygons.length === 1 ? 'Polygon' : 'MultiPolygon',
    parts: polygons.map((rings) => rings.map((ring) => Float64Array.from(ring.flat()))),
  }
}

async function nextRecords(context: Context, run: Run): Promise<void> {
  const { tenantId } = context.tenant
  const page = await read(context, (db) =>
    cells.selectPropertyFaults(db, tenantId, context.today, run.cursorId, propertiesPerPage),
  )
  if (page.last === null) {
    run.phase = 'closing'
    return note(context, run, [])
  }
  const uneven = page.shares
    .filter(({ shares }) => !sharesMakeOne(shares))
    .map(
      ({ propertyId, label, point }): FoundFault => ({
        kind: 'shares-not-one',
        propertyIds: [propertyId],
        label,
        point,
        areaSqm: null,
      }),
    )
  run.cursorId = page.last
  run.done += propertiesPerPage
  await note(context, run, [...page.faults, ...uneven])
}

async function close(context: Context, run: Run): Promise<void> {
  const { tenantId } = context.tenant
  run.state = 'done'
  run.done = run.total
  await command({ ...context, requestId: newRequestId() }, { name: 'parcels.finish-quality-run' }, async (tx) => {
    await tx.touch('quality', await closeGone(tx, tenantId, run.runId))
    await updateRun(tx, tenantId, run.runId, run)
    await tx.emit('parcels.quality-looked-over', { runId: run.runId })
    tx.journal({ subjects: [{ kind: 'quality-run', id: run.runId }], after: { done: run.done } })
  })
}

const faultsPerTransaction = 500

/** Faults and how far the walk is, in one transaction: after a kill it goes on with the next box. */
async function note(context: Context, run: Run, faults: readonly FoundFault[]): Promise<void> {
  const { tenantId } = context.tenant
  for (let at = 0; at === 0 || at < faults.length; at += faultsPerTransaction) {
    const page = faults.slice(at, at + faultsPerTransaction)
    const isLast = at + faultsPerTransaction >= faults.length
    await command({ ...context, requestId: newRequestId() }, { name: 'parcels.note-faults' }, async (tx) => {
      await tx.touch('quality', await upsertFaults(tx, tenantId, run.runId, page))
      if (isLast) await updateRun(tx, tenantId, run.runId, { ...run, done: Math.min(run.done, run.total) })
      tx.journal({ subjects: [{ kind: 'quality-run', id: run.runId }], after: { faults: page.length } })
    })
  }
}
