import { useEffect, useRef, useState } from 'react'
import type { Bounds } from '../state/contract.ts'
import { useSettled } from '../state/settled.ts'
import { useSetView, useView, writeSearch } from '../state/view.ts'
import { boxOfView, viewOfBox } from './box.ts'
import type { MapView } from './map-types.ts'
import { formatMapLink, parseMapLink } from './url-state.ts'

const MIDDLE_OF_INDIA: MapView = { lon: 78, lat: 23, zoom: 5, bearing: 0, pitch: 0 }

/** The camera of a map page: starts from the link or the whole town, moves with the person, and is kept in the address. */
export function useCamera(bounds: Bounds | null | undefined, size: { width: number; height: number }) {
  const view = useView()
  const setView = useSetView()
  const [camera, setCamera] = useState<MapView | null>(() => parseMapLink(writeSearch(view)).view ?? null)
  const shown = camera ?? (bounds ? viewOfBox(bounds, size.width, size.height) : MIDDLE_OF_INDIA)
  const box = useSettled(boxOfView(shown, size.width, size.height).map(round).join(','), 300)
  const written = useRef(view.map)
  const settled = useSettled(camera, 400)

  // Writes the camera once it stands still, without a step to go back to.
  useEffect(() => {
    if (!settled) return
    const map = new URLSearchParams(formatMapLink({ view: settled })).get('map') ?? undefined
    if (map === written.current) return
    written.current = map
    setView({ map }, true)
  }, [settled, setView])

  // Follows the address when it moves by itself: back, forward, or a link inside the page.
  useEffect(() => {
    if (view.map === written.current) return
    written.current = view.map
    const linked = parseMapLink(writeSearch({ map: view.map })).view
    if (linked) setCamera(linked)
  }, [view.map])

  return { camera: shown, setCamera, box: box.split(',').map(Number) as Bounds }
}

const round = (edge: number) => edge.toFixed(6)
