import type { MultiPolygon, Polygon } from 'geojson'

/** A building of the parcel page: footprint in lon, lat, heights in metres. */
export type SceneBuilding = {
  buildingId: number
  floorsAboveGround: number
  heightM: number
  geometry: Polygon | MultiPolygon
  units: { floor: number; use: string; areaSqm: number; unauthorised: boolean }[]
}

/** Ring in metres east and north of the scene's middle. */
export type PlaneRing = [eastM: number, northM: number][]

/** One storey of a building, ready to be drawn: bottom and thickness in metres above ground. */
export type Slab = {
  buildingId: number
  floor: number
  use: string
  areaSqm: number
  unauthorised: boolean
  bottomM: number
  thicknessM: number
  rings: PlaneRing[]
}

/** Shadow gap between two storeys, so that floors can be counted. */
const GAP_M = 0.3
const USUAL_STOREY_M = 3.1

/** Storeys of a building from the ground up, each in the use that takes most of its area. */
export function slabsOf(building: SceneBuilding, middle: readonly [number, number]): Slab[] {
  const highestUnit = Math.max(0, ...building.units.map((unit) => unit.floor + 1))
  const storeys = Math.max(1, building.floorsAboveGround, highestUnit)
  const storeyM = building.heightM > 0 ? building.heightM / storeys : USUAL_STOREY_M
  const shapes = polygonsOf(building.geometry).map((rings) => rings.map((ring) => toMetres(ring, middle)))
  return Array.from({ length: storeys }, (_, floor) => {
    const units = building.units.filter((unit) => unit.floor === floor)
    const storey = {
      buildingId: building.buildingId,
      floor,
      use: mainUse(units),
      areaSqm: units.reduce((sum, unit) => sum + unit.areaSqm, 0),
      unauthorised: units.some((unit) => unit.unauthorised),
      bottomM: floor * storeyM,
      thicknessM: Math.max(0.5, storeyM - GAP_M),
    }
    return shapes.map((rings) => ({ ...storey, rings }))
  }).flat()
}

/** The use with the greatest area; `unknown` when no unit is recorded on the floor. */
function mainUse(units: SceneBuilding['units']): string {
  const areas = new Map<string, number>()
  for (const unit of units) areas.set(unit.use, (areas.get(unit.use) ?? 0) + unit.areaSqm)
  return [...areas].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? 'unknown'
}

/** Polygons as arrays of rings. */
export const polygonsOf = (geometry: Polygon | MultiPolygon): [number, number][][][] =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as [number, number][][][]

const METRES_PER_DEGREE = 111_195

/** Metres east and north of the middle: a flat earth serves a picture a few hundred metres across; nothing is measured in it. */
export const toMetres = (ring: readonly [number, number][], middle: readonly [number, number]): PlaneRing =>
  ring.map(([lon, lat]) => [
    (lon - middle[0]) * METRES_PER_DEGREE * Math.cos((middle[1] * Math.PI) / 180),
    (lat - middle[1]) * METRES_PER_DEGREE,
  ])

/** Middle and half diagonal (metres) of the shapes, to set the camera by. */
export function extentOf(geometries: readonly (Polygon | MultiPolygon)[]): {
  middle: [number, number]
  radiusM: number
} {
  const points = geometries.flatMap((geometry) => polygonsOf(geometry).flat(2))
  if (points.length === 0) return { middle: [0, 0], radiusM: 20 }
  const lons = points.map((point) => point[0])
  const lats = points.map((point) => point[1])
  const middle: [number, number] = [(least(lons) + most(lons)) / 2, (least(lats) + most(lats)) / 2]
  const corner = toMetres([[most(lons), most(lats)]], middle)[0]!
  return { middle, radiusM: Math.max(8, Math.hypot(corner[0], corner[1])) }
}

const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b))
const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b))
