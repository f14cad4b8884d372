import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Bounds, SearchAnswer } from './contract.ts'
import { getJson } from './request.ts'

export type Question = {
  search?: string
  ward?: string
  near?: { lon: number; lat: number }
  radiusM?: number
  bbox?: Bounds
  limit?: number
  /** With a box: the classes that the map's legends keep, as the server asks for them. */
  filter?: Record<string, string>
  /** Where an earlier answer ended. */
  cursor?: string
}

/** One page of an answer. `GET /api/{city}/parcels?…`. */
export const searchPage = (city: string, question: Question, signal?: AbortSignal) =>
  getJson<SearchAnswer>(`/api/${city}/parcels?${searchWords(question)}`, signal)

/** Finds properties by words, ward, nearness or box. `GET /api/{city}/parcels?search=…`; `null` asks nothing. */
export function useSearch(city: string, question: Question | null) {
  return useQuery({
    queryKey: ['search', city, question],
    queryFn: ({ signal }) => searchPage(city, question!, signal),
    enabled: question !== null,
    placeholderData: keepPreviousData,
  })
}

/** What stands at a tapped point. `GET /api/{city}/parcels/at?lon=&lat=`. */
export const parcelsAt = (city: string, lon: number, lat: number) =>
  getJson<SearchAnswer>(`/api/${city}/parcels/at?lon=${lon.toFixed(7)}&lat=${lat.toFixed(7)}`)

function searchWords(question: Question): string {
  const words = new URLSearchParams()
  if (question.search) words.set('search', question.search.normalize('NFC'))
  if (question.ward) words.set('ward', question.ward)
  if (question.near) words.set('near', `${question.near.lon.toFixed(6)},${question.near.lat.toFixed(6)}`)
  if (question.radiusM) words.set('radiusM', String(question.radiusM))
  if (question.bbox) words.set('bbox', question.bbox.map((edge) => edge.toFixed(6)).join(','))
  for (const [name, value] of Object.entries(question.filter ?? {})) words.set(name, value)
  if (question.cursor) words.set('cursor', question.cursor)
  words.set('limit', String(question.limit ?? 10))
  return words.toString()
}
