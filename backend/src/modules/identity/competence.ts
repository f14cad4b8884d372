import type { Position } from 'geojson'
import { type Context, readPublic } from '../../kernel/index.ts'
import { selectAreasAt, selectIsInside, selectTownsAt } from './queries-boundaries.ts'
import { type AreaThere, type Competence, competenceOf } from './rules-competence.ts'

/** Whose a point is on a day. */
export function competenceAt(context: Context, point: Position, day: string): Promise<Competence> {
  const { tenantId, stateId } = context.tenant
  return readPublic(context, async (db) => {
    const inside = await selectIsInside(db, tenantId, point, day)
    const areas = await selectAreasAt(db, tenantId, point, day)
    const there = inside === false ? await selectTownsAt(db, stateId, point, day) : []
    return competenceOf(
      inside,
      areas,
      there.filter((town) => town.code !== context.tenant.code),
    )
  })
}

/** Whose a place is that has no point and is known by the areas it was put into: a house on a street of a town without a map. */
export function competenceOfAreas(areas: readonly AreaThere[]): Competence {
  return competenceOf(areas.length ? true : null, areas, [])
}
