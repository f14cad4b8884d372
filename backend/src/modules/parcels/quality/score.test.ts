/**
 * The checks against faults that were planted on purpose. The key of the sample town is read here alone: the rows do not tell, and
 * the checks never see it.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { generateCityInBlocks } from '../../../../../data/sample-city/index.ts'
import { loadCity } from '../../../../../data/sample-city/load/index.ts'
import type { Fault } from '../../../../../data/sample-city/types.ts'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { asOwner, type Context, read } from '../../../kernel/index.ts'
import { startRun } from './actions/start-run.ts'
import { type QualityFinding, selectQualityFindings, selectRun } from './queries-quality.ts'
import { type FindingKind, kindNames } from './rules.ts'
import { workOnQuality } from './runner.ts'

const today = '2026-11-22'
const never = new AbortController().signal
let key: Fault[] = []
let findings: QualityFinding[] = []
let firstIds: Record<'parcel' | 'building' | 'property', number>

before(async () => {
  const base = await testDatabase()
  const blocks = generateCityInBlocks({
    seed: 41,
    parcels: 10_000,
    code: 'scored-town',
    names: { en: 'Scored' },
    today,
  })
  const kept = function* () {
    for (const block of blocks) {
      if (block.part === 'end') key = [...block.faults]
      yield block
    }
  }
  const { tenant } = await loadCity(base.platform, kept(), 10_000, today)
  const context = { ...base.context(tenant, { roleClass: 'staff' }), today }
  const platform = { ...base.platform, config: { ...base.platform.config, today } }
  await lookOver({ ...context, platform })
  findings = await read(context, (db) =>
    selectQualityFindings(db, tenant.tenantId, { kind: null, state: 'open', offset: 0, limit: 100_000 }),
  )
  const first = async (table: string, column: string) =>
    asOwner(base.database, async (db) => {
      const rows = await db.query<{ id: number }>(
        `select min(${column}) as id from parcels.${table} where tenant_id = $1::int`,
        [tenant.tenantId],
      )
      return Number(rows[0]!.id)
    })
  firstIds = {
    parcel: await first('parcels', 'parcel_id'),
    building: await first('buildings', 'building_id'),
    property: await first('properties', 'property_id'),
  }
  const pushed = key.filter(({ kind }) => kind === 'overlapping-plots')
  const idOf = (fault: Fault) => firstIds.parcel + fault.parcels[0]! - 1
  const real = await lieOnNeighbours(base, pushed.map(idOf))
  key = key.filter((fault) => fault.kind !== 'overlapping-plots' || real.has(idOf(fault)))
})

async function lookOver(context: Context): Promise<void> {
  const { runId } = await startRun(context)
  for (let turn = 0; turn < 400; turn++) {
    await workOnQuality(context.platform, never)
    const run = await read(context, (db) => selectRun(db, context.tenant.tenantId, runId))
    if (run!.state !== 'running') return assert.equal(run!.state, 'done')
  }
  assert.fail('the walk never ends')
}

type Sort = {
  kind: FindingKind
  planted: (fault: Fault) => boolean
  of: 'parcel' | 'building' | 'property'
  recall: number
  precision: number
}
const sorts: Sort[] = [
  { kind: 'overlap', planted: ({ kind }) => kind === 'overlapping-plots', of: 'parcel', recall: 1, precision: 0.9 },
  {
    kind: 'building-across',
    planted: ({ kind }) => kind === 'building-across-plots',
    of: 'building',
    recall: 0.95,
    precision: 0.9,
  },
  {
    kind: 'legal-area',
    planted: ({ kind, note }) => kind === 'wrong-area' && /legal/.test(note),
    of: 'parcel',
    recall: 1,
    precision: 0.95,
  },
  { kind: 'no-owner', planted: ({ kind }) => kind === 'missing-owner', of: 'property', recall: 1, precision: 0.9 },
  {
    kind: 'shares-not-one',
    planted: ({ kind }) => kind === 'shares-not-one',
    of: 'property',
    recall: 0.95,
    precision: 0.9,
  },
  {
    kind: 'duplicate-property',
    planted: ({ kind }) => kind === 'duplicate-property',
    of: 'property',
    recall: 0.95,
    precision: 0.9,
  },
  { kind: 'wrong-area', planted: ({ kind }) => kind === 'wrong-ward', of: 'property', recall: 0.95, precision: 0.9 },
  {
    kind: 'unassessed-building',
    planted: ({ kind }) => kind === 'unassessed-building',
    of: 'building',
    recall: 0.95,
    precision: 0.9,
  },
]

const plural = { parcel: 'parcels', building: 'buildings', property: 'properties' } as const
const idsIn = (finding: QualityFinding, of: Sort['of']): number[] =>
  of === 'parcel' ? finding.parcelIds : of === 'building' ? finding.buildingIds : finding.propertyIds

/** Some planted plots were pushed onto land that nobody holds: those lie on no neighbour, as the database itself says. */
async function lieOnNeighbours(base: TestDatabase, parcelIds: readonly number[]): Promise<Set<number>> {
  const rows = await asOwner(base.database, (db) =>
    db.query<{ id: number }>(
      `select distinct v.parcel_id as id from parcels.parcel_versions v join parcels.parcel_versions o on o.tenant_id = v.tenant_id
         and o.level = v.level and o.parcel_id <> v.parcel_id and o.superseded_at = 'infinity' and o.valid_to = 'infinity'
         and st_area(st_transform(st_intersection(o.geom, v.geom), 32643)) > 0.01
       where v.parcel_id = any ($1::bigint[]) and v.superseded_at = 'infinity' and v.valid_to = 'infinity'`,
      [parcelIds],
    ),
  )
  return new Set(rows.map(({ id }) => id))
}

/** Faults as a clerk would count them: found ones of the planted, and true ones of the found. */
function score({ kind, planted, of }: Sort) {
  const truth = key.filter(planted).map((fault) => fault[plural[of]].map((each) => firstIds[of] + each - 1))
  const found = findings.filter((finding) => finding.kind === kind).map((finding) => idsIn(finding, of))
  const touches = (one: readonly number[], other: readonly number[]) => one.some((id) => other.includes(id))
  const hit = truth.filter((ids) => found.some((others) => touches(ids, others))).length
  const right = found.filter((ids) => truth.some((others) => touches(ids, others))).length
  return {
    planted: truth.length,
    found: found.length,
    recall: hit / Math.max(1, truth.length),
    precision: right / Math.max(1, found.length),
  }
}

for (const sort of sorts) {
  test(`planted faults are found: ${sort.kind}`, () => {
    const { planted, found, recall, precision } = score(sort)
    console.log(
      `${sort.kind}: ${planted} planted, ${found} found, recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`,
    )
    assert.ok(planted >= 3, `only ${planted} were planted: the score says nothing`)
    assert.ok(recall >= sort.recall, `recall ${recall}`)
    assert.ok(precision >= sort.precision, `precision ${precision}`)
  })
}

test('where nothing of a kind was planted, hardly anything is found', () => {
  const told = new Set(sorts.map(({ kind }) => kind))
  const counts = Object.fromEntries(
    kindNames
      .filter((kind) => !told.has(kind))
      .map((kind) => [kind, findings.filter((each) => each.kind === kind).length]),
  )
  console.log(JSON.stringify(counts))
  assert.equal(counts.invalid, 0)
  assert.equal(counts.duplicate, 0)
})
