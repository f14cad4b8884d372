import { type ReactNode, Suspense, useMemo, useState } from 'react'
import { qualityGroups } from '../../../../../tiles/layers/quality-kinds.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { CityMap, hasWebGl, type LayerLegend, type MapView, USUAL_LAYERS, viewOfBox } from '../../../map/index.ts'
import type { Bounds } from '../../../state/contract.ts'
import { useSession } from '../../../state/session.ts'
import { useDrawnTheme } from '../../../state/theme.ts'
import { useTown } from '../../../state/towns.ts'
import { useSend } from '../../../state/use-send.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { Fact, Facts } from '../../../ui/page.tsx'
import { PlaceLink } from '../../../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import styles from '../import/import.module.css'
import { Outlines, ringsOf } from '../import/outlines.tsx'
import { type Finding, type Mend, refreshQuality, useMend } from './api.ts'

/** The fault on the map, what is suggested, and the two ways out: accept the mending, or keep it as it is for a reason. */
export function MendPart({ city, finding, onDone }: { city: string; finding: Finding; onDone: () => void }) {
  const t = useWords()
  const may = useSession(city).data?.user?.permissions ?? []
  const mend = useMend(city, finding.findingId)
  return (
    <section aria-labelledby="mend" className={styles.mend}>
      <h2 id="mend">
        {t(`office:finding.${finding.kind}`)} {finding.label}
      </h2>
      {mend.isPending && <Skeleton lines={5} />}
      {mend.error && <ErrorNotice error={mend.error} />}
      {mend.data !== undefined && <FaultMap city={city} finding={finding} mend={mend.data} />}
      <Links finding={finding} />
      {mend.data && <Suggestion mend={mend.data} />}
      {mend.data === null && <p>{t('office:quality.no-mend')}</p>}
      {may.includes('parcels.write') && mend.data !== undefined && (
        <Decide city={city} finding={finding} canMend={mend.data !== null} onDone={onDone} />
      )}
    </section>
  )
}

function Suggestion({ mend }: { mend: Mend }) {
  const t = useWords()
  const language = useLanguage()
  const sqm = (value: number | null) => value !== null && `${formatNumber(value, language, 2)} m²`
  return (
    <Facts>
      <Fact name={t('office:quality.suggested')}>{t(`office:quality.mend.${mend.mend}`)}</Fact>
      <Fact name={t('office:quality.number')}>{mend.number}</Fact>
      <Fact name={t('office:quality.new-number')}>{mend.newNumber}</Fact>
      <Fact name={t('office:quality.before')}>{sqm(mend.areaBeforeSqm)}</Fact>
      <Fact name={t('office:quality.after')}>{sqm(mend.areaAfterSqm)}</Fact>
      <Fact name={t('office:quality.area')}>{mend.area?.code}</Fact>
    </Facts>
  )
}

function Links({ finding }: { finding: Finding }) {
  const t = useWords()
  const link = (to: string, words: ReactNode) => (
    <li key={to}>
      <PlaceLink to={to}>{words}</PlaceLink>
    </li>
  )
  return (
    <ul className={styles.kinds}>
      {finding.parcelIds.slice(0, 6).map((id) => link(`/parcel/${id}`, t('office:quality.plot', { id })))}
      {finding.propertyIds.slice(0, 6).map((id) => link(`/property/${id}`, t('office:quality.property', { id })))}
    </ul>
  )
}

type DecideProps = { city: string; finding: Finding; canMend: boolean; onDone: () => void }

function Decide({ city, finding, canMend, onDone }: DecideProps) {
  const t = useWords()
  const today = useSession(city).data?.town.today ?? ''
  const [instrument, setInstrument] = useState('')
  const [reason, setReason] = useState('')
  const { busy, error, send } = useSend(city)
  const act = async (path: string, body: object) => {
    const done = await send('POST', `/quality/findings/${finding.findingId}/${path}`, body)
    if (done === null) return
    await refreshQuality(city)
    onDone()
  }
  return (
    <>
      {canMend && (
        <Form
          send={t('office:quality.accept')}
          busy={busy}
          onSend={() => act('mend', { instrument, effectiveOn: today })}
        >
          <Field
            name="instrument"
            label={t('office:imports.next.instrument')}
            required
            minLength={3}
            value={instrument}
            onChange={(event) => setInstrument(event.target.value)}
          />
        </Form>
      )}
      <details>
        <summary>{t('office:quality.keep')}</summary>
        <Form send={t('office:quality.keep')} busy={busy} onSend={() => act('keep', { reason })}>
          <Field
            name="reason"
            label={t('office:imports.next.reason')}
            required
            minLength={3}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form>
      </details>
      {error !== null && <ErrorNotice error={error} />}
      <Button look="quiet" icon="close" onClick={onDone}>
        {t('shell:close')}
      </Button>
    </>
  )
}

const legend: LayerLegend = {
  id: 'quality',
  titles: { en: 'Faults', hi: 'कमियाँ', mr: 'चुका' },
  group: 'quality',
  source: 'quality',
  sourceLayer: 'quality',
  field: 'sort',
  minZoom: 10,
  usual: false,
  entries: qualityGroups.map(({ value, names, letter }) => ({
    value,
    names,
    letter,
    colour: '#b3541e',
    pattern: 'plain' as const,
    shape: 'point' as const,
  })),
}

/** The place with the fault's own shape and the outline that is suggested, over the layer of all faults. */
function FaultMap({ city, finding, mend }: { city: string; finding: Finding; mend: Mend | null }) {
  const town = useTown(city)
  const language = useLanguage()
  const theme = useDrawnTheme()
  const shapes = useMemo(() => shapesOf(finding, mend), [finding, mend])
  const bounds = useMemo(() => boundsOf(shapes), [shapes])
  const [view, setView] = useState<MapView | null>(null)
  if (!bounds) return null
  if (!hasWebGl()) return <Outlines shapes={shapes} bounds={bounds} at={finding.point} />
  return (
    <div className={styles.map}>
      <Suspense fallback={<Skeleton lines={5} />}>
        <CityMap
          town={{ code: city, bounds: town?.bounds ?? bounds }}
          language={language}
          theme={theme}
          selection={finding.parcelIds[0] ? { parcelId: finding.parcelIds[0] } : null}
          onPick={() => undefined}
          view={view ?? viewOfBox(bounds, 300, 240)}
          onViewChange={setView}
          layersOn={[...USUAL_LAYERS, 'quality']}
          overlays={[legend]}
          highlight={shapes}
          mode="browse"
        />
      </Suspense>
    </div>
  )
}

function shapesOf(finding: Finding, mend: Mend | null): GeoJSON.FeatureCollection {
  const shape = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry })
  return {
    type: 'FeatureCollection',
    features: [
      ...(mend?.after ? [shape(mend.after)] : []),
      ...(finding.outline ? [shape(finding.outline)] : []),
      ...(finding.point ? [shape({ type: 'Point', coordinates: finding.point })] : []),
    ],
  }
}

function boundsOf({ features }: GeoJSON.FeatureCollection): Bounds | null {
  const places = features.flatMap(({ geometry }) =>
    geometry.type === 'Point' ? [geometry.coordinates] : ringsOf(geometry).flat(),
  )
  if (places.length === 0) return null
  const [lons, lats] = [places.map(([lon = 0]) => lon), places.map(([, lat = 0]) => lat)]
  const room = 0.00025
  return [Math.min(...lons) - room, Math.min(...lats) - room, Math.max(...lons) + room, Math.max(...lats) + room]
}
