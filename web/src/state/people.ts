import { useQuery } from '@tanstack/react-query'
import type { Names } from './contract.ts'
import { getJson } from './request.ts'

export type FoundParty = { partyId: number; kind: string; names: Names; guardianNames: Names | null; score: number }

/** Finds people for officers who may see full names. `GET /api/{city}/people?search=…`; `null` asks nothing. */
export function usePeople(city: string, search: string | null) {
  return useQuery({
    queryKey: ['people', city, search],
    queryFn: ({ signal }) =>
      getJson<{ results: FoundParty[] }>(
        `/api/${city}/people?limit=6&search=${encodeURIComponent((search ?? '').normalize('NFC'))}`,
        signal,
      ).then((answer) => answer.results),
    enabled: search !== null,
  })
}
