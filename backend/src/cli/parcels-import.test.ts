import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parcelsImportVerb } from './parcels-import.ts'
import { BadUsage } from './verb.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const plot = (x: number) => [
  [
    [x, 22.7],
    [x + 0.001, 22.7],
    [x + 0.001, 22.701],
    [x, 22.701],
    [x, 22.7],
  ],
]
const path = join(folder, 'plots.geojson')
writeFileSync(
  path,
  JSON.stringify({
    type: 'FeatureCollection',
    features: [75.85, 75.86].map((x, i) => ({
      type: 'Feature',
      properties: { khasra: `12/${i}` },
      geometry: { type: 'Polygon', coordinates: plot(x) },
    })),
  }),
)

test('a dry run says what would be written and opens no database', async () => {
  const answer = await parcelsImportVerb.run([path, '--city', 'naya', '--dry-run'])
  assert.equal(answer.exitCode, 0)
  const json = answer.json as { wouldWrite: number; dryRun: boolean; read: number }
  assert.deepEqual([json.dryRun, json.wouldWrite, json.read], [true, 2, 2])
})

test('a wrong call is told in one line, a refused file ends with 2', async () => {
  const calls = [
    [],
    [path],
    [path, '--city', 'Not A Code'],
    [path, '--city', 'naya', '--level', 'x'],
    [path, 'b', '--city', 'naya'],
  ]
  for (const args of calls) await assert.rejects(parcelsImportVerb.run(args), BadUsage, args.join(' '))
  const answer = await parcelsImportVerb.run([join(folder, 'none.zip'), '--city', 'naya', '--dry-run'])
  assert.equal(answer.exitCode, 2)
})
