import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { type InpFile, readInp, writeInp } from '../modules/water/rules-inp.ts'
import { BadUsage } from './verb.ts'
import { waterVerbs } from './water.ts'

const cases = fileURLToPath(new URL('../../../../shared/cases/water/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'khasra-inp-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const run = (name: string, ...args: string[]) => waterVerbs.find((verb) => verb.name === name)!.run(args)
function file(name: string, text: string | object): string {
  const path = join(folder, name)
  writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text))
  return path
}
type Summary = Record<'junctions' | 'reservoirs' | 'tanks' | 'pipes' | 'pumps' | 'valves' | 'components', number> & {
  title: string
  findings: { code: string; severity: string }[]
}
type Isolated = {
  segments: { id: number; pipes: string[]; nodes: string[] }[]
  closeValves: object[]
  lostNodes: string[]
}

const published: Record<string, number[]> = {
  Net1: [9, 1, 1, 12, 1, 0],
  Net2: [35, 0, 1, 40, 0, 0],
  Net3: [92, 2, 3, 117, 2, 0],
  ky4: [959, 1, 4, 1156, 2, 0],
}

for (const [name, counts] of Object.entries(published))
  test(`${name} is read with its published counts, and written so that it reads the same`, async (t) => {
    const path = join(cases, `${name}.inp`)
    if (!existsSync(path)) return t.skip('the example networks are not on this machine')
    const { json, exitCode } = await run('water read', path)
    const found = json as Summary
    assert.deepEqual([found.junctions, found.reservoirs, found.tanks, found.pipes, found.pumps, found.valves], counts)
    assert.deepEqual([found.components, found.findings, exitCode], [1, [], 0])
    const out = join(folder, `${name}-out.inp`)
    await run('water write', path, out)
    assert.deepEqual(readInp(readFileSync(out, 'utf8')), readInp(readFileSync(path, 'utf8')))
    assert.deepEqual((await run('water read', out)).json, json)
  })

const word = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/)
const aLine = fc.record({
  words: fc.array(word, { minLength: 1, maxLength: 6 }),
  comment: fc.option(fc.stringMatching(/^[a-z][a-z ]{0,10}[a-z]$/), { nil: null }),
})
const aFile: fc.Arbitrary<InpFile> = fc
  .array(
    fc.record({
      name: fc.constantFrom('PIPES', 'JUNCTIONS', 'TANKS', 'OPTIONS', 'CONTROLS', 'MYOWN'),
      lines: fc.array(aLine, { maxLength: 8 }),
    }),
    { maxLength: 6 },
  )
  .map((sections) => ({ sections: [{ name: 'JUNCTIONS', lines: [] }, ...sections] }))

test('what is written is read again word for word, sections that nobody knows too', () => {
  fc.assert(fc.property(aFile, (given) => assert.deepEqual(readInp(writeInp(given)), structuredClone(given))))
})

test('any text at all is read or refused, never broken by', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (text) => {
      const read = readInp(`[JUNCTIONS]\n${text}`)
      assert.deepEqual(readInp(writeInp(read!)), read)
    }),
  )
})

/** A reservoir, a square of four junctions, and a branch. */
const square = `[TITLE]
A small square
[JUNCTIONS]
 A 10
 B 10
 C 10
 D 10
 E 10
[RESERVOIRS]
 R 50
[PIPES]
 RA R A 100 200 120 0 Open ; from the source
 AB A B 100 150 120 0 Open
 BC B C 100 150 120 0 Open
 CD C D 100 150 120 0 Open
 DA D A 100 150 120 0 Open
 CE C E 100 100 120 0 Open
[END]
`

test('shutting two valves isolates one side of the square; the branch behind it is lost where no other way leads', async () => {
  const path = file('square.inp', square)
  const valves = file('valves.json', [
    { pipe: 'BC', node: 'B' },
    { pipe: 'CD', node: 'D' },
    { pipe: 'CE', node: 'C' },
  ])
  const { json } = await run('water isolate', path, '--valves', valves, '--pipe', 'BC')
  const { segments, closeValves, lostNodes } = json as Isolated
  assert.deepEqual(
    segments.map((each) => [each.pipes.sort(), each.nodes.sort()]),
    [
      [
        ['AB', 'DA', 'RA'],
        ['A', 'B', 'D', 'R'],
      ],
      [['BC', 'CD'], ['C']],
      [['CE'], ['E']],
    ],
  )
  assert.deepEqual(closeValves, [
    { pipe: 'BC', node: 'B' },
    { pipe: 'CD', node: 'D' },
    { pipe: 'CE', node: 'C' },
  ])
  assert.deepEqual(lostNodes.sort(), ['C', 'E'])
})

test('a valve round which water comes another way parts nothing and need not be shut', async () => {
  const path = file('loop.inp', square)
  const valves = file('one.json', [
    { pipe: 'BC', node: 'B' },
    { pipe: 'CE', node: 'C' },
  ])
  const { json } = await run('water isolate', path, '--valves', valves, '--pipe', 'CE')
  const { segments, closeValves, lostNodes } = json as Isolated
  assert.deepEqual([segments.length, closeValves, lostNodes], [2, [{ pipe: 'CE', node: 'C' }], ['E']])
})

test('faults are named: no source, unknown node, two of one name, cut lines, no way to a source', async () => {
  const codes = async (text: string) =>
    ((await run('water read', file('faulty.inp', text))).json as Summary).findings.map((each) => each.code)
  assert.deepEqual(await codes(square.replace(' R 50\n', '').replace('[RESERVOIRS]\n', '')), [
    'no-source',
    'unknown-node',
  ])
  assert.deepEqual(await codes(square.replace(' B 10\n', ' B 10\n B 12\n')), ['duplicate-node'])
  assert.deepEqual(await codes(square.replace('CE C E 100 100', 'CE C E 0 100')), ['bad-number'])
  assert.deepEqual(await codes(square.replace(/ CE .*\n/, ' CE C E\n')), ['short-line'])
  assert.deepEqual(await codes(square.replace(/ CE .*\n/, '')), ['no-way-to-a-source'])
  assert.equal((await run('water read', file('faulty.inp', square.replace(/ CE .*\n/, '')))).exitCode, 1)
})

test('bad calls are told in a line', async () => {
  const path = file('good.inp', square)
  await assert.rejects(run('water read'), BadUsage)
  await assert.rejects(run('water read', join(folder, 'none.inp')), BadUsage)
  await assert.rejects(run('water read', file('text.inp', 'nothing of the kind')), /no EPANET network/)
  await assert.rejects(run('water write', path), BadUsage)
  await assert.rejects(run('water isolate', path), /where the valves are/)
  await assert.rejects(
    run('water isolate', path, '--valves', file('bad.json', [{ pipe: 'AB', node: 'E' }])),
    /does not end at E/,
  )
  await assert.rejects(run('water isolate', path, '--valves', file('empty.json', []), '--pipe', 'ZZ'), /no pipe ZZ/)
})
