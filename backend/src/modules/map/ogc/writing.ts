/** OGC API Features part 4: parcels are created, replaced, updated and deleted by those who may, each by its act in law. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import {
  type Context,
  Invalid,
  idSchema,
  NotFound,
  Outdated,
  type RequestReader,
  read,
  readInput,
} from '../../../kernel/index.ts'
import {
  closeParcel,
  closeParcelSchema,
  registerParcel,
  registerParcelSchema,
  replaceParcel,
  replaceParcelSchema,
} from '../../parcels/index.ts'
import { featureText, readAsked, readItem } from './items.ts'
import { type Collection, type ItemRow, toLonLat } from './queries-collections.ts'
import { crs84, crsOffered, readCrs } from './rules-crs.ts'
import {
  type ActGiven,
  mergePatch,
  registerInputOf,
  type WrittenFeature,
  writtenFeatureSchema,
} from './rules-written.ts'

const permission = 'parcels.write'
const largestBytes = 1_000_000

/** What the router lends: who asks, and what is asked for. */
export interface WritingParts {
  reader: RequestReader
  collectionOf(request: Request): Collection
  /** Absolute address of the town's API, for Location. */
  addressOf(request: Request, context: Context): string
}

/** Strong: every change of a parcel makes a version, and the same version reads the same. */
export const etagOf = (row: ItemRow): string => `"${row.version}"`

/** Mounts POST, PUT, PATCH, DELETE and OPTIONS beside the reads. */
export function mountWriting(router: Router, parts: WritingParts): void {
  const json = express.json({ limit: largestBytes, type: ['application/json', 'application/*+json'] })
  const items = '/collections/:collection/items'
  const item = `${items}/:featureId`

  const writer = (run: (context: Context, request: Request, response: Response) => Promise<void>): RequestHandler[] => [
    json,
    async (request, response) => {
      const collection = parts.collectionOf(request)
      if (!collection.version_sql) return refuseMethod(request, response)
      const context = await parts.reader.writer(request, permission)
      await run(context, request, response)
    },
  ]

  for (const [path, methods] of [
    [items, 'GET, HEAD, OPTIONS, POST'],
    [item, 'GET, HEAD, OPTIONS, PUT, PATCH, DELETE'],
  ] as const)
    router.options(path, (request, response) => {
      const isWritten = parts.collectionOf(request).version_sql
      response
        .setHeader('allow', isWritten ? methods : 'GET, HEAD, OPTIONS')
        .status(204)
        .end()
    })

  router.post(
    items,
    ...writer(async (context, request, response) => {
      const { level, facts } = await inputOf(context, request, request.body)
      const input = readInput(registerParcelSchema, { level: level ?? 'municipal-plot', ...facts }, 'body')
      const { parcelId } = await registerParcel(context, input)
      const here = `${parts.addressOf(request, context)}/collections/${request.params.collection}/items/${parcelId}`
      await answer(context, parts.collectionOf(request), response.status(201).setHeader('location', here), parcelId)
    }),
  )
  router.put(
    item,
    ...writer(async (context, request, response) => {
      const held = await heldOf(context, parts, request)
      await replace(context, request, held, request.body)
      await answer(context, parts.collectionOf(request), response, held.id)
    }),
  )
  router.patch(
    item,
    ...writer(async (context, request, response) => {
      const held = await heldOf(context, parts, request)
      const now = JSON.parse(featureText(parts.collectionOf(request), held, true)) as unknown
      await replace(context, request, held, mergePatch(now, request.body))
      await answer(context, parts.collectionOf(request), response, held.id)
    }),
  )
  router.delete(
    item,
    ...writer(async (context, request, response) => {
      const held = await heldOf(context, parts, request)
      const { instrument, effectiveOn = context.today } = actOf(request)
      const input = readInput(closeParcelSchema, { instrument, effectiveOn, seenVersionId: held.version }, 'body')
      await closeParcel(context, held.id, input)
      response.status(204).end()
    }),
  )
}

function refuseMethod(request: Request, response: Response): void {
  response.setHeader('allow', 'GET, HEAD, OPTIONS')
  throw new NotFound('collection', 'This collection is read only.', { got: String(request.params.collection) })
}

async function replace(context: Context, request: Request, held: ItemRow, feature: unknown): Promise<void> {
  const { level, facts } = await inputOf(context, request, feature)
  if (level !== undefined && level !== held.level)
    throw new Invalid('properties.level', 'A parcel stays on its level.', { got: level, expected: held.level })
  await replaceParcel(
    context,
    held.id,
    readInput(replaceParcelSchema, { ...facts, seenVersionId: held.version }, 'body'),
  )
}

/** Headers are for programs whose features cannot carry the act, the query for DELETE, which has no body. */
function actOf(request: Request): ActGiven {
  const given = (name: 'instrument' | 'effectiveOn') => {
    const asked = request.query[name] ?? request.get(`khasra-${name === 'instrument' ? 'instrument' : 'effective-on'}`)
    if (asked === undefined) return undefined
    if (typeof asked !== 'string') throw new Invalid(name, 'Give this parameter once.')
    return asked
  }
  return { instrument: given('instrument'), effectiveOn: given('effectiveOn') }
}

/** Content-Crs says in which system the body is (part 2); longitude and latitude unless told. */
async function inputOf(context: Context, request: Request, body: unknown) {
  const feature: WrittenFeature = readInput(writtenFeatureSchema, body, 'body')
  const header = request.get('content-crs')?.replace(/^<(.*)>$/, '$1')
  const crs = header ? readCrs(header, crsOffered(context.tenant.srid), 'content-crs') : crs84
  const geometry =
    crs === crs84
      ? feature.geometry
      : await read(context, (db) => toLonLat(db, feature.geometry, crs)).catch(refuseGeometry)
  return registerInputOf(feature, geometry, actOf(request), context.today)
}

function refuseGeometry(error: unknown): never {
  const { code = '', message } = error as { code?: string; message?: string }
  if (code === 'XX000' || code.startsWith('22'))
    throw new Invalid('geometry', 'This geometry cannot be brought into longitude and latitude.', {
      got: message?.slice(0, 200),
    })
  throw error
}

/** The parcel that a request is about, as its sender last saw it. @throws NotFound; Outdated when If-Match names another state */
async function heldOf(context: Context, parts: WritingParts, request: Request): Promise<ItemRow & { version: number }> {
  const id = readInput(idSchema, request.params.featureId, 'path')
  const collection = parts.collectionOf(request)
  const row = await readItem(context, collection, readAsked(context, collection, {}), id)
  if (!row?.version) throw new NotFound('featureId', 'There is no such feature in this collection.', { got: id })
  const seen = request.get('if-match')
  if (seen !== undefined && seen !== '*' && !seen.split(',').some((each) => each.trim() === etagOf(row)))
    throw new Outdated('if-match', 'This feature was changed since you read it. Read it again.', {
      got: seen.slice(0, 100),
      expected: etagOf(row),
    })
  return { ...row, version: row.version }
}

async function answer(context: Context, collection: Collection, response: Response, id: number): Promise<void> {
  const row = await readItem(context, collection, readAsked(context, collection, {}), id)
  // A change that begins on another day than today may leave nothing to show.
  if (!row) return void response.end()
  response.setHeader('etag', etagOf(row))
  response.setHeader('content-crs', `<${crs84.uri}>`)
  response.type('application/geo+json').send(featureText(collection, row, true))
}
