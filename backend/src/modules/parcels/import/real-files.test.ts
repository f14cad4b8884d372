/** Real files from outside, as their own page says what is in them. They stand beside the repository; without them these are skipped. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testDatabase } from '../../../../test/database.ts'
import { findingsOfImport, importFiles } from './test-import.ts'

const cases = fileURLToPath(new URL('../../../../../../shared/cases', import.meta.url))
const skip = existsSync(join(cases, 'parcels')) ? false : 'the real files (../shared/cases) are not on this machine'
const bytes = (path: string) => readFileSync(join(cases, path))

async function aTown(srid: number) {
  const base = await testDatabase()
  const { town } = await base.newTenant({ srid })
  return base.context(town, { roleClass: 'staff' })
}

test('parcels of New Zealand: six overlaps of 867 m², 133 legal areas apart', { skip }, async () => {
  const clerk = await aTown(32760)
  const made = await importFiles(clerk, { 'nz.zip': bytes('parcels/nz-primary-parcels.zip') })
  assert.equal(made.state, 'checked', JSON.stringify(made.problem))
  const { counts, features, rows } = made.reading!
  assert.deepEqual([features, rows], [2993, 2993])
  assert.deepEqual([counts.overlap, counts['legal-area'], counts.areasCompared], [6, 133, 2790])
  assert.equal(Math.round(counts.overlapAreaSqm!), 867)
  const overlaps = (await findingsOfImport(clerk, made.importId)).filter(({ kind }) => kind === 'overlap')
  assert.ok(
    overlaps.every(({ point, label }) => point && label),
    'each overlap has a place and two numbers',
  )
})

test('parcels of France: 2,382 legal areas apart, 36 holes', { skip }, async () => {
  const clerk = await aTown(32631)
  const made = await importFiles(clerk, { 'fr.json.gz': bytes('parcels/cadastre-91216-parcelles.json.gz') })
  assert.equal(made.state, 'checked', JSON.stringify(made.problem))
  const { counts, features, choice } = made.reading!
  assert.deepEqual([features, choice.area], [4241, 'contenance'])
  assert.deepEqual([counts['legal-area'], counts.holes], [2382, 36])
})

test('wards of four Indian cities come in with all their features, none silently dropped', { skip }, async () => {
  for (const [path, srid] of [
    ['wards/Pune/pune-electoral-wards_2022.geojson', 32643],
    ['wards/Chandigarh/Chandigarh_Wards.geojson', 32643],
    ['wards/Faridabad/Faridabad_Wards-SHP.zip', 32643],
    ['wards/Vijayawada/Vijayawada_Wards.geojson', 32644],
  ] as const) {
    const clerk = await aTown(srid)
    const made = await importFiles(clerk, { [path.split('/').at(-1)!]: bytes(path) }, {}, 'boundaries')
    assert.equal(made.state, 'checked', `${path}: ${JSON.stringify(made.problem)}`)
    assert.equal(made.reading!.rows + (made.reading!.counts.skipped ?? 0), made.reading!.features, path)
    assert.ok(made.reading!.choice.code, `${path}: no column of ward numbers was guessed`)
  }
})
