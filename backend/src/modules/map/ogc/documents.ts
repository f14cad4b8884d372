/** The JSON documents of OGC API Features and Tiles that say what is there. */
import type { Bounds, Context } from '../../../kernel/index.ts'
import { type Collection, collections, fieldsFor } from './queries-collections.ts'
import { crs84, crsOffered } from './rules-crs.ts'

/** A link of a document. */
export type Link = { href: string; rel: string; type?: string; title?: string; templated?: boolean }

export const json = 'application/json'
export const geojson = 'application/geo+json'
export const html = 'text/html'
export const openApiType = 'application/vnd.oai.openapi+json;version=3.0'
export const schemaType = 'application/schema+json'
const mvt = 'application/vnd.mapbox-vector-tile'

/** Addresses of one town, absolute. */
export type Addresses = { origin: string; ogc: string; city: string; bounds: Bounds | null }

const spec = (name: string) => `http://www.opengis.net/spec/${name}`

/** What this server declares and is tested for. */
export const conformance = [
  spec('ogcapi-common-1/1.0/conf/core'),
  spec('ogcapi-common-2/1.0/conf/collections'),
  spec('ogcapi-features-1/1.0/conf/core'),
  spec('ogcapi-features-1/1.0/conf/geojson'),
  spec('ogcapi-features-1/1.0/conf/html'),
  spec('ogcapi-features-1/1.0/conf/oas30'),
  spec('ogcapi-features-2/1.0/conf/crs'),
  spec('ogcapi-features-3/1.0/conf/queryables'),
  spec('ogcapi-features-3/1.0/conf/queryables-query-parameters'),
  spec('ogcapi-features-3/1.0/conf/filter'),
  spec('ogcapi-features-3/1.0/conf/features-filter'),
  spec('ogcapi-features-4/1.0/conf/create-replace-delete'),
  spec('ogcapi-features-4/1.0/conf/update'),
  spec('ogcapi-features-4/1.0/conf/optimistic-locking-etags'),
  spec('ogcapi-features-4/1.0/conf/features'),
  spec('cql2/1.0/conf/cql2-text'),
  spec('cql2/1.0/conf/cql2-json'),
  spec('cql2/1.0/conf/basic-cql2'),
  spec('cql2/1.0/conf/advanced-comparison-operators'),
  spec('cql2/1.0/conf/case-insensitive-comparison'),
  spec('cql2/1.0/conf/accent-insensitive-comparison'),
  spec('cql2/1.0/conf/basic-spatial-functions'),
  spec('cql2/1.0/conf/basic-spatial-functions-plus'),
  spec('cql2/1.0/conf/spatial-functions'),
  spec('cql2/1.0/conf/temporal-functions'),
  spec('cql2/1.0/conf/property-property'),
  spec('cql2/1.0/conf/arithmetic'),
  spec('ogcapi-tiles-1/1.0/conf/core'),
  spec('ogcapi-tiles-1/1.0/conf/tileset'),
  spec('ogcapi-tiles-1/1.0/conf/tilesets-list'),
  spec('ogcapi-tiles-1/1.0/conf/geodata-tilesets'),
  spec('ogcapi-tiles-1/1.0/conf/mvt'),
]

const both = (href: string, rel: string, title: string, type = json): Link[] => [
  { href: `${href}?f=json`, rel, type, title },
  { href: `${href}?f=html`, rel: rel === 'self' ? 'alternate' : rel, type: html, title },
]

/** `/ogc/nayapur` */
export function landing(context: Context, { ogc, origin, city }: Addresses): object {
  return {
    title: context.tenant.names.en ?? city,
    description: 'Parcels, buildings, boundaries and the base map of the town. Names of people are not part of it.',
    links: [
      ...both(ogc, 'self', 'This page'),
      { href: `${ogc}/api`, rel: 'service-desc', type: openApiType, title: 'The API described' },
      { href: `${ogc}/api?f=html`, rel: 'service-doc', type: html, title: 'The API described for people' },
      ...both(`${ogc}/conformance`, 'conformance', 'What the API conforms to'),
      ...both(`${ogc}/collections`, 'data', 'Collections'),
      {
        href: `${ogc}/tiles`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector',
        type: json,
        title: 'Vector tiles',
      },
      {
        href: `${origin}/tiles/${city}/style.json`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/styles',
        type: 'application/vnd.mapbox.style+json',
        title: 'Style of the vector tiles',
      },
    ],
  }
}

/** One collection as `/collections` and `/collections/{id}` tell it. */
export function collectionDocument(context: Context, collection: Collection, at: Addresses): object {
  const here = `${at.ogc}/collections/${collection.id}`
  const offered = crsOffered(context.tenant.srid)
  return {
    id: collection.id,
    title: collection.titles.en,
    description: collection.description,
    itemType: 'feature',
    extent: {
      ...(at.bounds && { spatial: { bbox: [at.bounds], crs: crs84.uri } }),
      ...(collection.dated && { temporal: { interval: [[null, null]] } }),
    },
    crs: offered.map((each) => each.uri),
    storageCrs: crs84.uri,
    links: [
      ...both(here, 'self', collection.titles.en),
      { href: `${here}/items?f=json`, rel: 'items', type: geojson, title: 'Features as GeoJSON' },
      { href: `${here}/items?f=html`, rel: 'items', type: html, title: 'Features as a page' },
      {
        href: `${here}/queryables`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/queryables',
        type: schemaType,
        title: 'What can be asked',
      },
      {
        href: `${here}/tiles`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector',
        type: json,
        title: 'Vector tiles',
      },
    ],
  }
}

/** `/ogc/nayapur/collections` */
export function collectionsDocument(context: Context, at: Addresses): object {
  return {
    links: both(`${at.ogc}/collections`, 'self', 'Collections'),
    collections: collections.map((each) => collectionDocument(context, each, at)),
    crs: crsOffered(context.tenant.srid).map((each) => each.uri),
  }
}

const schemaTypes = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  date: 'string',
} as const

/** `/collections/{id}/queryables`: a JSON Schema of what filters may name. */
export function queryablesDocument(collection: Collection, staff: boolean, { ogc }: Addresses): object {
  const properties = fieldsFor(collection, staff).map(({ name, type, title }) => [
    name,
    { title, type: schemaTypes[type as keyof typeof schemaTypes], ...(type === 'date' && { format: 'date' }) },
  ])
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${ogc}/collections/${collection.id}/queryables`,
    type: 'object',
    title: collection.titles.en,
    additionalProperties: false,
    properties: {
      id: { title: 'Id', type: 'integer', 'x-ogc-role': 'id' },
      ...Object.fromEntries(properties),
      geometry: { title: 'Place', format: collection.geometryFormat, 'x-ogc-role': 'primary-geometry' },
    },
  }
}

/** The tiling scheme of our tiles as OGC names it. */
export const webMercatorQuad = {
  id: 'WebMercatorQuad',
  title: 'Google Maps Compatible for the World',
  uri: 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad',
  crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
  orderedAxes: ['E', 'N'],
  wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
  tileMatrices: Array.from({ length: 25 }, (_, z) => {
    const cellSize = (2 * 20037508.3427892) / 256 / 2 ** z
    return {
      id: String(z),
      scaleDenominator: cellSize / 0.00028,
      cellSize,
      pointOfOrigin: [-20037508.3427892, 20037508.3427892],
      tileWidth: 256,
      tileHeight: 256,
      matrixWidth: 2 ** z,
      matrixHeight: 2 ** z,
    }
  }),
}

/** A tileset of one tile layer or of the base map's group. */
export function tilesetDocument(title: string, layer: string, here: string, at: Addresses): object {
  return {
    title,
    dataType: 'vector',
    crs: webMercatorQuad.crs,
    tileMatrixSetURI: webMercatorQuad.uri,
    ...(at.bounds && {
      boundingBox: { lowerLeft: at.bounds.slice(0, 2), upperRight: at.bounds.slice(2), crs: crs84.uri },
    }),
    links: [
      { href: here, rel: 'self', type: json },
      {
        href: `${at.ogc}/tileMatrixSets/WebMercatorQuad`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
        type: json,
      },
      {
        href: `${at.origin}/tiles/${at.city}/${layer}/{tileMatrix}/{tileCol}/{tileRow}.mvt`,
        rel: 'item',
        type: mvt,
        templated: true,
      },
      { href: `${at.origin}/tiles/${at.city}/${layer}.json`, rel: 'describedby', type: json, title: 'TileJSON' },
    ],
  }
}
