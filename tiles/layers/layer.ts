import type { Names } from '../../backend/src/kernel/names.ts'
import type { Audience } from '../src/snapshot.ts'

/** An attribute in the tiles of a layer. `column` is what the SQL calls it, which is also its key in the tile. */
export type LayerField = {
  key: string
  audience: Audience
  /** Below this zoom it would only weigh. */
  minZoom: number
  type: 'String' | 'Number' | 'Boolean'
  about: string
}

/** One class of a layer: the value of the legend's field, its names, and the key of its colour in the palette. */
export type LegendValue = { value: string | number; names: Required<Pick<Names, 'en' | 'hi' | 'mr'>>; colour: string }

/** Which field a layer is coloured by (null: all alike) and what its values are called. */
export type LayerLegend = { field: string | null; values: readonly LegendValue[] }

/** A map layer, whole: who owns it, what it shows to whom, and the SQL that feeds it. */
export type TileLayer = {
  /** Also its name inside a tile and in the address. */
  id: string
  titles: Required<Pick<Names, 'en' | 'hi' | 'mr'>>
  room: string
  group: 'base' | 'land' | 'boundaries' | 'quality' | 'services'
  geometry: 'polygon' | 'line' | 'point'
  fields: readonly LayerField[]
  minZoom: number
  maxZoom: number
  /** Lowest zoom at which features are drawn one by one; below it built-up cover stands for them. 0: always. */
  detailFromZoom: number
  /** Features that appear only from a zoom on, by the value of one field. */
  appearsFrom?: { field: string; zooms: Readonly<Record<string, number>> }
  /** The permission that a caller needs; null: everyone. */
  whoMaySee: string | null
  legend: LayerLegend
  /**
   * A page of the layer: id, geometry (WKB) and the fields; ids above $2::bigint ascending, at most $3::int,
   * of tenant $1::int, as in force on $4::date. Runs as khasra_reader.
   */
  sql: string
  /** The same of the ids $2::bigint[], as in force on $3::date. */
  sqlForIds: string
}

/** An attribute that everyone may see, at all zooms unless told. */
export const field = (key: string, type: LayerField['type'], about: string, minZoom = 0): LayerField => ({
  key,
  type,
  about,
  minZoom,
  audience: 'public',
})

/** An attribute for signed-in staff alone. */
export const staffField = (key: string, type: LayerField['type'], about: string, minZoom = 0): LayerField => ({
  ...field(key, type, about, minZoom),
  audience: 'staff',
})

/** The names of a thing in the three languages, flattened as tiles want them. */
export const nameFields = (minZoom = 0): LayerField[] =>
  ['en', 'hi', 'mr'].map((language) => field(`name_${language}`, 'String', `Name (${language})`, minZoom))

/** SQL of the flattened names out of a jsonb column. */
export const nameColumns = (column: string): string =>
  ['en', 'hi', 'mr'].map((language) => `${column} ->> '${language}' as name_${language}`).join(', ')

/** Both statements from one select: `{which}` takes the condition on ids, `{today}` the parameter of the day. */
export function statements(select: string, order: string): Pick<TileLayer, 'sql' | 'sqlForIds'> {
  const fill = (condition: string, today: string) =>
    // Every statement takes the day, also where nothing is dated, so that all are called alike.
    select
      .replaceAll('{which}', select.includes('{today}') ? condition : `${condition} and ${today} is not null`)
      .replaceAll('{today}', today)
      .trim()
  return {
    sql: fill(`${order} > $2::bigint`, '$4::date').replaceAll('{limit}', 'limit $3::int'),
    sqlForIds: fill(`${order} = any($2::bigint[])`, '$3::date').replaceAll('{limit}', ''),
  }
}

/** In force on the day and not superseded: the present state of a fact with two times. */
export const inForce = (alias: string): string =>
  `${alias}.superseded_at = 'infinity' and ${alias}.valid_from <= {today} and ${alias}.valid_to > {today}`

/** SQL of the place of a polygon's label: its middle, or a point inside where the middle lies outside. */
export const labelPoint = (geometry: string): string =>
  `case when st_contains(${geometry}, st_centroid(${geometry})) then st_centroid(${geometry}) else st_pointonsurface(${geometry}) end`
