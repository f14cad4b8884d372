import { useEffect, useState } from 'react'
import { useWords } from '../../../i18n/language.ts'
import type { MapScreen } from '../../../map/index.ts'
import styles from './survey.module.css'
import type { Difference } from './survey-types.ts'
import { clipAt } from './swipe.ts'

const STEPS = 200

/** Lays the register on the map left of the slider and the survey right of it. */
export function SwipeBar({ screen, differences }: { screen: MapScreen; differences: readonly Difference[] }) {
  const t = useWords()
  const [at, setAt] = useState(STEPS / 2)
  const [west, , east] = screen.box
  const lon = west + ((east - west) * at) / STEPS
  const shapes = JSON.stringify(shapesAt(differences, lon, screen.box))
  const { handle } = screen
  useEffect(() => handle?.setEditShapes(JSON.parse(shapes)), [handle, shapes])
  useEffect(() => () => handle?.setEditShapes(undefined), [handle])
  return (
    <label className={styles.swipe}>
      <span>{t('office:survey.register-side')}</span>
      <input
        type="range"
        min={0}
        max={STEPS}
        value={at}
        aria-label={t('office:survey.swipe')}
        onChange={(event) => setAt(Number(event.target.value))}
      />
      <span>{t('office:survey.survey-side')}</span>
    </label>
  )
}

function shapesAt(
  differences: readonly Difference[],
  lon: number,
  [, south, , north]: MapScreen['box'],
): GeoJSON.FeatureCollection {
  const feature = (look: string, geometry: GeoJSON.Geometry | null): GeoJSON.Feature[] =>
    geometry ? [{ type: 'Feature', properties: { look }, geometry }] : []
  const line: GeoJSON.LineString = { type: 'LineString', coordinates: [[lon, south], [lon, north]] } // biome-ignore format: a row
  return {
    type: 'FeatureCollection',
    features: [
      ...differences.flatMap(({ before }) =>
        before.flatMap(({ geometry }) => feature('old', clipAt(geometry, lon, 'west'))),
      ),
      ...differences.flatMap(({ after }) =>
        after.flatMap(({ geometry }) => feature('new', clipAt(geometry, lon, 'east'))),
      ),
      ...feature('theirs', line),
    ],
  }
}
