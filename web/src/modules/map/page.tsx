import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapView } from '../../map/map-types.ts'
import { formatMapLink, parseMapLink } from '../../map/url-state.ts'
import { hasWebGl } from '../../map/web-gl.ts'
import type { Bounds, SearchResult } from '../../state/contract.ts'
import { useSettled } from '../../state/settled.ts'
import { useTown } from '../../state/towns.ts'
import { useCity, useSetView, useView, writeSearch } from '../../state/view.ts'
import { PropertySearch } from '../../ui/property-search.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { boxOfView, viewOfBox } from './box.ts'
import { BoxList } from './box-list.tsx'
import styles from './page.module.css'
import { PictureMap } from './picture-map.tsx'
import { SelectedPlace } from './selected-place.tsx'
import { Toolbar } from './toolbar.tsx'
import { useSize } from './use-size.ts'

const LiveMap = lazy(() => import('./live-map.tsx'))
const MIDDLE_OF_INDIA: MapView = { lon: 78, lat: 23, zoom: 5, bearing: 0, pitch: 0 }
const CLOSE_ZOOM = 17.5

/** The map is the page: search on top, tools at the side, and a list that equals it. */
export function MapPage() {
  const { t } = useTranslation()
  const city = useCity()
  const town = useTown(city)
  const view = useView()
  const setView = useSetView()
  const [frame, size] = useSize<HTMLDivElement>()
  const link = parseMapLink(writeSearch(view))
  const [camera, setCamera] = useState<MapView | null>(link.view ?? null)
  const [measuring, setMeasuring] = useState(false)
  const shown = camera ?? (town?.bounds ? viewOfBox(town.bounds, size.width, size.height) : MIDDLE_OF_INDIA)
  const box = useSettled(boxOfView(shown, size.width, size.height).map(round).join(','), 300)
  const parcelId = link.selection?.kind === 'parcel' ? link.selection.id : null
  const isLive = hasWebGl() && !!town?.hasMap
  useCameraInLink(camera, setView)
  useFollowLink(view.map, setCamera)

  const select = useCallback((id: number | null) => setView({ at: id ? `parcel:${id}` : undefined }), [setView])
  const choose = (result: SearchResult) => {
    if (result.place.point)
      setCamera({
        ...shown,
        lon: result.place.point[0],
        lat: result.place.point[1],
        zoom: Math.max(shown.zoom, CLOSE_ZOOM),
      })
    select(result.parcelId)
  }
  const hasList = view.list === '1' || !isLive

  return (
    <div className={`${styles.page} ${hasList ? styles.withList : ''}`}>
      <h1 className="visually-hidden">{t('shell:nav.map')}</h1>
      <div className={styles.map} ref={frame}>
        {isLive ? (
          <Suspense
            fallback={
              <div className={styles.waiting}>
                <Skeleton lines={3} />
              </div>
            }
          >
            <LiveMap camera={shown} onCamera={setCamera} parcelId={parcelId} onParcel={select} measuring={measuring} />
          </Suspense>
        ) : (
          <PictureMap
            hasMap={!!town?.hasMap}
            camera={shown}
            onCamera={setCamera}
            parcelId={parcelId}
            onParcel={select}
          />
        )}
      </div>
      <div className={`${styles.search} no-print`}>
        <PropertySearch size="slim" onChoose={choose} start={view.q} />
      </div>
      <Toolbar live={isLive} measuring={measuring} onMeasuring={setMeasuring} />
      {parcelId !== null && <SelectedPlace parcelId={parcelId} onClose={() => select(null)} />}
      {hasList && <BoxList box={box.split(',').map(Number) as Bounds} parcelId={parcelId} onChoose={choose} />}
    </div>
  )
}

const round = (edge: number) => edge.toFixed(6)

/** Writes the camera into the address once it stands still, without a step to go back to. */
function useCameraInLink(camera: MapView | null, setView: ReturnType<typeof useSetView>): void {
  const settled = useSettled(camera, 400)
  useEffect(() => {
    if (!settled) return
    const map = new URLSearchParams(formatMapLink({ view: settled })).get('map')
    if (map) setView({ map }, true)
  }, [settled, setView])
}

/** Follows the address when it moves by itself: back, forward, or a link inside the page. */
function useFollowLink(map: string | undefined, setCamera: (view: MapView) => void): void {
  const last = useRef(map)
  useEffect(() => {
    if (map === last.current) return
    last.current = map
    const linked = parseMapLink(writeSearch({ map })).view
    if (linked) setCamera(linked)
  }, [map, setCamera])
}
