/** Imports in tests: a file goes the whole way that a browser sends it. */
import { type Context, newRequestId, read } from '../../../kernel/index.ts'
import { openImport } from './actions/open-import.ts'
import { readImport } from './actions/read-import.ts'
import { receivePart } from './actions/receive-part.ts'
import { type ImportRecord, selectFindings, selectImport } from './queries-imports.ts'
import { type ImportTarget, isAtWork, partBytes } from './rules.ts'
import { workOnImports } from './runner.ts'
import type { ReadImport } from './schemas.ts'

export const fresh = (context: Context): Context => ({ ...context, requestId: newRequestId() })
const never = new AbortController().signal

/** Sends the files, has them read, and waits for the outcome. */
export async function importFiles(
  context: Context,
  files: Record<string, string | Uint8Array>,
  wishes: ReadImport = {},
  target: ImportTarget = 'parcels',
): Promise<ImportRecord> {
  const bytes = Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content) }))
  const opened = await openImport(fresh(context), {
    target,
    files: bytes.map(({ name, content }) => ({ name, bytes: content.length })),
  })
  for (const [at, { content }] of bytes.entries())
    for (let part = 0; part * partBytes < content.length; part++)
      await receivePart(
        fresh(context),
        { importId: opened.importId, fileNumber: at + 1, part },
        content.subarray(part * partBytes, (part + 1) * partBytes),
      )
  await readImport(fresh(context), opened.importId, wishes)
  return settle(context, opened.importId)
}

/** Works until the import waits for a person again. */
export async function settle(context: Context, importId: number): Promise<ImportRecord> {
  for (let turn = 0; turn < 500; turn++) {
    const record = await recordOf(context, importId)
    if (!isAtWork(record.state)) return record
    if (!(await workOnImports(context.platform, never)))
      throw new Error(`import ${importId} is ${record.state}, and nobody works`)
  }
  throw new Error('the import never ends')
}

export const recordOf = async (context: Context, importId: number): Promise<ImportRecord> =>
  (await read(context, (db) => selectImport(db, context.tenant.tenantId, importId)))!

export const findingsOfImport = (context: Context, importId: number) =>
  read(context, (db) => selectFindings(db, context.tenant.tenantId, importId, { kind: null, after: 0, limit: 1000 }))

/** Square plots of some thirty metres in a row, as GeoJSON. */
export function plots(count: number, at: [number, number] = [77.95, 23.1], more: (i: number) => object = () => ({})) {
  const size = 0.0003
  const perRow = 100
  return {
    type: 'FeatureCollection',
    features: Array.from({ length: count }, (_, i) => {
      const x = at[0] + (i % perRow) * size
      const y = at[1] + Math.floor(i / perRow) * size
      const round = (value: number) => Math.round(value * 1e8) / 1e8
      const ring = [
        [x, y],
        [x + size, y],
        [x + size, y + size],
        [x, y + size],
        [x, y],
      ].map((corner) => corner.map(round))
      return {
        type: 'Feature',
        properties: { khasra: `${i + 1}`, area_sqm: 1020, ...more(i) },
        geometry: { type: 'Polygon', coordinates: [ring] },
      }
    }),
  }
}
