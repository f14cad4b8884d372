import { useQuery } from '@tanstack/react-query'
import type { FindingKind, MendKind } from '../../../../../backend/src/modules/parcels/quality/rules.ts'
import type { Names, Point } from '../../../state/contract.ts'
import { queryClient } from '../../../state/query-client.ts'
import { getJson } from '../../../state/request.ts'

export type Finding = {
  findingId: number
  kind: FindingKind
  parcelIds: number[]
  buildingIds: number[]
  propertyIds: number[]
  label: string | null
  detail: Record<string, string | number | null>
  areaSqm: number | null
  amountPaise: number | null
  point: Point | null
  outline: GeoJSON.Geometry | null
  state: 'open' | 'mended' | 'kept' | 'gone'
  reason: string | null
  mend: MendKind | null
}

export type Mend = {
  mend: MendKind
  parcelId: number | null
  number: string | null
  before: GeoJSON.MultiPolygon | null
  after: GeoJSON.MultiPolygon | null
  areaBeforeSqm: number | null
  areaAfterSqm: number | null
  newNumber: string | null
  propertyId: number | null
  buildingId: number | null
  area: { set: string; code: string } | null
}

export type RegisterState = {
  register: string
  rows: number
  lastChangedOn: string | null
  steward: Names | null
  freshnessDays: number | null
  instrument: string | null
  fresh: boolean | null
}

export type Counts = { kind: FindingKind; count: number; areaSqm: number }[]

export type Quality = {
  run: {
    runId: number
    state: 'running' | 'done' | 'broken'
    done: number
    total: number
    finishedAt: string | null
  } | null
  counts: Counts
  registers: RegisterState[]
}

export type Report = {
  publishedOn: string
  instrument: string
  lookedOverAt: string | null
  findings: Counts
  registers: RegisterState[]
}

export const useQuality = (city: string) =>
  useQuery({
    queryKey: ['quality', city],
    queryFn: ({ signal }) => getJson<Quality>(`/api/${city}/quality`, signal),
    refetchInterval: (query) => (query.state.data?.run?.state === 'running' ? 1_200 : false),
  })

/** Read anew when a look-over begins and when it ends. */
export const useWorkList = (city: string, kind: string | null, run: Quality['run'] | undefined) =>
  useQuery({
    queryKey: ['quality-findings', city, kind, run?.runId, run?.state],
    queryFn: ({ signal }) =>
      getJson<{ findings: Finding[] }>(
        `/api/${city}/quality/findings?limit=300${kind ? `&kind=${kind}` : ''}`,
        signal,
      ).then((answer) => answer.findings),
  })

export const useMend = (city: string, findingId: number) =>
  useQuery({
    queryKey: ['quality-mend', city, findingId],
    queryFn: ({ signal }) =>
      getJson<{ mend: Mend | null }>(`/api/${city}/quality/findings/${findingId}/mend`, signal).then(
        (answer) => answer.mend,
      ),
  })

export const useReport = (city: string) =>
  useQuery({
    queryKey: ['quality-report', city],
    queryFn: ({ signal }) =>
      getJson<{ report: Report | null }>(`/api/${city}/quality/report`, signal).then((answer) => answer.report),
  })

export const refreshQuality = async (city: string) => {
  for (const key of ['quality', 'quality-findings', 'quality-report'])
    await queryClient.invalidateQueries({ queryKey: [key, city] })
}
