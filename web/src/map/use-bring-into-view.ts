import { useEffect, useRef } from 'react'
import type { Bounds, ParcelPage } from '../state/contract.ts'
import { extentOf, isMiddleIn } from '../state/extent.ts'
import { viewOfBox } from './box.ts'
import type { MapView } from './map-types.ts'

type Screen = { camera: MapView; setCamera: (camera: MapView) => void; box: Bounds; width: number; height: number }

/** Goes to a newly selected place when it lies outside the screen, or too far away to be seen on it. */
export function useBringIntoView(page: ParcelPage | undefined, screen: Screen): void {
  const latest = useRef(screen)
  latest.current = screen
  const shown = useRef<ParcelPage | null>(null)
  useEffect(() => {
    const extent = page && extentOf(page)
    if (!extent || isSame(shown.current, page)) return
    shown.current = page
    const { camera, setCamera, box, width, height } = latest.current
    const near = viewOfBox(extent, width, height)
    if (isMiddleIn(extent, box) && camera.zoom > near.zoom - FAR_ZOOMS) return
    setCamera({ ...near, zoom: Math.min(near.zoom, CLOSE_ZOOM) })
  }, [page])
}

/** A plot is still seen three zooms farther out than where it fills the screen. */
const FAR_ZOOMS = 3
const CLOSE_ZOOM = 18

const isSame = (one: ParcelPage | null, other: ParcelPage) =>
  one?.property?.propertyId === other.property?.propertyId && one?.parcels[0]?.parcelId === other.parcels[0]?.parcelId
