import { Suspense, useMemo, useState } from 'react'
import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { CityMap, hasWebGl, type MapView, USUAL_LAYERS, viewOfBox } from '../../../map/index.ts'
import type { Bounds, Point } from '../../../state/contract.ts'
import { useDrawnTheme } from '../../../state/theme.ts'
import { useTown } from '../../../state/towns.ts'
import { Fact, Facts } from '../../../ui/page.tsx'
import { Skeleton } from '../../../ui/states.tsx'
import { type Import, usePreview } from './api.ts'
import styles from './import.module.css'
import { Outlines } from './outlines.tsx'

/** Where the file lands: its outlines over the town, with what was read. */
export function LandingPart({ city, given }: { city: string; given: Import }) {
  const t = useWords()
  const language = useLanguage()
  const reading = given.reading!
  const preview = usePreview(city, given)
  const number = (value: number) => formatNumber(value, language)
  return (
    <section aria-labelledby="landing">
      <h2 id="landing">{t('office:imports.landing.title')}</h2>
      <div className={styles.landing}>
        {preview.data ? (
          <LandingMap city={city} shapes={preview.data} bounds={reading.bounds} at={null} />
        ) : (
          <Skeleton lines={6} />
        )}
        <Facts>
          <Fact name={t('office:imports.landing.format')}>
            {reading.format}
            {reading.layers.length > 1 && ` · ${reading.layer}`}
          </Fact>
          <Fact name={t('office:imports.landing.crs')}>{reading.crs}</Fact>
          {given.target !== 'imagery' && <Fact name={t('office:imports.landing.measured')}>{reading.measuredIn}</Fact>}
          {given.target === 'imagery' && <Fact name={t('office:imports.picture.size')}>{reading.notes[0]}</Fact>}
          {given.target === 'imagery' && <Fact name={t('office:imports.picture.tiles')}>{number(reading.rows)}</Fact>}
          {given.target !== 'imagery' && (
            <Fact name={t('office:imports.landing.features')}>
              {t('office:imports.landing.of', { rows: number(reading.rows), features: number(reading.features) })}
            </Fact>
          )}
          <Fact name={t('office:imports.landing.area')}>
            {t('office:imports.hectares', {
              area: formatNumber((reading.counts.totalAreaSqm ?? 0) / 10_000, language, 1),
            })}
          </Fact>
          {reading.join && (
            <Fact name={t('office:imports.landing.join')}>
              {t('office:imports.landing.joined', {
                columns: `${reading.join.mapColumn} = ${reading.join.tableColumn}`,
                matched: number(reading.join.matched),
                without: number(reading.join.withoutRow),
                left: number(reading.join.withoutFeature),
              })}
            </Fact>
          )}
          {reading.profile && <Fact name={t('office:imports.landing.profile')}>{reading.profile}</Fact>}
          {reading.formulas > 0 && <Fact name={t('office:imports.landing.formulas')}>{number(reading.formulas)}</Fact>}
          {reading.preview.shown < reading.preview.of && (
            <Fact name={t('office:imports.landing.shown')}>
              {t('office:imports.landing.of', {
                rows: number(reading.preview.shown),
                features: number(reading.preview.of),
              })}
            </Fact>
          )}
        </Facts>
      </div>
    </section>
  )
}

type MapProps = { city: string; shapes: GeoJSON.FeatureCollection; bounds: Bounds | null; at: Point | null }

/** Outlines on the map of the town; plain outlines where the device draws no map. */
export function LandingMap({ city, shapes, bounds, at }: MapProps) {
  const town = useTown(city)
  const language = useLanguage()
  const theme = useDrawnTheme()
  const start = useMemo(() => (bounds ? viewOfBox(bounds, 300, 240) : null), [bounds])
  const [view, setView] = useState<MapView | null>(null)
  if (!hasWebGl() || !start) return <Outlines shapes={shapes} bounds={bounds} at={at} />
  return (
    <div className={styles.map}>
      <Suspense fallback={<Skeleton lines={6} />}>
        <CityMap
          town={{ code: city, bounds: town?.bounds ?? bounds }}
          language={language}
          theme={theme}
          selection={null}
          onPick={() => undefined}
          view={view ?? start}
          onViewChange={setView}
          layersOn={USUAL_LAYERS}
          highlight={shapes}
          mode="browse"
        />
      </Suspense>
    </div>
  )
}
