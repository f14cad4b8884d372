import { lazy, Suspense, useCallback, useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { type CityMapHandle, hasWebGl, parseMapLink } from '../../map/index.ts'
import type { SearchResult } from '../../state/contract.ts'
import { type PlaceKind, usePlacePage } from '../../state/place-page.ts'
import { useTown } from '../../state/towns.ts'
import { useCity, useSetView, useView, writeSearch } from '../../state/view.ts'
import { PropertySearch } from '../../ui/property-search.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { BoxList } from './box-list.tsx'
import styles from './page.module.css'
import { PictureMap } from './picture-map.tsx'
import { SelectedPlace } from './selected-place.tsx'
import { Toolbar } from './toolbar.tsx'
import { useBringIntoView } from './use-bring-into-view.ts'
import { useCamera } from './use-camera.ts'
import { useSize } from './use-size.ts'

const LiveMap = lazy(() => import('./live-map.tsx'))
const CLOSE_ZOOM = 17.5

/** The map is the page: search on top, tools at the side, and a list that equals it. */
export function MapPage() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const view = useView()
  const setView = useSetView()
  const [frame, size] = useSize<HTMLDivElement>()
  const { camera, setCamera, box } = useCamera(town?.bounds, size)
  const [measuring, setMeasuring] = useState(false)
  const [layersOpen, setLayersOpen] = useState(false)
  const [handle, setHandle] = useState<CityMapHandle | null>(null)
  const selection = parseMapLink(writeSearch({ at: view.at })).selection
  const parcelId = selection?.kind === 'parcel' ? selection.id : null
  const kind: PlaceKind = parcelId === null ? 'properties' : 'parcels'
  const placeId = selection && ['parcel', 'property'].includes(selection.kind) ? String(selection.id) : null
  const isLive = hasWebGl() && !!town?.hasMap
  const hasList = town?.hasMap && (view.list === '1' || !isLive)
  const selected = usePlacePage(city, kind, placeId, view.asOf, view.knownAt)
  useBringIntoView(selected.data, { camera, setCamera, box, ...size })

  const select = useCallback((id: number | null) => setView({ at: id ? `parcel:${id}` : undefined }), [setView])
  const choose = (result: SearchResult) => {
    const point = result.place.point
    if (point) setCamera({ ...camera, lon: point[0], lat: point[1], zoom: Math.max(camera.zoom, CLOSE_ZOOM) })
    // A flat or a house without a polygon has no parcel of its own to mark.
    setView({ at: result.parcelId ? `parcel:${result.parcelId}` : `property:${result.propertyId}` })
  }

  return (
    <div className={`${styles.page} ${hasList ? styles.withList : ''}`}>
      <h1 className="visually-hidden">{t('shell:nav.map')}</h1>
      <div className={styles.map} ref={frame}>
        {isLive ? (
          <Suspense fallback={<Waiting />}>
            <LiveMap
              camera={camera}
              onCamera={setCamera}
              parcelId={parcelId}
              onParcel={select}
              measuring={measuring}
              onMeasuring={setMeasuring}
              layersOpen={layersOpen}
              onLayersOpen={setLayersOpen}
              handle={handle}
              onHandle={setHandle}
            />
          </Suspense>
        ) : (
          <PictureMap
            hasMap={!!town?.hasMap}
            camera={camera}
            onCamera={setCamera}
            parcelId={parcelId}
            onParcel={select}
          />
        )}
      </div>
      <div className={`${styles.search} no-print`}>
        <PropertySearch size="slim" onChoose={choose} start={view.q} />
      </div>
      <Toolbar
        live={isLive}
        handle={handle}
        measuring={measuring}
        onMeasuring={setMeasuring}
        onLayers={() => setLayersOpen(true)}
      />
      {placeId !== null && !measuring && <SelectedPlace kind={kind} id={placeId} onClose={() => select(null)} />}
      {hasList && <BoxList box={box} parcelId={parcelId} onChoose={choose} />}
    </div>
  )
}

const Waiting = () => (
  <div className={styles.waiting}>
    <Skeleton lines={3} />
  </div>
)
