import { useInfiniteQuery } from '@tanstack/react-query'
import type { Bounds, SearchResult } from '../../state/contract.ts'
import { type Question, searchPage } from '../../state/search.ts'

/** How many lines one look brings, and how many a file holds at the most. */
export const LINES = 50
const LINES_OF_FILE = 100
export const MOST_IN_FILE = 5000

type Filter = Question['filter']

/** What lies in a box of the map, page by page, thinned out as the map is. `GET /api/{city}/parcels?bbox=…`. */
export function useBoxList(city: string, bbox: Bounds, filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['search', city, 'box', bbox, filter],
    queryFn: ({ pageParam, signal }) => searchPage(city, { bbox, filter, limit: LINES, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  })
}

/** Everything in the box, for a file; stops at the most that a file holds and says so. */
export async function wholeBox(
  city: string,
  bbox: Bounds,
  filter: Filter,
): Promise<{ results: SearchResult[]; isCut: boolean }> {
  const results: SearchResult[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await searchPage(city, { bbox, filter, limit: LINES_OF_FILE, cursor })
    results.push(...page.results)
    if (!page.nextCursor) return { results, isCut: false }
    if (results.length >= MOST_IN_FILE) return { results, isCut: true }
    cursor = page.nextCursor
  }
}
