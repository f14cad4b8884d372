import { useQuery } from '@tanstack/react-query'
import type { Names } from './contract.ts'
import { getJson } from './request.ts'

export type Member = {
  userId: number
  names: Names
  roles: string[]
  posts: { postId: number; names: Names; office: Names; capacity: string }[]
}

/** Staff of the state, those of this town first. `GET /api/{city}/staff`; without `enabled` nothing is asked. */
export const useStaff = (city: string, enabled = true) =>
  useQuery({
    queryKey: ['staff', city],
    queryFn: ({ signal }) => getJson<{ staff: Member[] }>(`/api/${city}/staff`, signal).then((answer) => answer.staff),
    staleTime: 5 * 60_000,
    enabled,
  })
