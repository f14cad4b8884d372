import { useQuery } from '@tanstack/react-query'
import type { Names } from './contract.ts'
import { getJson } from './request.ts'

export type FoundParty = { partyId: number; kind: string; names: Names; guardianNames: Names | null; score: number }

/** Ten digits are a mobile, all else is a name. */
const isMobile = (text: string) => /^(\+91)?[6-9]\d{9}$|^\d{10}$/.test(text.replace(/[\s-]/g, ''))

/** Finds people for officers who may see full names. `GET /api/{city}/people?search=…|mobile=…`; `null` asks nothing. */
export function usePeople(city: string, search: string | null, limit = 6) {
  const words = (search ?? '').normalize('NFC')
  const asked = isMobile(words) ? `mobile=${words.replace(/[\s+-]/g, '')}` : `search=${encodeURIComponent(words)}`
  return useQuery({
    queryKey: ['people', city, search, limit],
    queryFn: ({ signal }) =>
      getJson<{ results: FoundParty[] }>(`/api/${city}/people?limit=${limit}&${asked}`, signal).then(
        (answer) => answer.results,
      ),
    enabled: search !== null,
  })
}
