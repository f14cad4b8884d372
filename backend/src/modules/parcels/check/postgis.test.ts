import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Bounds, Shape } from '../../../../../data/importers/index.ts'
import { testDatabase } from '../../../../test/database.ts'
import { box, multi, polygon, toWkbHex } from './made-shapes.ts'
import { overlapArea } from './overlap-area.ts'
import { findFault } from './validity.ts'

const whole = fc.integer({ min: 0, max: 12 })
const rectangle = fc.tuple(whole, whole, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
const anyRing = fc
  .array(fc.tuple(whole, whole), { minLength: 3, maxLength: 7 })
  .map((points) => [...points.flat(), ...points[0]!])
const boxRing = rectangle.map((sides) => box(...sides))
const withHoles = fc
  .array(fc.oneof(boxRing, anyRing), { maxLength: 3 })
  .map((holes) => polygon(box(0, 0, 12, 12), ...holes))
const single = fc.oneof(
  anyRing.map((ring) => polygon(ring)),
  boxRing.map((ring) => polygon(ring)),
  withHoles,
)
const anyShape: fc.Arbitrary<Shape> = fc.oneof(
  single,
  fc.array(single, { minLength: 2, maxLength: 3 }).map((shapes) => multi(...shapes)),
)

const bounds: Bounds = [0, 0, 20, 20]

test('validity and shared area are told as PostGIS tells them', async (t) => {
  const { database } = await testDatabase(t)
  const shapes = fc.sample(anyShape, 3_000)
  const { rows: judged } = await database.pool.query<{ valid: boolean; reason: string | null }>(
    `select st_isvalid(g::geometry) as valid, reason(st_isvaliddetail(g::geometry)) as reason
     from unnest($1::text[]) with ordinality u (g, n) order by n`,
    [shapes.map(toWkbHex)],
  )
  for (const [i, shape] of shapes.entries()) {
    const fault = findFault(shape)
    assert.equal(fault === null, judged[i]!.valid, `${judged[i]!.reason} against ${fault?.reason}: ${toWkbHex(shape)}`)
  }
  const valid = shapes.filter((_, i) => judged[i]!.valid)
  assert.ok(valid.length > 300, 'enough of the shapes are valid')
  const pairs = valid.slice(1).map((shape, i) => [valid[i]!, shape] as const)
  const { rows: areas } = await database.pool.query<{ area: number }>(
    `select st_area(st_intersection(a::geometry, b::geometry)) as area
     from unnest($1::text[], $2::text[]) with ordinality u (a, b, n) order by n`,
    [pairs.map(([a]) => toWkbHex(a)), pairs.map(([, b]) => toWkbHex(b))],
  )
  for (const [i, [a, b]] of pairs.entries()) {
    assert.ok(Math.abs(overlapArea(a, b, bounds) - areas[i]!.area) < 1e-9, `${toWkbHex(a)} ${toWkbHex(b)}`)
  }
})
