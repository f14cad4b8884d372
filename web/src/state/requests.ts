import { useQuery } from '@tanstack/react-query'
import type { Names, Point } from './contract.ts'
import { getJson } from './request.ts'

/** A request of the reader: days as YYYY-MM-DD of the town; `daysLeft` is below nought once the day has passed. */
export type OwnCase = {
  caseId: number
  number: string
  serviceNames: Names
  title: Names
  status: { code: string; names: Names; stage: 'office' | 'applicant' | 'closed' }
  openedOn: string
  dueOn: string | null
  daysLeft: number | null
  closedOn: string | null
  post: { postId: number; names: Names | null } | null
}
export type Category = { category: string; names: Names; days: { count: number; kind: string } | null }
export type Here = {
  ours: boolean | null
  goTo: { names: Names; contact: string | null } | null
  road: { names: Names } | null
  address: Names | null
  nearby: { caseId: number; number: string; categoryNames: Names; statusNames: Names; distanceM: number }[]
}

/** The reader's own requests, newest first. `GET /api/{city}/cases/mine`. */
export function useOwnCases(city: string) {
  return useQuery({
    queryKey: ['own-cases', city],
    queryFn: async ({ signal }) => (await getJson<{ cases: OwnCase[] }>(`/api/${city}/cases/mine`, signal)).cases,
  })
}

/** Kinds of complaints. `GET /api/{city}/grievances/categories`. */
export function useCategories(city: string) {
  return useQuery({
    queryKey: ['complaint-categories', city],
    queryFn: async ({ signal }) =>
      (await getJson<{ categories: Category[] }>(`/api/${city}/grievances/categories`, signal)).categories,
  })
}

/** What lies at a place and is open near it. `GET /api/{city}/grievances/here`; without a network one reports all the same. */
export function useHere(city: string, point: Point | null, category: string) {
  return useQuery({
    queryKey: ['complaint-here', city, point, category],
    queryFn: ({ signal }) =>
      getJson<Here>(
        `/api/${city}/grievances/here?lon=${point![0]}&lat=${point![1]}&category=${encodeURIComponent(category)}`,
        signal,
      ),
    enabled: point !== null && category !== '',
  })
}

/** One request as its applicant may see it; `next` is what the server lets the reader do now. */
export type CasePage = OwnCase & {
  version: number
  next: { action: string; names: Names; main: boolean; needs: string[]; blocked: { sentence: string }[] }[]
  timeline: { sequence: number; names: Names; on: string; post: Names | null; text: string | null }[]
  documents: { documentId: number; title: string; addedOn: string }[]
  feedback: { asked: boolean; given: { rating: number; words: string | null; on: string }[] }
}

/** `GET /api/{city}/cases/{caseId}`. */
export function useCase(city: string, caseId: string) {
  return useQuery({
    queryKey: ['case', city, caseId],
    queryFn: ({ signal }) => getJson<CasePage>(`/api/${city}/cases/${encodeURIComponent(caseId)}`, signal),
  })
}
