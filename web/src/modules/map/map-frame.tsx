import { lazy, Suspense } from 'react'
import type { MapScreen } from '../../map/index.ts'
import { useTown } from '../../state/towns.ts'
import { useCity } from '../../state/view.ts'
import { Skeleton } from '../../ui/states.tsx'
import styles from './page.module.css'
import { PictureMap } from './picture-map.tsx'

const LiveMap = lazy(() => import('./live-map.tsx'))

type Props = { screen: MapScreen; parcelId: number | null; onParcel: (parcelId: number | null) => void }

/** The map of a page, live where the device can draw it and a picture elsewhere. Fills its parent. */
export function MapFrame({ screen, parcelId, onParcel }: Props) {
  const hasMap = !!useTown(useCity())?.hasMap
  return (
    <div className={styles.map} ref={screen.frame}>
      {screen.isLive ? (
        <Suspense fallback={<Waiting />}>
          <LiveMap screen={screen} parcelId={parcelId} onParcel={onParcel} />
        </Suspense>
      ) : (
        <PictureMap
          hasMap={hasMap}
          camera={screen.camera}
          onCamera={screen.setCamera}
          parcelId={parcelId}
          onParcel={onParcel}
        />
      )}
    </div>
  )
}

const Waiting = () => (
  <div className={styles.waiting}>
    <Skeleton lines={3} />
  </div>
)
