import { useQuery } from '@tanstack/react-query'
import type { ParcelPage } from './contract.ts'
import { getJson } from './request.ts'

export type PlaceKind = 'properties' | 'parcels'

/** The page of a property or of a bare plot, as of a day in law and as known at an instant. `GET /api/{city}/properties/{id}`. */
export function usePlacePage(city: string, kind: PlaceKind, id: string | null, asOf?: string, knownAt?: string) {
  const times = new URLSearchParams()
  if (asOf) times.set('asOf', asOf)
  // A day typed by a person means "up to the end of that day".
  if (knownAt) times.set('knownAt', knownAt.length === 10 ? `${knownAt}T23:59:59.999Z` : knownAt)
  const query = asOf || knownAt ? `?${times}` : ''
  return useQuery({
    queryKey: ['place', city, kind, id, asOf ?? '', knownAt ?? ''],
    queryFn: ({ signal }) => getJson<ParcelPage>(`/api/${city}/${kind}/${encodeURIComponent(id!)}${query}`, signal),
    enabled: id !== null,
    placeholderData: (old, before) => (before?.queryKey[3] === id ? old : undefined),
  })
}
