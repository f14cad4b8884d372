import { useQuery } from '@tanstack/react-query'
import type { Area, Town } from './contract.ts'
import { getJson } from './request.ts'

/** Every town this server holds. `GET /api/towns`. */
export function useTowns() {
  return useQuery({
    queryKey: ['towns'],
    queryFn: ({ signal }) => getJson<{ towns: Town[] }>('/api/towns', signal).then((answer) => answer.towns),
    staleTime: 10 * 60_000,
  })
}

/** One town by its code; `undefined` while loading, `null` when the server has no such town. */
export function useTown(city: string): Town | null | undefined {
  const towns = useTowns()
  if (!towns.data) return undefined
  return towns.data.find((town) => town.code === city) ?? null
}

/** Wards of the town, for filters. `GET /api/{city}/wards`. */
export function useWards(city: string, enabled = true) {
  return useQuery({
    queryKey: ['wards', city],
    queryFn: ({ signal }) => getJson<{ items: Area[] }>(`/api/${city}/wards`, signal).then((answer) => answer.items),
    staleTime: 10 * 60_000,
    enabled,
  })
}
