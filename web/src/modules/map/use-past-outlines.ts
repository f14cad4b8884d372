import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MapScreen } from '../../map/index.ts'
import { getJson } from '../../state/request.ts'
import { useCity, useView } from '../../state/view.ts'

/** How wide and high a box may be for the outlines of a day, in degrees; farther away plots are not told apart anyway. */
const WIDEST = 0.05

/** On a day of the past the outlines of that day lie on the map, dashed, over the map of today. */
export function usePastOutlines(screen: MapScreen, isOn = true): void {
  const city = useCity()
  const { asOf, knownAt } = useView()
  const [west, south, east, north] = screen.box
  const isNear = east - west < WIDEST && north - south < WIDEST
  const isAsked = isOn && !!(asOf || knownAt) && isNear && !!screen.handle
  const words = new URLSearchParams({ bbox: screen.box.map((edge) => edge.toFixed(5)).join(',') })
  if (asOf) words.set('asOf', asOf)
  if (knownAt) words.set('knownAt', knownAt.length === 10 ? `${knownAt}T23:59:59.999Z` : knownAt)
  const outlines = useQuery({
    queryKey: ['outlines', city, words.toString()],
    queryFn: ({ signal }) => getJson<GeoJSON.FeatureCollection>(`/api/${city}/parcel-outlines?${words}`, signal),
    enabled: isAsked,
    placeholderData: (old) => old,
  })
  const { handle } = screen
  const data = isAsked ? outlines.data : undefined
  useEffect(() => {
    if (!handle || !isOn) return
    if (!data) return handle.setEditShapes(undefined)
    const features = data.features.map((feature) => ({
      ...feature,
      properties: { ...feature.properties, look: 'old' },
    }))
    handle.setEditShapes({ type: 'FeatureCollection', features })
    return () => handle.setEditShapes(undefined)
  }, [handle, data, isOn])
}
