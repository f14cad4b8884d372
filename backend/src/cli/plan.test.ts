/** The command line of bye-laws: what it prints, and how it says that something is wrong. */
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { planVerbs } from './plan.ts'
import { rulesVerb } from './rules.ts'
import { BadUsage, type VerbAnswer } from './verb.ts'

const verb = (name: string) => [...planVerbs, rulesVerb].find((each) => each.name === name)!
const run = (name: string, ...args: string[]): Promise<VerbAnswer> => verb(name).run(args)
const plot = ['--use', 'residential', '--width', '9', '--depth', '15']

function packFile(change: (pack: Record<string, unknown>) => void): string {
  const pack: Record<string, unknown> = {
    pack: 'my-town',
    kind: 'bye-laws',
    names: { en: 'My town', hi: 'मेरा नगर', mr: 'माझे शहर' },
    instrument: 'Resolution 5 of 2026 (made up)',
    source: 'Made up',
    trust: 'E',
    validFrom: '2020-01-01',
    uses: ['residential'],
    zones: { values: ['any'], default: 'any' },
    rules: [
      {
        id: 'front',
        gives: 'setback.front',
        unit: 'm',
        clause: '7(2)',
        rows: [
          { when: { roadM: { under: 9 } }, value: 1.5 },
          { when: { roadM: { from: 9 } }, value: 3 },
        ],
      },
    ],
    examples: [{ id: 'narrow', given: { use: 'residential', roadM: 8 }, expect: { 'setback.front': 1.5 } }],
  }
  change(pack)
  const path = join(mkdtempSync(join(tmpdir(), 'khasra-pack-')), 'my-town.json')
  writeFileSync(path, JSON.stringify(pack))
  return path
}

test('an envelope has the promised fields', async () => {
  const { exitCode, json } = await run('plan envelope', '--bye-laws', 'cg-birgaon', ...plot)
  assert.equal(exitCode, 0)
  const { setbacks, coverageSqm, far, builtUpSqm, buildableSqm, heightM, parkingEcs } = json as Record<string, unknown>
  assert.deepEqual(setbacks, { front: 3, rear: 2, side1: 1.5, side2: 0 })
  assert.deepEqual([coverageSqm, far, builtUpSqm, buildableSqm, heightM, parkingEcs], [null, 2, 270, 75, null, 2])
})

test('a pack that somebody else wrote runs by its path, and is proved by its own examples', async () => {
  const path = packFile(() => {})
  const { json } = await run('plan envelope', '--bye-laws', path, ...plot, '--road-width', '9')
  assert.equal((json as { setbacks: { front: number } }).setbacks.front, 3)
  const { exitCode, json: tested } = await run('rules test', path)
  assert.deepEqual([exitCode, tested], [0, { packs: [{ name: 'my-town', examples: 1, failed: [] }] }])
})

test('an example that does not come out is told with both figures, and the answer is 1', async () => {
  const path = packFile((pack) => {
    pack.examples = [{ id: 'wrong', given: { use: 'residential', roadM: 9 }, expect: { 'setback.front': 1.5 } }]
  })
  const { exitCode, json } = await run('rules test', path)
  const failed = [{ id: 'wrong', expected: { 'setback.front': 1.5 }, got: { 'setback.front': 3 } }]
  assert.deepEqual([exitCode, json], [1, { packs: [{ name: 'my-town', examples: 1, failed }] }])
})

test('a pack with a gap is found wanting, and the interval is named', async () => {
  const path = packFile((pack) => {
    const [rule] = pack.rules as { rows: object[] }[]
    rule!.rows = [
      { when: { roadM: { under: 9 } }, value: 1.5 },
      { when: { roadM: { over: 9 } }, value: 3 },
    ]
  })
  for (const answer of [await run('rules test', path), await run('plan envelope', '--bye-laws', path, ...plot)]) {
    assert.equal(answer.exitCode, 1)
    assert.deepEqual((answer.json as { faults: string[] }).faults, ['front: gap at roadM of exactly 9'])
  }
})

test('a wrong call is told in one line', async () => {
  const says = async (words: RegExp, ...args: string[]) => assert.rejects(run('plan envelope', ...args), words)
  await says(/--bye-laws/, ...plot)
  await says(
    /--width must be a number above 0/,
    '--bye-laws',
    'cg-birgaon',
    '--use',
    'residential',
    '--width',
    'nine',
    '--depth',
    '3',
  )
  await says(/no use called palace/, '--bye-laws', 'cg-birgaon', '--use', 'palace', '--width', '9', '--depth', '3')
  await says(/no zone called DA-09/, '--bye-laws', 'cg-birgaon', ...plot, '--zone', 'DA-09')
  await says(/no fact called moonPhase/, '--bye-laws', 'cg-birgaon', ...plot, '--fact', 'moonPhase=1')
  await says(/no such pack/, '--bye-laws', 'nowhere', ...plot)
  await assert.rejects(run('rules test', 'a', 'b'), BadUsage)
})

test('the schema of a pack is what a stranger needs to write one', async () => {
  const { json } = await run('plan schema')
  const { pack, case: ofCase } = json as Record<string, { properties: object; required: string[] }>
  assert.ok('rules' in pack!.properties && 'examples' in pack!.properties, Object.keys(pack!.properties).join())
  assert.ok(ofCase!.required.includes('use') && ofCase!.required.includes('widthM'), ofCase!.required.join())
})
