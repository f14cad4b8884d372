/** Imports: a file comes in by parts, is read, looked at, drafted, published, undone. */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Context, defineRoute, idSchema, NotFound, type Route, read } from '../../../kernel/index.ts'
import { cancelImport } from './actions/cancel-import.ts'
import { draftImport } from './actions/draft-import.ts'
import { openImport } from './actions/open-import.ts'
import { publishDraft } from './actions/publish-draft.ts'
import { readImport } from './actions/read-import.ts'
import { receivePart } from './actions/receive-part.ts'
import { undoImport } from './actions/undo-import.ts'
import {
  type ImportFile,
  type ImportRecord,
  selectFindings,
  selectImport,
  selectImportFiles,
  selectImports,
} from './queries-imports.ts'
import { previewFile } from './reader.ts'
import { importStates, partBytes } from './rules.ts'
import * as schemas from './schemas.ts'
import { folderOf } from './storage.ts'

const importParams = z.strictObject({ importId: idSchema })
const stateAnswer = z.object({ importId: z.int(), state: z.enum(importStates) })
const part = z.coerce.number({ message: 'must be a whole number' }).int('must be a whole number').min(0).max(100_000)

async function requireRecord(context: Context, importId: number): Promise<ImportRecord> {
  const found = await read(context, (db) => selectImport(db, context.tenant.tenantId, importId))
  if (!found) throw new NotFound('importId', 'There is no such import in this town.', { got: importId })
  return found
}

function told({ step, done, total, startedAt, changedAt, publishedAt, ...record }: ImportRecord, files: ImportFile[]) {
  const { importId, title, target, state, wishes, reading, problem } = record
  return {
    ...{ importId, title, target, state, reading, problem, files },
    wishes: wishes as Record<string, unknown>,
    progress: { step, done, total },
    startedAt: startedAt.toISOString(),
    changedAt: changedAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
  }
}

export const importRoutes: Route[] = [
  /** GET /api/nayapur/imports */
  defineRoute({
    method: 'get',
    path: '/imports',
    permission: 'parcels.import',
    summary: 'Imports of this town, the latest first',
    response: schemas.importListSchema,
    run: async (context) => ({
      imports: (await read(context, (db) => selectImports(db, context.tenant.tenantId))).map((each) => told(each, [])),
    }),
  }),
  /** POST /api/nayapur/imports */
  defineRoute({
    method: 'post',
    path: '/imports',
    permission: 'parcels.import',
    summary: 'Open an import for files that are still to come',
    body: schemas.startImportSchema,
    response: schemas.importStartedSchema,
    run: (context, { body }) => openImport(context, body),
  }),
  /** PUT /api/nayapur/imports/7/files/1/parts/0 */
  defineRoute({
    method: 'put',
    path: '/imports/:importId/files/:fileNumber/parts/:part',
    permission: 'parcels.import',
    summary: 'One part of a file: two megabytes, the last one what is left',
    params: z.strictObject({ importId: idSchema, fileNumber: idSchema, part }),
    uploadBytes: partBytes,
    response: z.object({ received: z.int() }),
    run: (context, { params, body }) => receivePart(context, params, body as unknown as Uint8Array),
  }),
  /** GET /api/nayapur/imports/7 */
  defineRoute({
    method: 'get',
    path: '/imports/:importId',
    permission: 'parcels.import',
    summary: 'One import: how far it is, what was read, what may happen next',
    params: importParams,
    response: schemas.importSchema,
    run: async (context, { params }) => {
      const record = await requireRecord(context, params.importId)
      const files = await read(context, (db) => selectImportFiles(db, context.tenant.tenantId, params.importId))
      return told(record, files)
    },
  }),
  /** GET /api/nayapur/imports/7/preview */
  defineRoute({
    method: 'get',
    path: '/imports/:importId/preview',
    permission: 'parcels.import',
    summary: 'Outlines of what was read, as GeoJSON; of a large layer every n-th',
    params: importParams,
    response: z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) }),
    run: async (context, { params, reply }) => {
      await requireRecord(context, params.importId)
      const file = previewFile(folderOf(context.platform, context.tenant.tenantId, params.importId))
      if (!existsSync(file)) return { type: 'FeatureCollection' as const, features: [] }
      reply.bytes('application/geo+json', readFileSync(file))
      return undefined
    },
  }),
  /** GET /api/nayapur/imports/7/findings?kind=overlap&after=0 */
  defineRoute({
    method: 'get',
    path: '/imports/:importId/findings',
    permission: 'parcels.import',
    summary: 'What the check found in the file, feature by feature',
    params: importParams,
    query: z.strictObject({
      kind: z.string().max(40).optional(),
      after: part.default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    response: schemas.importFindingsSchema,
    run: async (context, { params, query }) => {
      await requireRecord(context, params.importId)
      const asked = { kind: query.kind ?? null, after: query.after, limit: query.limit }
      const findings = await read(context, (db) => selectFindings(db, context.tenant.tenantId, params.importId, asked))
      return { findings, nextAfter: findings.length === query.limit ? findings.at(-1)!.findingId : null }
    },
  }),
  /** POST /api/nayapur/imports/7/reading */
  defineRoute({
    method: 'post',
    path: '/imports/:importId/reading',
    permission: 'parcels.import',
    summary: 'Read the files, or read them anew with other columns or another CRS',
    params: importParams,
    body: schemas.readImportSchema,
    response: stateAnswer,
    run: (context, { params, body }) => readImport(context, params.importId, body),
  }),
  /** POST /api/nayapur/imports/7/draft */
  defineRoute({
    method: 'post',
    path: '/imports/:importId/draft',
    permission: 'parcels.import',
    summary: 'Write what was read as a draft, which counts for nothing',
    params: importParams,
    body: z.strictObject({}),
    response: stateAnswer,
    run: (context, { params }) => draftImport(context, params.importId),
  }),
  /** POST /api/nayapur/imports/7/publication */
  defineRoute({
    method: 'post',
    path: '/imports/:importId/publication',
    permission: 'parcels.import',
    summary: 'Make a draft count, all of it at once',
    params: importParams,
    body: schemas.publishImportSchema,
    response: stateAnswer,
    run: (context, { params, body }) => publishDraft(context, params.importId, body),
  }),
  /** POST /api/nayapur/imports/7/undo */
  defineRoute({
    method: 'post',
    path: '/imports/:importId/undo',
    permission: 'parcels.import',
    summary: 'Take an import back as a whole',
    params: importParams,
    body: schemas.undoImportSchema,
    response: stateAnswer,
    run: (context, { params, body }) => undoImport(context, params.importId, body),
  }),
  /** POST /api/nayapur/imports/7/cancel */
  defineRoute({
    method: 'post',
    path: '/imports/:importId/cancel',
    permission: 'parcels.import',
    summary: 'Stop an import that has published nothing',
    params: importParams,
    body: z.strictObject({}),
    response: stateAnswer,
    run: (context, { params }) => cancelImport(context, params.importId),
  }),
]
