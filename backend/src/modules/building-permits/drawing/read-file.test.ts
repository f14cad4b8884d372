/** Drawings: real plans with their known areas, every way to write the same plan, and files that are no plan. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { Problem } from '../../../kernel/index.ts'
import { readDrawingBytes } from './read-file.ts'
import { withoutFormat } from './rules-entities.ts'
import { areaOf, type Corner } from './rules-shape.ts'
import { ascii, binary, box, drawing, insert, mtext, outline, type Pair } from './test-dxf.ts'

const read = (bytes: Uint8Array) => readDrawingBytes(bytes)
const areas = (bytes: Uint8Array, layer?: string) =>
  read(bytes)
    .closedPolylines.filter((each) => layer === undefined || each.layer === layer)
    .map((each) => each.areaSqm)
const codes = (bytes: Uint8Array) => read(bytes).findings.map((each) => each.code)
const near = (got: number, wanted: number, by = 0.001) =>
  assert.ok(Math.abs(got - wanted) <= by, `${got} instead of ${wanted}`)

const cases = fileURLToPath(new URL('../../../../../../shared/cases/dxf/', import.meta.url))
const isThere = existsSync(cases)

test('five real plans: entities, plot and built-up areas to a thousandth, and a contradiction told', {
  skip: !isThere && 'the real plans are not on this machine',
}, () => {
  const [head, ...lines] = readFileSync(`${cases}declared-vs-drawn.csv`, 'utf8').trim().split('\n')
  const column = (name: string) => head!.split(',').indexOf(name)
  assert.equal(lines.length, 5)
  for (const line of lines) {
    const values = line.split(',')
    const of = (name: string) => values[column(name)]!
    const packed = existsSync(`${cases}${of('file')}.gz`) ? `${of('file')}.gz` : of('file')
    const found = read(readFileSync(`${cases}${packed}`))
    assert.deepEqual(
      [found.version, found.units, found.entities],
      [of('dxfversion'), 'metre', Number(of('entities'))],
      packed,
    )
    const ofLayer = (pattern: RegExp) =>
      found.closedPolylines.filter((each) => pattern.test(each.layer)).map((each) => each.areaSqm)
    const sum = (list: number[]) => list.reduce((total, each) => total + each, 0)
    near(ofLayer(/^PLOT_BOUNDARY$/)[0]!, Number(of('plot_boundary_area')))
    assert.ok(
      ofLayer(/FOOT_?PRINT/).some((each) => Math.abs(each - Number(of('footprint_areas'))) <= 0.001),
      packed,
    )
    near(sum(ofLayer(/_BLT_UP_AREA$/)), Number(of('sum_blt_up_area')), 0.002)
    assert.equal(found.declared.plotAreaSqm, Number(of('declared_plot_area_m2')))
    const differs = found.findings.some((each) => each.code === 'declared-area-differs')
    assert.equal(differs, Math.abs(Number(of('plot_area_rel_diff'))) > 0.01, packed)
  }
})

const plot = (scale = 1): Pair[] => box('PLOT_BOUNDARY', 10 * scale, 20 * scale)
const declared = mtext('PLAN_INFO', 'PLAN INFO\\PPLOT_AREA_M2=200')

test('the same plan in metres, millimetres, inches and feet has the same square metres', () => {
  for (const [unit, metres] of [
    [6, 1],
    [4, 0.001],
    [5, 0.01],
    [1, 0.0254],
    [2, 0.3048],
  ] as const) {
    near(areas(ascii(drawing({ unit, entities: [...plot(1 / metres), ...declared] })))[0]!, 200)
    // The header says nothing, or another unit: the declared area tells.
    const silent = ascii(drawing({ unit: null, entities: [...plot(1 / metres), ...declared] }))
    near(areas(silent)[0]!, 200)
    assert.ok(codes(silent).includes('units-guessed'), `unit ${unit}`)
  }
  const lying = ascii(drawing({ unit: 6, entities: [...plot(1000), ...declared] }))
  near(areas(lying)[0]!, 200)
  assert.ok(codes(lying).includes('units-contradict'), codes(lying).join())
})

test('a plot area is understood in hectares, square feet and with its unit in the value', () => {
  const said = (text: string) =>
    read(ascii(drawing({ entities: [...plot(), ...mtext('PLAN_INFO', text)] }))).declared.plotAreaSqm
  assert.equal(said('PLOT_AREA_HECTARE=0.02'), 200)
  assert.equal(said('PLOT_AREA = 0.02 HA'), 200)
  near(Number(said('PLOT_AREA_SQFT=2152.78')), 200, 0.01)
  assert.equal(said('PLOT_AREA_M2=1,200.50'), 1200.5)
  assert.equal(said('NAME=x'), undefined)
})

test('ASCII with either line end, both binary forms and a packed file read alike', () => {
  const pairs = drawing({
    entities: [
      ...plot(),
      ...declared,
      ...outline('ARC', [
        [0, 0, 1],
        [2, 0, 1],
      ]),
    ],
  })
  const wanted = read(ascii(pairs))
  assert.equal(wanted.closedPolylines.length, 2)
  for (const bytes of [ascii(pairs, '\n'), binary(pairs), binary(pairs, true), gzipSync(ascii(pairs))])
    assert.deepEqual(read(bytes), wanted)
})

test('polylines of R12 are read by their vertices, control points of splines left out', () => {
  const vertex = (x: number, y: number, flags = 0): Pair[] => [
    [0, 'VERTEX'],
    [8, 'PLOT_BOUNDARY'],
    [10, x],
    [20, y],
    [70, flags],
  ]
  const old: Pair[] = [
    [0, 'POLYLINE'],
    [8, 'PLOT_BOUNDARY'],
    [66, 1],
    [70, 1],
    ...vertex(0, 0),
    ...vertex(50, 50, 16),
    ...vertex(10, 0),
    ...vertex(10, 20),
    ...vertex(0, 20),
    [0, 'SEQEND'],
  ]
  const found = read(ascii(drawing({ version: 'AC1009', unit: null, entities: [...old, ...declared] })))
  assert.deepEqual(found.closedPolylines, [{ layer: 'PLOT_BOUNDARY', areaSqm: 200, vertices: 4 }])
})

test('arcs count: two half circles make a circle, one bent out or in adds or takes its bow', () => {
  near(
    areas(
      ascii(
        drawing({
          entities: outline('A', [
            [0, 0, 1],
            [2, 0, 1],
          ]),
        }),
      ),
    )[0]!,
    Math.PI,
    1e-6,
  )
  const halfOut: [number, number, number?][] = [
    [0, 0],
    [2, 0, 1],
    [2, 2],
    [0, 2],
  ]
  near(areas(ascii(drawing({ entities: outline('A', halfOut) })))[0]!, 4 + Math.PI / 2, 1e-6)
  const halfIn: [number, number, number?][] = [
    [0, 0],
    [2, 0, -1],
    [2, 2],
    [0, 2],
  ]
  near(areas(ascii(drawing({ entities: outline('A', halfIn) })))[0]!, 4 - Math.PI / 2, 1e-6)
})

test('an outline that is all but closed is closed, and it is said; one that gapes is not', () => {
  const open = (gap: number) =>
    ascii(
      drawing({
        entities: outline(
          'PLOT_BOUNDARY',
          [
            [0, 0],
            [10, 0],
            [10, 20],
            [0, 20],
            [0, gap],
          ],
          false,
        ),
      }),
    )
  assert.deepEqual([areas(open(0)).length, areas(open(0.005)).length, areas(open(0.02)).length], [1, 1, 0])
  assert.ok(
    codes(open(0.005)).includes('nearly-closed') && !codes(open(0)).includes('nearly-closed'),
    codes(open(0)).join(),
  )
})

test('blocks are read where they stand: turned, scaled, mirrored, in rows, and one in another', () => {
  const blocks = {
    ROOM: box('0', 3, 4),
    FLAT: [
      ...insert('ROOM'),
      ...insert('ROOM', [
        [10, 5],
        [41, -1],
        [50, 30],
      ]),
    ],
    TREE: [
      [0, 'CIRCLE'],
      [8, '0'],
      [40, 1],
    ] as Pair[],
  }
  const found = (entities: Pair[]) => read(ascii(drawing({ blocks, entities }))).closedPolylines
  assert.deepEqual(found(insert('ROOM', [], 'WALL')), [{ layer: 'WALL', areaSqm: 12, vertices: 4, block: 'ROOM' }])
  assert.deepEqual(
    found(
      insert('FLAT', [
        [41, 2],
        [42, 2],
      ]),
    ).map((each) => each.areaSqm),
    [48, 48],
  )
  assert.equal(
    found(
      insert('ROOM', [
        [70, 3],
        [71, 2],
        [44, 5],
        [45, 6],
      ]),
    ).length,
    6,
  )
  assert.equal(found(insert('TREE')).length, 0)
})

test('an arc in a block that is mirrored or stretched keeps its area', () => {
  const blocks = {
    BOW: outline('A', [
      [0, 0],
      [2, 0, 1],
      [2, 2],
      [0, 2],
    ]),
  }
  const one = (more: Pair[]) => areas(ascii(drawing({ blocks, entities: insert('BOW', more) })))[0]!
  near(one([[41, -1]]), 4 + Math.PI / 2, 1e-6)
  // Half an ellipse in 64 straight pieces.
  near(one([[41, 3]]), 3 * (4 + Math.PI / 2), 0.01)
})

test('a block inside itself, and blocks that multiply, end and are told', () => {
  const loop = { A: [...box('0', 1, 1), ...insert('B')], B: insert('A') }
  const found = read(ascii(drawing({ blocks: loop, entities: insert('A') })))
  assert.equal(found.closedPolylines.length, 1)
  assert.ok(
    found.findings.some((each) => each.code === 'recursive-block'),
    JSON.stringify(found.findings),
  )
  const bomb = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [
      `L${at}`,
      at === 0 ? box('0', 1, 1) : Array.from({ length: 10 }, () => insert(`L${at - 1}`)).flat(),
    ]),
  )
  const blown = read(ascii(drawing({ blocks: bomb, entities: insert('L11') })))
  assert.ok(blown.closedPolylines.length <= 200_000, String(blown.closedPolylines.length))
  assert.ok(
    blown.findings.some((each) => each.code === 'too-many-outlines'),
    JSON.stringify(blown.findings),
  )
  const rows = read(
    ascii(
      drawing({
        blocks: { A: box('0', 1, 1) },
        entities: insert('A', [
          [70, 32_000],
          [71, 32_000],
        ]),
      }),
    ),
  )
  assert.ok(rows.closedPolylines.length <= 200_000, String(rows.closedPolylines.length))
})

test('what contradicts itself is told: the declared plot, two plots, none, a line that crosses itself', () => {
  assert.ok(
    codes(ascii(drawing({ entities: [...plot(), ...mtext('PLAN_INFO', 'PLOT_AREA_M2=180')] }))).includes(
      'declared-area-differs',
    ),
    'ten per cent',
  )
  assert.deepEqual(codes(ascii(drawing({ entities: [...plot(), ...mtext('PLAN_INFO', 'PLOT_AREA_M2=201.9')] }))), [])
  assert.ok(
    codes(ascii(drawing({ entities: [...plot(), ...plot(), ...declared] }))).includes('several-plots'),
    'two plots',
  )
  assert.deepEqual(codes(ascii(drawing({ entities: declared }))), ['no-plot-boundary'])
  const crossed = outline('PLOT_BOUNDARY', [
    [0, 0],
    [10, 0],
    [0, 20],
    [10, 20],
  ])
  assert.ok(codes(ascii(drawing({ entities: [...crossed, ...declared] }))).includes('crosses-itself'), 'crossed')
})

test('a file that breaks off says so and gives what stands before; a DWG and other files are refused in a sentence', () => {
  const whole = ascii(drawing({ entities: [...plot(), ...declared] }))
  const cut = read(whole.subarray(0, whole.length - 30))
  assert.ok(
    cut.findings.some((each) => each.code === 'breaks-off'),
    JSON.stringify(cut.findings),
  )
  near(cut.closedPolylines[0]!.areaSqm, 200)
  const refused = (bytes: Uint8Array, words: RegExp) =>
    assert.throws(
      () => read(bytes),
      (error: unknown) => error instanceof Problem && error.status === 400 && words.test(error.message),
    )
  refused(Buffer.from('AC1032\u0000\u0000'), /Save it as DXF/)
  refused(Buffer.from('%PDF-1.7'), /no DXF/)
  refused(Buffer.alloc(0), /no DXF/)
  refused(Buffer.from([0x1f, 0x8b, 1, 2, 3]), /cannot be opened/)
})

test('texts lose their formatting, keep their lines, and old code pages keep their letters', () => {
  assert.equal(withoutFormat('\\A1;{\\fArial|b0;PLOT\\PAREA}=\\H2.5;5 \\U+0915\\~m'), 'PLOT\nAREA=5 क m')
  const bytes = Buffer.from(
    Buffer.from(ascii(drawing({ version: 'AC1018', entities: mtext('T', 'QQ') })))
      .toString('latin1')
      .replace('QQ', '\u00e9'),
    'latin1',
  )
  assert.equal(read(bytes).texts[0]!.text, 'é')
})

test('wherever a plan is moved and turned, its area is the same', () => {
  const corner = fc.record({
    x: fc.double({ min: -50, max: 50, noNaN: true }),
    y: fc.double({ min: -50, max: 50, noNaN: true }),
    bulge: fc.double({ min: -1, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(
      fc.array(corner, { minLength: 3, maxLength: 12 }),
      fc.double({ min: 0, max: 7, noNaN: true }),
      fc.integer({ min: -700_000, max: 700_000 }),
      (corners: Corner[], angle, far) => {
        const turned = corners.map(({ x, y, bulge }) => ({
          x: x * Math.cos(angle) - y * Math.sin(angle) + far,
          y: x * Math.sin(angle) + y * Math.cos(angle) - far,
          bulge,
        }))
        near(areaOf(turned), areaOf(corners), 1e-4)
      },
    ),
  )
})

test('a drawing with any damage is read or refused, never worse', () => {
  const source = Buffer.from(
    ascii(
      drawing({
        blocks: { A: box('0', 1, 1) },
        entities: [
          ...plot(),
          ...declared,
          ...insert('A', [[50, 30]]),
          ...outline('B', [
            [0, 0, 0.5],
            [1, 0],
            [1, 1],
          ]),
        ],
      }),
    ),
  )
  const inBinary = Buffer.from(
    binary(drawing({ blocks: { A: box('0', 1, 1) }, entities: [...plot(), ...insert('A')] })),
  )
  const harm = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.boolean(), harm, fc.nat(), (text, list, cut) => {
      const bytes = Buffer.from(text ? source : inBinary)
      for (const [at, value] of list) bytes[at % bytes.length] = value
      try {
        JSON.stringify(read(bytes.subarray(0, cut % (bytes.length + 1) || bytes.length)))
      } catch (error) {
        assert.ok(error instanceof Problem, String((error as Error).stack))
      }
    }),
    { numRuns: 600 },
  )
})
