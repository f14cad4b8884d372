import type { EditLook } from '../../../../../tiles/src/style.ts'
import type { LonLat } from '../../../map/index.ts'
import type { DrawnPlot, Finding, Meanwhile, Preview } from './edit-types.ts'
import { middleOf } from './sides.ts'

type Shapes = { parts: DrawnPlot[]; preview: Preview | undefined; findings: MapFinding[]; theirs: Meanwhile | null }
/** A finding with a place on the map and what is written there. */
export type MapFinding = Pick<Finding, 'rule' | 'severity'> & { place: LonLat | null }

const feature = (look: EditLook, geometry: GeoJSON.Geometry, words = ''): GeoJSON.Feature => ({
  type: 'Feature',
  properties: { look, words },
  geometry,
})
const point = (place: LonLat): GeoJSON.Point => ({ type: 'Point', coordinates: place })

/** What lies on the map during an edit. `areaWords` writes an area, e.g. `120.5 m²`. */
export function shapesOf({ parts, preview, findings, theirs }: Shapes, areaWords: (sqm: number) => string) {
  const plots = preview?.plots ?? []
  const features = [
    ...parts.map(({ geometry }) => feature(plots.length ? 'old' : 'chosen', geometry)),
    ...plots.map(({ geometry }) => feature('new', geometry)),
    ...(theirs ? [feature('theirs', theirs.geometry)] : []),
    ...plots.map(({ at, geometry, areaSqm }) =>
      feature('new', point(middleOf(geometry)), `${plots.length > 1 ? `${at + 1} · ` : ''}${areaWords(areaSqm)}`),
    ),
    ...findings.flatMap(({ place, severity, rule }) => (place ? [feature(severity, point(place), rule)] : [])),
  ]
  return { type: 'FeatureCollection' as const, features }
}
