import { useWords } from '../../../i18n/language.ts'
import type { Bounds, Point } from '../../../state/contract.ts'
import styles from './import.module.css'

type Props = { shapes: GeoJSON.FeatureCollection; bounds: Bounds | null; at: Point | null }

/** Outlines alone, drawn without a map: north is up, and a degree of longitude is as wide as it is there. */
export function Outlines({ shapes, bounds, at }: Props) {
  const t = useWords()
  if (!bounds) return null
  const narrow = Math.cos((((bounds[1] + bounds[3]) / 2) * Math.PI) / 180)
  const width = Math.max((bounds[2] - bounds[0]) * narrow, 1e-6)
  const height = Math.max(bounds[3] - bounds[1], 1e-6)
  const scale = 1000 / Math.max(width, height)
  const place = ([lon, lat]: readonly number[]) =>
    `${(((lon ?? 0) - bounds[0]) * narrow * scale).toFixed(1)} ${((bounds[3] - (lat ?? 0)) * scale).toFixed(1)}`
  const path = shapes.features.map(({ geometry }) =>
    ringsOf(geometry)
      .map((ring) => `M${ring.map(place).join('L')}Z`)
      .join(''),
  )
  const [x, y] = at ? place(at).split(' ') : []
  return (
    <svg
      className={styles.outlines}
      viewBox={`-10 -10 ${width * scale + 20} ${height * scale + 20}`}
      role="img"
      aria-label={t('office:imports.landing.title')}
    >
      <path d={path.join('')} />
      {at && <circle cx={x} cy={y} r={14} />}
    </svg>
  )
}

/** Every ring of an area; of anything else none. */
export function ringsOf(geometry: GeoJSON.Geometry): GeoJSON.Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}
