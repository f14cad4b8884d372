import { useQuery } from '@tanstack/react-query'
import type { InboxMessage } from '../../state/contract.ts'
import { getJson } from '../../state/request.ts'

/** Messages of the development sender; fails with 404 where real messages go out, and the link to it is then not shown. */
export function useInbox(city: string, everyMs: number | false = false) {
  return useQuery({
    queryKey: ['inbox', city],
    queryFn: ({ signal }) =>
      getJson<{ messages: InboxMessage[] }>(`/api/${city}/inbox`, signal).then((answer) => answer.messages),
    refetchInterval: everyMs,
    retry: false,
    enabled: city !== '',
  })
}
