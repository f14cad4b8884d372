/** OGC API Features and Tiles of every town under /ogc/{city}: landing, collections, features, queryables, tilesets. */
import { createHash } from 'node:crypto'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import {
  type CallCounts,
  type CallerResolver,
  type Context,
  contextFor,
  Invalid,
  idSchema,
  NotFound,
  newCallCounts,
  newRequestReader,
  type Platform,
  readInput,
} from '../../../kernel/index.ts'
import { townBounds } from '../../identity/index.ts'
import {
  type Addresses,
  collectionDocument,
  collectionsDocument,
  conformance,
  geojson,
  html,
  json,
  type Link,
  landing,
  openApiType,
  queryablesDocument,
  schemaType,
  tilesetDocument,
  webMercatorQuad,
} from './documents.ts'
import { featureText, isStaff, type Query, readAsked, readItem, readItems } from './items.ts'
import { openApiOfTown } from './openapi.ts'
import { asWritten, linkList, page, table } from './pages.ts'
import { type Collection, collections, fieldsFor, type ItemRow } from './queries-collections.ts'
import { etagOf, mountWriting } from './writing.ts'

/** What the router is built of. */
export type OgcParts = { platform: Platform; resolveCaller: CallerResolver; counts?: CallCounts; version: string }

/** One request, read: who asks, where, for what. */
type Asked = { context: Context; at: Addresses; query: Query; wantsHtml: boolean; url: URL }

function queryOf(request: Request): Query {
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.query)) {
    if (typeof value !== 'string') throw new Invalid(name.slice(0, 100), 'Give this parameter once.')
    query[name] = value
  }
  return query
}

function wantsHtml(request: Request, query: Query): boolean {
  if (query.f === 'html') return true
  if (query.f === 'json' || query.f === undefined)
    return query.f === undefined && request.accepts(['json', 'html']) === 'html'
  throw new Invalid('f', 'The formats are json and html.', { got: query.f.slice(0, 50) })
}

const send = (response: Response, type: string, body: string): void => {
  response.setHeader('content-type', type.includes(';') ? type : `${type}; charset=utf-8`)
  response.send(body)
}

function collectionOf(request: Request): Collection {
  const id = String(request.params.collection)
  const found = collections.find((each) => each.id === id)
  if (found) return found
  throw new NotFound('collection', 'There is no such collection.', {
    got: id.slice(0, 100),
    expected: collections.map((each) => each.id),
  })
}

/** Parameters that a document without features takes. */
function onlyFormat(query: Query): void {
  const other = Object.keys(query).find((name) => name !== 'f' && name !== 'lang')
  if (other) throw new Invalid(other.slice(0, 100), 'There is no such parameter here.', { expected: ['f'] })
}

/** The router, to be mounted at /ogc/:city. */
export function ogcRouter(parts: OgcParts): Router {
  const reader = newRequestReader(parts)
  const counts = parts.counts ?? newCallCounts(parts.platform.config)
  const router = Router({ mergeParams: true })

  async function read(request: Request): Promise<Asked> {
    // Counted as pages: a desktop GIS turns pages of ten features as fast as it gets them.
    counts.count('page', request)
    const tenant = await reader.tenant(String(request.params.city))
    const { csrfToken: _, ...who } = await reader.caller(tenant, request)
    const context = contextFor(parts.platform, tenant, who)
    const origin = originOf(request)
    const city = encodeURIComponent(tenant.code)
    const query = queryOf(request)
    // Features come by the thousand pages: only documents tell where the town lies.
    const isFeatures = /\/items(\/|$)/.test(request.path)
    const at = { origin, city, ogc: `${origin}/ogc/${city}`, bounds: isFeatures ? null : await townBounds(context) }
    return { context, at, query, wantsHtml: wantsHtml(request, query), url: new URL(request.originalUrl, origin) }
  }

  /** A document in both formats. */
  const document =
    (
      make: (asked: Asked, request: Request) => { value: object; title: string; body?: string; type?: string },
    ): RequestHandler =>
    async (request, response) => {
      const asked = await read(request)
      onlyFormat(asked.query)
      const { value, title, body, type = json } = make(asked, request)
      response.setHeader('vary', 'accept')
      response.setHeader('cache-control', 'private, no-cache')
      if (asked.wantsHtml) return send(response, html, page(title, trailOf(asked), body ?? asWritten(value)))
      send(response, type, JSON.stringify(value))
    }

  router.get(
    '/',
    document((asked) => {
      const value = landing(asked.context, asked.at) as { title: string; description: string; links: Link[] }
      return { value, title: value.title, body: `<p>${value.description}</p>${linkList(value.links)}` }
    }),
  )
  router.get(
    '/conformance',
    document(() => ({ value: { conformsTo: conformance }, title: 'Conformance' })),
  )
  router.get(
    '/api',
    document(({ context, at }) => ({
      value: openApiOfTown(context, isStaff(context), parts.version, at),
      title: 'API',
      type: openApiType,
    })),
  )
  router.get(
    '/collections',
    document((asked) => ({
      value: collectionsDocument(asked.context, asked.at),
      title: 'Collections',
      body: collectionsPage(asked),
    })),
  )
  router.get(
    '/collections/:collection',
    document((asked, request) => {
      const collection = collectionOf(request)
      const value = collectionDocument(asked.context, collection, asked.at) as { links: Link[] }
      const fields = fieldsFor(collection, isStaff(asked.context)).map((field) => [field.name, field.type, field.title])
      const body = `<p>${collection.description}</p>${linkList(value.links)}<h2>Properties</h2>${table(['Name', 'Type', 'Meaning'], fields)}`
      return { value, title: collection.titles.en, body }
    }),
  )
  router.get(
    '/collections/:collection/queryables',
    document((asked, request) => {
      const collection = collectionOf(request)
      const value = queryablesDocument(collection, isStaff(asked.context), asked.at)
      return { value, title: `Queryables of ${collection.titles.en}`, type: schemaType }
    }),
  )
  mountTiles(router, document)

  router.get('/collections/:collection/items', async (request, response) => {
    const asked = await read(request)
    const collection = collectionOf(request)
    const wanted = readAsked(asked.context, collection, asked.query)
    const answer = await readItems(asked.context, collection, wanted)
    const links = itemsLinks(asked, answer.next)
    head(response, wanted.crs.uri, links)
    if (asked.wantsHtml) return send(response, html, itemsPage(asked, collection, answer.rows, links))
    const features = answer.rows.map((row) => featureText(collection, row, wanted.isStaff)).join(',\n')
    const counts = `${answer.matched === null ? '' : `"numberMatched":${answer.matched},`}"numberReturned":${answer.rows.length}`
    send(
      response,
      geojson,
      `{"type":"FeatureCollection","timeStamp":"${new Date().toISOString()}",${counts},"links":${JSON.stringify(links)},"features":[\n${features}\n]}`,
    )
  })

  router.get('/collections/:collection/items/:featureId', async (request, response) => {
    const asked = await read(request)
    const collection = collectionOf(request)
    const other = Object.keys(asked.query).find((name) => !['f', 'lang', 'crs', 'datetime'].includes(name))
    if (other) throw new Invalid(other.slice(0, 100), 'There is no such parameter here.')
    const id = readInput(idSchema, request.params.featureId, 'path')
    const wanted = readAsked(asked.context, collection, asked.query)
    const row = await readItem(asked.context, collection, wanted, id)
    if (!row) throw new NotFound('featureId', 'There is no such feature in this collection.', { got: id })
    const here = `${asked.at.ogc}/collections/${collection.id}`
    const links: Link[] = [
      { href: `${here}/items/${id}?f=json`, rel: 'self', type: geojson },
      { href: `${here}/items/${id}?f=html`, rel: 'alternate', type: html },
      { href: here, rel: 'collection', type: json, title: collection.titles.en },
    ]
    head(response, wanted.crs.uri, links)
    const text = featureText(collection, row, wanted.isStaff, `,"links":${JSON.stringify(links)}`)
    response.setHeader('etag', collection.version_sql ? etagOf(row) : hashOf(text))
    if (asked.wantsHtml) return send(response, html, itemPage(asked, collection, row, text))
    send(response, geojson, text)
  })
  mountWriting(router, {
    reader,
    collectionOf,
    addressOf: (request, context) => `${originOf(request)}/ogc/${encodeURIComponent(context.tenant.code)}`,
  })
  return router
}

function originOf({ headers }: Request): string {
  return `http://${/^[\w.:[\]-]+$/.test(headers.host ?? '') ? headers.host : 'localhost'}`
}

const hashOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`

type DocumentOf = (
  make: (asked: Asked, request: Request) => { value: object; title: string; body?: string; type?: string },
) => RequestHandler

function mountTiles(router: Router, document: DocumentOf): void {
  const sets = (title: string, layer: string, here: string, at: Addresses) => ({
    value: {
      links: [{ href: here, rel: 'self', type: json }],
      tilesets: [tilesetDocument(title, layer, `${here}/WebMercatorQuad`, at)],
    },
    title: 'Tilesets',
  })
  const ofCollection = (request: Request, at: Addresses) => {
    const collection = collectionOf(request)
    return { collection, here: `${at.ogc}/collections/${collection.id}/tiles` }
  }
  router.get(
    '/tileMatrixSets',
    document(({ at }) => ({
      value: {
        tileMatrixSets: [
          {
            id: webMercatorQuad.id,
            title: webMercatorQuad.title,
            uri: webMercatorQuad.uri,
            links: [{ href: `${at.ogc}/tileMatrixSets/WebMercatorQuad`, rel: 'self', type: json }],
          },
        ],
      },
      title: 'Tiling schemes',
    })),
  )
  router.get(
    '/tileMatrixSets/WebMercatorQuad',
    document(() => ({ value: webMercatorQuad, title: 'WebMercatorQuad' })),
  )
  router.get(
    '/tiles',
    document(({ at }) => sets('Base map', 'base', `${at.ogc}/tiles`, at)),
  )
  router.get(
    '/tiles/WebMercatorQuad',
    document(({ at }) => ({
      value: tilesetDocument('Base map', 'base', `${at.ogc}/tiles/WebMercatorQuad`, at),
      title: 'Base map',
    })),
  )
  router.get(
    '/collections/:collection/tiles',
    document(({ at }, request) => {
      const { collection, here } = ofCollection(request, at)
      return sets(collection.titles.en, collection.tileLayer, here, at)
    }),
  )
  router.get(
    '/collections/:collection/tiles/WebMercatorQuad',
    document(({ at }, request) => {
      const { collection, here } = ofCollection(request, at)
      const value = tilesetDocument(collection.titles.en, collection.tileLayer, `${here}/WebMercatorQuad`, at)
      return { value, title: collection.titles.en }
    }),
  )
}

function head(response: Response, crs: string, links: readonly Link[]): void {
  response.setHeader('content-crs', `<${crs}>`)
  response.setHeader('vary', 'accept, cookie')
  response.setHeader('cache-control', 'private, no-cache')
  response.setHeader('link', links.map((link) => `<${link.href}>; rel="${link.rel}"; type="${link.type}"`).join(', '))
}

/** The same address in another format, and the next page. */
function itemsLinks({ url, at }: Asked, next: number | null): Link[] {
  const as = (format: string, cursor?: number): string => {
    const other = new URL(url)
    other.searchParams.set('f', format)
    if (cursor !== undefined) other.searchParams.set('cursor', String(cursor))
    return other.href
  }
  return [
    { href: as('json'), rel: 'self', type: geojson },
    { href: as('html'), rel: 'alternate', type: html },
    { href: `${at.ogc}/collections`, rel: 'collection', type: json },
    ...(next === null ? [] : [{ href: as('json', next), rel: 'next', type: geojson }]),
  ]
}

const trailOf = ({ at, context }: Asked): [string, string][] => [
  [`${at.ogc}?f=html`, context.tenant.names.en ?? at.city],
  [`${at.ogc}/collections?f=html`, 'Collections'],
]

function collectionsPage({ at }: Asked): string {
  return table(
    ['Collection', 'हिन्दी', 'मराठी', 'What it is'],
    collections.map((each) => [
      { href: `${at.ogc}/collections/${each.id}?f=html`, text: each.titles.en },
      each.titles.hi,
      each.titles.mr,
      each.description,
    ]),
  )
}

function itemsPage(asked: Asked, collection: Collection, rows: ItemRow[], links: Link[]): string {
  const here = `${asked.at.ogc}/collections/${collection.id}`
  const fields = fieldsFor(collection, isStaff(asked.context))
  const cells = rows.map((row) => [
    { href: `${here}/items/${row.id}?f=html`, text: row.id },
    ...fields.map(({ name }) => row[name]),
  ])
  const next = links.find((link) => link.rel === 'next')
  const more = next
    ? linkList([{ ...next, href: next.href.replace('f=json', 'f=html'), title: 'Next page', type: html }])
    : ''
  const trail: [string, string][] = [...trailOf(asked), [`${here}?f=html`, collection.titles.en]]
  return page(collection.titles.en, trail, `${table(['id', ...fields.map(({ title }) => title)], cells)}${more}`)
}

function itemPage(asked: Asked, collection: Collection, row: ItemRow, text: string): string {
  const here = `${asked.at.ogc}/collections/${collection.id}`
  const fields = fieldsFor(collection, isStaff(asked.context)).map(({ name, title }) => [title, row[name]])
  const trail: [string, string][] = [...trailOf(asked), [`${here}/items?f=html`, collection.titles.en]]
  return page(
    `${collection.titles.en} ${row.id}`,
    trail,
    `${table(['Property', 'Value'], fields)}<h2>GeoJSON</h2>${asWritten(JSON.parse(text))}`,
  )
}
