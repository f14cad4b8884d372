import { collectorNames, mainRoadNames } from './place-names.ts'
import type { Random } from './random.ts'
import type { Side } from './town-plan.ts'
import type { RoadClass } from './types.ts'

export type NewRoad = { class: RoadClass; widthM: number; cell: number | null; main: Side['main']; ordinal: number }

/** Enters a road in the table of sides and gives its number. Roads inside a cell get their names with the cell's locality. */
export const newRoadSide = (sides: Side[], random: Random, road: NewRoad): number => {
  const turn = 0
  const names =
    road.main !== null
      ? mainRoadNames(road.main, road.ordinal, turn)
      : road.cell === null
        ? collectorNames(road.ordinal, random.whole(0, 3))
        : {}
  sides.push({
    kind: 'road',
    halfM: road.widthM / 2,
    class: road.class,
    widthM: road.widthM,
    names,
    cell: road.cell,
    roadKey: 0,
    main: road.main,
  })
  return sides.length - 1
}
