import { useQuery } from '@tanstack/react-query'
import {
  type ColumnChoice,
  type ImportState,
  type ImportTarget,
  isAtWork,
} from '../../../../../backend/src/modules/parcels/import/rules.ts'
import type { Bounds, Point } from '../../../state/contract.ts'
import { queryClient } from '../../../state/query-client.ts'
import { getJson, sendBytes, sendJson } from '../../../state/request.ts'

export type FileColumn = { name: string; filled: number; distinct: number; samples: string[]; isText: boolean }

export type Reading = {
  format: string
  layers: string[]
  layer: string
  crs: string
  measuredIn: string
  notes: string[]
  features: number
  rows: number
  bounds: Bounds | null
  columns: FileColumn[]
  choice: ColumnChoice
  counts: Record<string, number>
  formulas: number
  preview: { shown: number; of: number }
  join: {
    mapColumn: string
    tableColumn: string
    matched: number
    withoutRow: number
    withoutFeature: number
    repeatedKeys: number
  } | null
  sample: {
    number: string | null
    legalAreaSqm: number | null
    drawnSqm: number
    use: string | null
    code?: string | null
    names?: Record<string, string> | null
  }[]
  profile?: string
}

export type Wishes = {
  crs?: string
  layer?: string
  columns?: Partial<ColumnChoice>
  level?: string
  set?: string
  effectiveOn?: string
  takenOn?: string
  withProperties?: boolean
}

export type Import = {
  importId: number
  title: string
  target: ImportTarget
  state: ImportState
  wishes: Wishes
  reading: Reading | null
  problem: { code: string; message: string } | null
  progress: { step: string | null; done: number; total: number }
  files: { fileNumber: number; name: string; bytes: number; parts: number; received: number[] }[]
  startedAt: string
  changedAt: string
  publishedAt: string | null
}

export type ImportLine = Pick<
  Import,
  'importId' | 'title' | 'target' | 'state' | 'progress' | 'startedAt' | 'publishedAt'
>

export type Finding = {
  findingId: number
  kind: string
  index: number | null
  otherIndex: number | null
  label: string | null
  detail: string | null
  areaSqm: number | null
  point: Point | null
}

/** While the server works, its progress is asked for this often. */
const askMilliseconds = 800

export const useImports = (city: string) =>
  useQuery({
    queryKey: ['imports', city],
    queryFn: ({ signal }) =>
      getJson<{ imports: ImportLine[] }>(`/api/${city}/imports`, signal).then((answer) => answer.imports),
    refetchInterval: (query) => (query.state.data?.some(({ state }) => isAtWork(state)) ? 2_000 : false),
  })

export const useImport = (city: string, importId: string) =>
  useQuery({
    queryKey: ['import', city, importId],
    queryFn: ({ signal }) => getJson<Import>(`/api/${city}/imports/${importId}`, signal),
    refetchInterval: (query) => (query.state.data && isAtWork(query.state.data.state) ? askMilliseconds : false),
  })

/** The outlines, asked for once for every reading. */
export const usePreview = (city: string, given: Import) =>
  useQuery({
    queryKey: ['import-preview', city, given.importId, given.reading?.crs, given.reading?.layer],
    queryFn: ({ signal }) =>
      getJson<GeoJSON.FeatureCollection>(`/api/${city}/imports/${given.importId}/preview`, signal),
    enabled: given.reading !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useFindings = (city: string, given: Import, kind: string | null) =>
  useQuery({
    queryKey: ['import-findings', city, given.importId, kind, given.changedAt],
    queryFn: ({ signal }) =>
      getJson<{ findings: Finding[] }>(
        `/api/${city}/imports/${given.importId}/findings?limit=300${kind ? `&kind=${kind}` : ''}`,
        signal,
      ).then((answer) => answer.findings),
    enabled: given.reading !== null,
  })

export const refreshImport = async (city: string, importId: number | string) => {
  await queryClient.invalidateQueries({ queryKey: ['import', city, String(importId)] })
  await queryClient.invalidateQueries({ queryKey: ['imports', city] })
}

type Opened = { importId: number; partBytes: number; files: { fileNumber: number; name: string; parts: number }[] }

/** Sends files by parts and has them read. Answers the import; `onProgress` hears bytes sent of all. */
export async function bringIn(
  city: string,
  files: readonly File[],
  target: ImportTarget,
  onProgress: (sent: number, of: number) => void,
): Promise<number> {
  const list = files.map((file) => ({ name: file.name, bytes: file.size }))
  const opened = await sendJson<Opened>('POST', city, '/imports', { target, files: list })
  const of = files.reduce((sum, file) => sum + file.size, 0)
  let sent = 0
  for (const [at, { fileNumber, parts }] of opened.files.entries()) {
    for (let part = 0; part < parts; part++) {
      const from = part * opened.partBytes
      const bytes = files[at]!.slice(from, from + opened.partBytes)
      await sendBytes(city, `/imports/${opened.importId}/files/${fileNumber}/parts/${part}`, bytes)
      sent += bytes.size
      onProgress(sent, of)
    }
  }
  await sendJson('POST', city, `/imports/${opened.importId}/reading`, {})
  await queryClient.invalidateQueries({ queryKey: ['imports', city] })
  return opened.importId
}
