/** What a town's GeoServer should hold: one workspace, one store on our PostGIS, a layer and a style for each collection chosen. */
import type { TileLayer } from '../../../../../tiles/layers/layer.ts'
import type { Tenant } from '../../../kernel/index.ts'
import { type Collection, fieldsFor } from '../ogc/queries-collections.ts'
import { escapeXml, sldOf } from './sld.ts'

/** How GeoServer reaches the database: a login of its own that is a member of khasra_reader and nothing more. */
export type StoreAccess = { host: string; port: number; database: string; user: string; password: string }

/** A published collection as GeoServer shall know it. */
export type DesiredLayer = { name: string; title: string; abstract: string; sql: string; sld: string; geometry: string }

/** Everything of a town. */
export type Desired = { workspace: string; store: string; storeXml: string; layers: DesiredLayer[] }

const geometryTypes: Record<Collection['geometryFormat'], string> = {
  'geometry-multipolygon': 'MultiPolygon',
  'geometry-multilinestring': 'MultiLineString',
  'geometry-point': 'Point',
  'geometry-any': 'Geometry',
}

/** The select behind a layer: public properties as they stand today, of this town alone. GeoServer adds the box by itself. */
export function viewOf(collection: Collection, tenantId: number): string {
  const columns = fieldsFor(collection, false).map(({ name, sql }) => `${sql} as "${name}"`)
  const dated = collection.dated
    ? ` and ${collection.dated}.valid_from <= current_date and ${collection.dated}.valid_to > current_date`
    : ''
  const from = `${collection.from}${dated}`.replaceAll('$1::int', String(tenantId)).replace(/\s+/g, ' ')
  return `select ${collection.id_sql} as id, ${columns.join(', ')}, ${collection.geometry_sql} as geom from ${from}`
}

function storeXml(workspace: string, store: string, access: StoreAccess): string {
  const entries = {
    dbtype: 'postgis',
    host: access.host,
    port: access.port,
    database: access.database,
    user: access.user,
    passwd: access.password,
    schema: 'parcels',
    'Expose primary keys': true,
    'Estimated extends': false,
    'max connections': 8,
  }
  const parameters = Object.entries(entries).map(
    ([key, value]) => `<entry key="${escapeXml(key)}">${escapeXml(String(value))}</entry>`,
  )
  return `<dataStore><name>${escapeXml(store)}</name><enabled>true</enabled><workspace><name>${escapeXml(workspace)}</name></workspace><connectionParameters>${parameters.join('')}</connectionParameters></dataStore>`
}

/** What shall be published of a town. */
export function desiredOf(
  tenant: Pick<Tenant, 'tenantId' | 'code' | 'names'>,
  chosen: readonly { collection: Collection; layer: Pick<TileLayer, 'id' | 'titles' | 'geometry' | 'legend'> }[],
  access: StoreAccess,
): Desired {
  const workspace = `khasra-${tenant.code}`
  const store = 'register'
  return {
    workspace,
    store,
    storeXml: storeXml(workspace, store, access),
    layers: chosen.map(({ collection, layer }) => ({
      name: collection.id,
      title: `${collection.titles.en} (${tenant.names.en ?? tenant.code})`,
      abstract: collection.description,
      sql: viewOf(collection, tenant.tenantId),
      sld: sldOf({ ...layer, id: collection.id }),
      geometry: geometryTypes[collection.geometryFormat],
    })),
  }
}

/** The body that makes or changes a layer's feature type: a named select, its key, its geometry. */
export function featureTypeBody(layer: DesiredLayer): object {
  return {
    featureType: {
      name: layer.name,
      nativeName: layer.name,
      title: layer.title,
      abstract: layer.abstract,
      srs: 'EPSG:4326',
      enabled: true,
      metadata: {
        entry: [
          {
            '@key': 'JDBC_VIRTUAL_TABLE',
            virtualTable: {
              name: layer.name,
              sql: layer.sql,
              escapeSql: false,
              keyColumn: 'id',
              geometry: { name: 'geom', type: layer.geometry, srid: 4326 },
            },
          },
        ],
      },
    },
  }
}
