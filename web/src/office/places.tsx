import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../i18n/language.ts'
import { type CityMapHandle, hasWebGl } from '../map/index.ts'
import { BoxList } from '../modules/map/box-list.tsx'
import { PictureMap } from '../modules/map/picture-map.tsx'
import { Toolbar } from '../modules/map/toolbar.tsx'
import { useBringIntoView } from '../modules/map/use-bring-into-view.ts'
import { useCamera } from '../modules/map/use-camera.ts'
import { useSize } from '../modules/map/use-size.ts'
import { ParcelPlacePage, PropertyPage } from '../modules/parcels/page.tsx'
import type { SearchResult } from '../state/contract.ts'
import { usePlacePage } from '../state/place-page.ts'
import { useTown } from '../state/towns.ts'
import { useCity, useView } from '../state/view.ts'
import { IconButton } from '../ui/button.tsx'
import { PropertySearch } from '../ui/property-search.tsx'
import { pathOfResult } from '../ui/result-line.tsx'
import { Skeleton } from '../ui/states.tsx'
import { Panes } from './panes.tsx'
import styles from './places.module.css'

const LiveMap = lazy(() => import('../modules/map/live-map.tsx'))
const CLOSE_ZOOM = 17.5

/** List, map and the selected place, side by side; the address names the place. */
export function Places() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const view = useView()
  const navigate = useNavigate()
  const [frame, size] = useSize<HTMLDivElement>()
  const { camera, setCamera, box } = useCamera(town?.bounds, size)
  const [measuring, setMeasuring] = useState(false)
  const [layersOpen, setLayersOpen] = useState(false)
  const [handle, setHandle] = useState<CityMapHandle | null>(null)
  const selected = useSelected(city)
  useBringIntoView(selected.page, { camera, setCamera, box, ...size })
  const isLive = hasWebGl() && !!town?.hasMap

  const go = (path: string) => navigate({ to: `/${city}${path}`, search: view as never })
  const choose = (result: SearchResult) => {
    const point = result.place.point
    if (point) setCamera({ ...camera, lon: point[0], lat: point[1], zoom: Math.max(camera.zoom, CLOSE_ZOOM) })
    go(pathOfResult(result))
  }
  const onParcel = (id: number | null) => go(id ? `/parcel/${id}` : '')

  const map = (
    <>
      <div className={styles.map} ref={frame}>
        {isLive ? (
          <Suspense fallback={<Skeleton lines={3} />}>
            <LiveMap
              camera={camera}
              onCamera={setCamera}
              parcelId={selected.parcelId}
              onParcel={onParcel}
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
            parcelId={selected.parcelId}
            onParcel={onParcel}
          />
        )}
      </div>
      <Toolbar
        live={isLive}
        handle={handle}
        measuring={measuring}
        onMeasuring={setMeasuring}
        onLayers={() => setLayersOpen(true)}
        withoutList
      />
    </>
  )

  return (
    <>
      <h1 className="visually-hidden">{t('office:rooms.places')}</h1>
      <Panes
        start={{
          words: t('office:pane.list'),
          content: (
            <div className={styles.list}>
              <PropertySearch size="slim" onChoose={choose} />
              {town?.hasMap && <BoxList box={box} parcelId={selected.parcelId} onChoose={choose} />}
            </div>
          ),
        }}
        middle={map}
        end={
          selected.kind && {
            words: t('office:pane.place'),
            content: (
              <div className={styles.drawer}>
                <IconButton icon="close" label={t('shell:close')} className={styles.close} onClick={() => go('')} />
                {selected.kind === 'properties' ? <PropertyPage /> : <ParcelPlacePage />}
              </div>
            ),
          }
        }
      />
    </>
  )
}

/** What the address names, and the parcel to mark for it on the map. */
function useSelected(city: string) {
  const { propertyId, parcelId } = useParams({ strict: false }) as { propertyId?: string; parcelId?: string }
  const { asOf, knownAt } = useView()
  const property = usePlacePage(city, 'properties', propertyId ?? null, asOf, knownAt)
  const parcel = usePlacePage(city, 'parcels', propertyId ? null : (parcelId ?? null), asOf, knownAt)
  const kind = propertyId ? ('properties' as const) : parcelId ? ('parcels' as const) : null
  const page = propertyId ? property.data : parcel.data
  return { kind, page, parcelId: parcelId ? Number(parcelId) : (property.data?.parcels[0]?.parcelId ?? null) }
}
