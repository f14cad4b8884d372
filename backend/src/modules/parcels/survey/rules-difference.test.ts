import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { MultiPolygon } from 'geojson'
import { polygon as shape } from '../check/made-shapes.ts'
import { overlapArea } from '../check/overlap-area.ts'
import { cutByLine, joinPlots } from '../rules-cut.ts'
import { areaSqm } from '../rules-geometry.ts'
import { type Common, type DifferenceKind, differencesOf, type MeasuredPlot } from './rules-difference.ts'
import { breakerOf, isOpenOn } from './rules-window.ts'

type Drawn = { id: number; polygon: MultiPolygon }
const grid = (value: number) => Math.round(value * 1e8) / 1e8

const box = (west: number, south: number, width = 0.0002, height = 0.0003): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [grid(west), grid(south)],
        [grid(west + width), grid(south)],
        [grid(west + width), grid(south + height)],
        [grid(west), grid(south + height)],
        [grid(west), grid(south)],
      ],
    ],
  ],
})
const measured = ({ id, polygon }: Drawn): MeasuredPlot => ({ id, areaSqm: areaSqm(polygon, 32643) })

const shapeOf = (polygon: MultiPolygon) =>
  shape(...polygon.coordinates[0]!.map((ring) => ring.flatMap(([lon, lat]) => [lon!, lat!])))

/** Shared ground in m², near enough: degrees squared by the size of one at this place. */
function commonsOf(olds: readonly Drawn[], news: readonly Drawn[]): Common[] {
  const perDegree = areaSqm(box(77.9, 23.1, 0.001, 0.001), 32643) / 1e-6
  const boundsOf = ({ polygon }: Drawn) => {
    const corners = polygon.coordinates.flat(2)
    const [lons, lats] = [corners.map(([lon]) => lon!), corners.map(([, lat]) => lat!)]
    return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const
  }
  return olds.flatMap((old) =>
    news.flatMap((made) => {
      const [a, b] = [boundsOf(old), boundsOf(made)]
      const [west, south] = [Math.max(a[0], b[0]), Math.max(a[1], b[1])]
      const [east, north] = [Math.min(a[2], b[2]), Math.min(a[3], b[3])]
      if (west >= east || south >= north) return []
      const common = overlapArea(shapeOf(old.polygon), shapeOf(made.polygon), [west, south, east, north])
      return [{ parcelId: old.id, surveyPlotId: made.id, commonSqm: common * perDegree }]
    }),
  )
}

const kinds = ['unchanged', 'moved', 'area-changed', 'split', 'merged', 'new', 'gone'] as const
type Planted = (typeof kinds)[number]

/** A block of one planted change, apart from the others, and the kind that must be found. `noiseM` shakes every corner of what is unchanged. */
function plant(kind: Planted, at: number, noise: number): { olds: Drawn[]; news: Drawn[] } {
  const west = 77.91 + (at % 50) * 0.001
  const south = 23.1 + Math.floor(at / 50) * 0.001
  const [old, id] = [box(west, south), at * 10]
  const line = [
    [west - 0.0001, south + 0.00013],
    [west + 0.0003, south + 0.00014],
  ]
  const pieces = cutByLine(old, line).pieces.map((polygon, piece) => ({ id: id + piece, polygon }))
  const whole = [{ id, polygon: old }]
  if (kind === 'unchanged') return { olds: whole, news: [{ id, polygon: box(west + noise, south - noise) }] }
  if (kind === 'moved') return { olds: whole, news: [{ id, polygon: box(west + 0.00004, south) }] }
  if (kind === 'area-changed') return { olds: whole, news: [{ id, polygon: box(west, south, 0.00023) }] }
  if (kind === 'split') return { olds: whole, news: pieces }
  if (kind === 'merged') return { olds: pieces, news: [{ id, polygon: joinPlots(pieces.map((each) => each.polygon)) }] }
  return kind === 'new' ? { olds: [], news: whole } : { olds: whole, news: [] }
}

test('whatever is planted is found, nothing else is, and every plot stands in exactly one difference', () => {
  const noise = fc.double({ min: -0.0000015, max: 0.0000015, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), noise), { minLength: 1, maxLength: 40 }), (list) => {
      const blocks = list.map(([kind, shake], at) => plant(kind, at, shake))
      const [olds, news] = [blocks.flatMap((each) => each.olds), blocks.flatMap((each) => each.news)]
      const found = differencesOf(olds.map(measured), news.map(measured), commonsOf(olds, news))
      assert.deepEqual(found.map(({ kind }) => kind).sort(), list.map(([kind]) => kind as DifferenceKind).sort())
      assert.deepEqual(
        found.flatMap(({ parcelIds }) => parcelIds).sort((a, b) => a - b),
        olds.map(({ id }) => id).sort((a, b) => a - b),
      )
      assert.deepEqual(
        found.flatMap(({ surveyPlotIds }) => surveyPlotIds).sort((a, b) => a - b),
        news.map(({ id }) => id).sort((a, b) => a - b),
      )
    }),
    { numRuns: 60 },
  )
})

test('a whole quarter with noise of a hand’s breadth is scored: every planted change, and no false one', (t) => {
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const list = Array.from({ length: 700 }, () => kinds[Math.floor(random() ** 3 * kinds.length)]!)
  const blocks = list.map((kind, at) => plant(kind, at, (random() - 0.5) * 0.000003))
  const found = blocks.map(({ olds, news }) =>
    differencesOf(olds.map(measured), news.map(measured), commonsOf(olds, news)),
  )
  const isRight = (at: number) => found[at]!.length === 1 && found[at]![0]!.kind === list[at]
  const changed = list.flatMap((kind, at) => (kind === 'unchanged' ? [] : [at]))
  const recall = changed.filter(isRight).length / changed.length
  const told = found.flat().filter(({ kind }) => kind !== 'unchanged').length
  const precision = changed.filter(isRight).length / told
  t.diagnostic(`recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)} over ${list.length} places`)
  assert.equal(recall, 1)
  assert.equal(precision, 1)
})

test('two plots of each side that lie over one another are redrawn, and told as one', () => {
  const plots = (ids: number[]) => ids.map((id) => ({ id, areaSqm: 100 }))
  const common = (parcelId: number, surveyPlotId: number, commonSqm: number) => ({ parcelId, surveyPlotId, commonSqm })
  const found = differencesOf(plots([1, 2]), plots([8, 9]), [
    common(1, 8, 60),
    common(1, 9, 40),
    common(2, 9, 60),
    common(2, 8, 40),
  ])
  assert.deepEqual(
    found.map(({ kind, parcelIds, surveyPlotIds, likeness }) => [kind, parcelIds, surveyPlotIds, likeness]),
    [['redrawn', [1, 2], [8, 9], 1]],
  )
  assert.deepEqual(differencesOf([], [], []), [])
  const sliver = differencesOf(plots([1]), plots([8, 9]), [common(1, 8, 98), common(1, 9, 2)])
  assert.deepEqual(
    sliver.map(({ kind }) => kind),
    ['unchanged', 'new'],
    'a sliver joins nothing',
  )
})

test('the breaker trips just above the limit, names the wrong ones, and wants a sample before anything', () => {
  const checked = (wrong: number, all: number) =>
    Array.from({ length: all }, (_, at) => ({ differenceId: at + 1, isRight: at >= wrong }))
  const errorLimit = { numerator: 1, denominator: 20 }
  assert.equal(breakerOf({ checked: checked(2, 40), leastSample: 40, errorLimit }), null, 'exactly one in twenty')
  assert.deepEqual(breakerOf({ checked: checked(3, 40), leastSample: 40, errorLimit }), {
    code: 'too-many-errors',
    checked: 40,
    wrong: [1, 2, 3],
    errorLimit,
  })
  assert.equal(breakerOf({ checked: checked(0, 39), leastSample: 40, errorLimit })?.code, 'sample-too-small')
  assert.equal(
    breakerOf({ checked: checked(1, 3), leastSample: 40, errorLimit })?.code,
    'too-many-errors',
    'even early',
  )
  assert.equal(breakerOf({ checked: [], leastSample: 1, errorLimit })?.code, 'sample-too-small')
})

test('owners answer on the first and on the last day of the window, and on no other', () => {
  const window = { openedOn: '2026-04-01', closesOn: '2026-04-30' }
  assert.deepEqual(
    ['2026-03-31', '2026-04-01', '2026-04-30', '2026-05-01'].map((day) => isOpenOn(window, day)),
    [false, true, true, false],
  )
  assert.equal(isOpenOn({ openedOn: null, closesOn: null }, '2026-04-01'), false)
})
