import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { CheckReport } from './report.ts'
import { parcelsCheckVerb } from './verb.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-check-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function check(...args: string[]) {
  const answer = await parcelsCheckVerb(args)
  return { ...answer, report: answer.json as CheckReport }
}

function written(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const square = (x: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, 22.7],
      [x + 0.001, 22.7],
      [x + 0.001, 22.701],
      [x, 22.701],
      [x, 22.7],
    ],
  ],
})
const features = (...geometries: object[]) => ({
  type: 'FeatureCollection',
  features: geometries.map((geometry, id) => ({ type: 'Feature', properties: { id }, geometry })),
})

test('a clean layer ends with 0, one with faults with 1, a wrong call or an unreadable file with 2 and one line', async () => {
  assert.equal((await check(written('clean.geojson', features(square(75.85), square(75.86))))).exitCode, 0)
  const faulty = await check(
    written('faulty.geojson', features(square(75.85), square(75.8505), { type: 'Point', coordinates: [75, 22] })),
  )
  assert.equal(faulty.exitCode, 1)
  assert.equal(faulty.report.overlaps.length, 1)
  assert.deepEqual(faulty.report.skipped, [{ index: 2, reason: 'a Point, where areas are wanted' }])
  for (const args of [[], ['a', 'b'], ['--colour'], ['missing.zip'], [written('broken.json', '{"type":')]]) {
    const answer = await check(...args)
    assert.equal(answer.exitCode, 2, String(args))
    assert.ok(answer.text.length > 0)
  }
})

const cases = fileURLToPath(new URL('../../../../../../shared/cases/', import.meta.url))

test('the cadastral files have the faults that are known of them', async (t) => {
  if (!existsSync(cases)) return t.skip('the shared cases are not here')
  const { report: newZealand } = await check(join(cases, 'parcels/nz-primary-parcels.zip'))
  assert.deepEqual([newZealand.features, newZealand.read, newZealand.overlaps.length], [2_993, 2_993, 6])
  assert.equal(Math.round(newZealand.overlapAreaSqm), 867)
  assert.deepEqual([newZealand.areasCompared, newZealand.areaMismatches.length], [2_790, 133])
  const { report: france } = await check(join(cases, 'parcels/cadastre-91216-parcelles.json.gz'))
  assert.deepEqual([france.features, france.holes, france.areaCrs], [4_241, 36, 'EPSG:2154'])
  assert.equal(france.areaMismatches.length, 2_382)
  assert.equal(france.areaMismatches.filter(({ ratio }) => Math.abs(ratio - 1) > 0.05).length, 473)
})

test('every ward file is read whole, and its overlaps are found', async (t) => {
  if (!existsSync(cases)) return t.skip('the shared cases are not here')
  const pairs: Record<string, number> = {}
  for (const name of readdirSync(join(cases, 'wards/Pune')).filter((file) => file.endsWith('.geojson'))) {
    const { report } = await check(join(cases, 'wards/Pune', name))
    assert.equal(report.read, report.features, name)
    pairs[name.slice(5, -8)] = report.overlaps.length
  }
  assert.deepEqual(pairs, {
    'admin-wards_2017': 30,
    'electoral-wards_2012': 67,
    'electoral-wards_2017': 23,
    'electoral-wards_2022': 0,
  })
})
