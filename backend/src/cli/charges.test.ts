import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Invalid } from '../kernel/index.ts'
import { chargeVerbs, proveChargePacks, provePackFile } from './charges.ts'
import { BadUsage } from './verb.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-charges-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}
const run = (name: string, ...args: string[]) => chargeVerbs.find((verb) => verb.name === name)!.run(args)
const metered = {
  asOf: '2026-05-01',
  months: 3,
  consumptionKl: 30,
  connection: { category: 'residential', basis: 'metered' },
}

test('a case by a pack that comes along gives heads, total and steps', async () => {
  const { json } = await run('water compute', file('case.json', { ...metered, pack: 'in-pb-ws' }))
  const { totalPaise, lines } = json as { totalPaise: number; lines: { head: string; formula: string }[] }
  assert.equal(totalPaise, 125_00)
  assert.deepEqual(
    lines.map((line) => line.head),
    ['water'],
  )
  const waste = { asOf: '2021-06-01', pack: 'mp-ujjain-2021', generator: { kind: 'hospital', beds: 30 } }
  assert.equal(
    ((await run('waste compute', file('waste.json', waste))).json as { totalPaise: number }).totalPaise,
    2000_00,
  )
})

/** Written from the schema and the how-to alone, for a town that nobody here has seen. */
const own = {
  pack: 'somewhere-2026',
  about: 'A made-up town',
  source: { title: 'Test', trust: 'E' },
  needsResolution: true,
  versions: [
    {
      from: '2026-04-01',
      to: null,
      instrument: 'Resolution 1',
      rounding: { toPaise: 100, mode: 'up' },
      charges: [
        {
          head: 'water',
          when: { basis: ['metered'] },
          perMonths: 1,
          by: {
            kind: 'slabs',
            of: 'consumptionKl',
            mode: 'telescopic',
            slabs: [
              { lower: 0, lowerInclusive: true, upper: 12.5, upperInclusive: true, paise: 333 },
              { lower: 12.5, lowerInclusive: false, upper: null, upperInclusive: false, paise: 777 },
            ],
          },
        },
        { head: 'cess', by: { kind: 'share-of-heads', heads: ['water'], numerator: 1, denominator: 8 } },
      ],
    },
  ],
  examples: [{ id: 'one', case: { ...metered, months: 1 }, expect: { totalPaise: 200_00 } }],
}

test('a pack of a town that nobody here has seen runs from a file, and its examples prove it', async () => {
  const [rules, given] = [file('own.json', own), file('own-case.json', { ...metered, months: 1 })]
  // 12.5 × 3.33 + 17.5 × 7.77 = 41.63 + 135.98 → 177.60; an eighth of it 22.20; up to whole rupees.
  assert.equal(
    ((await run('water compute', given, '--rules', rules)).json as { totalPaise: number }).totalPaise,
    200_00,
  )
  assert.deepEqual(provePackFile(rules), { name: 'somewhere-2026', examples: 1, failed: [] })
  const wrong = { ...own, examples: [{ ...own.examples[0], expect: { totalPaise: 1 } }] }
  assert.deepEqual(provePackFile(file('wrong.json', wrong)).failed, [
    { id: 'one', expected: { totalPaise: 1 }, got: { totalPaise: 200_00 } },
  ])
})

test('bad calls and packs are told in a line, never run', async () => {
  await assert.rejects(run('water compute'), BadUsage)
  await assert.rejects(run('water compute', join(folder, 'none.json')), BadUsage)
  await assert.rejects(run('water compute', file('text.json', 'no json')), BadUsage)
  await assert.rejects(run('water compute', file('no-pack.json', metered)), /name a pack/)
  await assert.rejects(run('water compute', file('odd.json', { ...metered, consumptionKl: -1 })), Invalid)
  const gap = structuredClone(own)
  gap.versions[0]!.charges[0]!.by.slabs![1]!.lower = 13
  await assert.rejects(
    run('water compute', file('no-pack.json', metered), '--rules', file('gap.json', gap)),
    /gap between 12.5 and 13/,
  )
})

test('the schemas say what a case and a pack hold', async () => {
  for (const room of ['water', 'waste']) {
    const { json } = await run(`${room} schema`)
    const {
      case: ofCase,
      rules,
      packs,
    } = json as { case: { properties: object }; rules: { properties: object }; packs: string[] }
    assert.ok('asOf' in ofCase.properties && 'versions' in rules.properties && packs.length > 1, room)
  }
})

test('every pack that comes along proves its own examples', () => {
  const packs = proveChargePacks()
  assert.ok(packs.length >= 10)
  assert.deepEqual(
    packs.filter((pack) => pack.failed.length),
    [],
  )
})
