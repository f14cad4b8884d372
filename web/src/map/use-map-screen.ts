import { useState } from 'react'
import type { Bounds, ParcelPage, Point, Town } from '../state/contract.ts'
import type { CityMapHandle, MapView } from './map-types.ts'
import { useBringIntoView } from './use-bring-into-view.ts'
import { useCamera } from './use-camera.ts'
import { useSize } from './use-size.ts'
import { hasWebGl } from './web-gl.ts'

/** A map on a page: where it looks, how large it is, which of its tools are open. */
export type MapScreen = {
  /** Ref of the element that the map fills. */
  frame: ReturnType<typeof useSize<HTMLDivElement>>[0]
  camera: MapView
  setCamera: (camera: MapView) => void
  /** What is in view, EPSG:4326; settles a moment after the camera. */
  box: Bounds
  /** False where a picture stands for the map: no WebGL, or a town that is not drawn. */
  isLive: boolean
  measuring: boolean
  setMeasuring: (on: boolean) => void
  /** Somebody draws: taps on the map set corners and choose nothing. */
  drawing: boolean
  setDrawing: (on: boolean) => void
  layersOpen: boolean
  setLayersOpen: (open: boolean) => void
  /** The live map itself, once it is drawn. */
  handle: CityMapHandle | null
  setHandle: (handle: CityMapHandle) => void
  /** Goes to a house, and never farther away than one already is. */
  goTo: (point: Point | null) => void
}

const HOUSE_ZOOM = 17.5

/**
 * Everything that a page with a map of a town keeps of it. The camera starts from the link or the whole town and is
 * written back into the address; `shown` is brought into view when it changes.
 */
export function useMapScreen(town: Town | null | undefined, shown: ParcelPage | undefined): MapScreen {
  const [frame, size] = useSize<HTMLDivElement>()
  const { camera, setCamera, box } = useCamera(town?.bounds, size)
  const [measuring, setMeasuring] = useState(false)
  const [drawing, setDrawing] = useState(false)
  const [layersOpen, setLayersOpen] = useState(false)
  const [handle, setHandle] = useState<CityMapHandle | null>(null)
  useBringIntoView(shown, { camera, setCamera, box, ...size })
  const goTo = (point: Point | null) =>
    point && setCamera({ ...camera, lon: point[0], lat: point[1], zoom: Math.max(camera.zoom, HOUSE_ZOOM) })
  const isLive = hasWebGl() && !!town?.hasMap
  return {
    frame,
    camera,
    setCamera,
    box,
    isLive,
    measuring,
    setMeasuring,
    drawing,
    setDrawing,
    layersOpen,
    setLayersOpen,
    handle,
    setHandle,
    goTo,
  }
}
