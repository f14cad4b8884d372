/** The API of one town as OpenAPI 3.0, which is what OGC API Features part 1 asks for. */
import type { Context } from '../../../kernel/index.ts'
import { type Addresses, geojson, html, json, openApiType, schemaType } from './documents.ts'
import { mostItems } from './items.ts'
import { type Collection, collections, fieldsFor } from './queries-collections.ts'
import { crsOffered } from './rules-crs.ts'

type Json = Record<string, unknown>

const answer = (description: string, type: string): Json => ({
  description,
  content: { [type]: { schema: { type: 'object' } }, [html]: { schema: { type: 'string' } } },
})
const problems: Json = {
  '400': { $ref: '#/components/responses/Problem' },
  '404': { $ref: '#/components/responses/Problem' },
  '429': { $ref: '#/components/responses/Problem' },
}
const get = (id: string, summary: string, type: string, parameters: Json[] = []): Json => ({
  get: {
    operationId: id,
    summary,
    parameters: [{ $ref: '#/components/parameters/f' }, ...parameters],
    responses: { '200': answer(summary, type), ...problems },
  },
})
const parameter = (name: string, schema: Json, description: string): Json => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
  style: 'form',
  explode: false,
})

const actParameters: Json[] = [
  { name: 'instrument', in: 'query', required: true, schema: { type: 'string' }, description: 'Order, deed or survey' },
  { name: 'effectiveOn', in: 'query', schema: { type: 'string', format: 'date' }, description: 'Today unless told' },
]

/** An operation of part 4. `body` is the media type that it takes; null takes none. */
const write = (id: string, summary: string, body: string | null, status: string, parameters: Json[] = []): Json => ({
  operationId: id,
  summary,
  parameters: [
    ...parameters,
    { name: 'If-Match', in: 'header', schema: { type: 'string' }, description: 'ETag of the state that you saw' },
    { name: 'X-CSRF-Token', in: 'header', schema: { type: 'string' }, description: 'Of the session' },
    ...(body
      ? [{ name: 'Content-Crs', in: 'header', schema: { type: 'string' }, description: 'System of the body' }]
      : []),
  ],
  ...(body && { requestBody: { required: true, content: { [body]: { schema: { type: 'object' } } } } }),
  responses: {
    [status]: { description: summary },
    ...problems,
    '401': { $ref: '#/components/responses/Problem' },
    '403': { $ref: '#/components/responses/Problem' },
    '409': { $ref: '#/components/responses/Problem' },
    '412': { $ref: '#/components/responses/Problem' },
  },
})

const types = { string: 'string', number: 'number', integer: 'integer', boolean: 'boolean', date: 'string' } as const

function itemsPaths(collection: Collection, staff: boolean): Json {
  const own = fieldsFor(collection, staff).map(({ name, type, title }) =>
    parameter(name, { type: types[type as keyof typeof types] }, title),
  )
  const shared = ['bbox', 'bbox-crs', 'crs', 'datetime', 'limit', 'filter', 'filter-lang', 'filter-crs', 'cursor']
  const written = collection.version_sql !== undefined && staff
  const featureId: Json = { name: 'featureId', in: 'path', required: true, schema: { type: 'integer' } }
  const { id } = collection
  return {
    [`/collections/${id}`]: get(`describe-${id}`, collection.description, json),
    [`/collections/${id}/queryables`]: get(`queryables-${id}`, 'What filters may name', schemaType),
    [`/collections/${id}/items`]: {
      ...get(`items-${id}`, `Features: ${collection.description}`, geojson, [
        ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` })),
        ...own,
      ]),
      ...(written && { post: write(`create-${id}`, 'Draw a feature', geojson, '201') }),
    },
    [`/collections/${id}/items/{featureId}`]: {
      ...get(`item-${id}`, 'One feature', geojson, [
        featureId,
        { $ref: '#/components/parameters/crs' },
        { $ref: '#/components/parameters/datetime' },
      ]),
      ...(written && {
        put: write(`replace-${id}`, 'Put a whole description in the place', geojson, '200', [featureId]),
        patch: write(`update-${id}`, 'Change a part', 'application/merge-patch+json', '200', [featureId]),
        delete: write(`delete-${id}`, 'End a bare feature in law', null, '204', [featureId, ...actParameters]),
      }),
    },
  }
}

/** `/ogc/nayapur/api` */
export function openApiOfTown(context: Context, staff: boolean, version: string, { ogc }: Addresses): Json {
  const uris = crsOffered(context.tenant.srid).map((each) => each.uri)
  const box = { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 }
  return {
    openapi: '3.0.3',
    info: { title: `Khasra: ${context.tenant.names.en ?? context.tenant.code}`, version },
    servers: [{ url: ogc }],
    paths: {
      '/': get('landing', 'Landing page', json),
      '/conformance': get('conformance', 'What the API conforms to', json),
      '/api': get('api', 'This description', openApiType),
      '/collections': get('collections', 'All collections', json),
      ...Object.assign({}, ...collections.map((each) => itemsPaths(each, staff))),
      '/tiles': get('tilesets', 'Vector tilesets', json),
      '/tileMatrixSets': get('tileMatrixSets', 'Tiling schemes', json),
    },
    components: {
      parameters: {
        f: parameter('f', { type: 'string', enum: ['json', 'html'] }, 'Format, unless the Accept header says it'),
        bbox: parameter('bbox', box, 'Only what touches this box, lower corner first'),
        'bbox-crs': parameter('bbox-crs', { type: 'string', enum: uris }, 'In which system the box is'),
        crs: parameter('crs', { type: 'string', enum: uris }, 'In which system the answer shall be'),
        datetime: parameter(
          'datetime',
          { type: 'string' },
          'The day or stretch of days asked about; today unless told',
        ),
        limit: parameter('limit', { type: 'integer', minimum: 1, maximum: mostItems, default: 100 }, 'Features a page'),
        filter: parameter('filter', { type: 'string' }, 'A filter in CQL2'),
        'filter-lang': parameter(
          'filter-lang',
          { type: 'string', enum: ['cql2-text', 'cql2-json'], default: 'cql2-text' },
          'How the filter is written',
        ),
        'filter-crs': parameter('filter-crs', { type: 'string', enum: uris }, 'System of the filter’s geometries'),
        cursor: parameter('cursor', { type: 'integer', minimum: 0 }, 'Features above this id: what a next link says'),
      },
      responses: {
        Problem: {
          description: 'What was wrong, and what to do (RFC 9457)',
          content: {
            'application/problem+json': {
              schema: {
                type: 'object',
                properties: {
                  title: { type: 'string' },
                  status: { type: 'integer' },
                  detail: { type: 'string' },
                  field: { type: 'string' },
                  reference: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  }
}
