/** Reads what is asked of a collection from the query of a request, and writes features as GeoJSON. */
import { type Context, Invalid, readPublic } from '../../../kernel/index.ts'
import {
  type Collection,
  countItems,
  fieldsFor,
  type ItemRow,
  type ItemsAsked,
  queryablesOf,
  selectItem,
  selectItems,
} from './queries-collections.ts'
import { FilterWriter } from './queries-cql2.ts'
import { type Cql2, readCql2Json } from './rules-cql2.ts'
import { readCql2Text } from './rules-cql2-text.ts'
import { type Crs, crs84, crsOffered, readBox, readCrs, readDatetime } from './rules-crs.ts'

/** At most so many features a page; the default suits a person, the most a program. */
export const mostItems = 10_000
const usualItems = 100

/** The query of a request: every value once. */
export type Query = Readonly<Record<string, string>>

const known = new Set([
  'f',
  'lang',
  'limit',
  'bbox',
  'bbox-crs',
  'crs',
  'datetime',
  'filter',
  'filter-lang',
  'filter-crs',
  'cursor',
])

/** Staff of the town see and ask more than others. */
export const isStaff = (context: Context): boolean =>
  context.roleClass === 'staff' || context.roleClass === 'auditor' || context.roleClass === 'system'

function wholeNumber(text: string | undefined, field: string, usual: number, least: number): number {
  if (text === undefined) return usual
  const value = Number(text)
  if (!/^\d{1,15}$/.test(text) || value < least)
    throw new Invalid(field, `Give a whole number from ${least}.`, { got: text.slice(0, 50) })
  return value
}

function periodOf(query: Query, today: string): ItemsAsked['period'] {
  if (query.datetime === undefined) return { from: today, to: today }
  const { from, to } = readDatetime(query.datetime)
  return { from: from ?? '-infinity', to: to ?? '9999-12-31' }
}

/** `use=commercial` beside the parameters of the standard is a filter for equality. */
function equalities(query: Query, collection: Collection, staff: boolean): Cql2[] {
  const queryables = queryablesOf(collection, staff)
  return Object.entries(query).flatMap(([name, text]): Cql2[] => {
    if (known.has(name)) return []
    const property = queryables.get(name)
    if (!property || property.type === 'geometry')
      throw new Invalid(name.slice(0, 100), 'There is no such parameter.', {
        expected: [...known, ...[...queryables.keys()].filter((each) => each !== 'geometry')],
      })
    return [{ op: '=', args: [{ property: name }, literalOf(text, property.type, name)] }]
  })
}

function literalOf(text: string, type: string, name: string): Cql2 {
  if (type === 'date') return { date: text }
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  if (type === 'string') return text
  const value = Number(text)
  if (type === 'boolean' || text.trim() === '' || !Number.isFinite(value))
    throw new Invalid(name, `This property is a ${type}.`, { got: text.slice(0, 100) })
  return value
}

function filterOf(query: Query): Cql2[] {
  if (query.filter === undefined) return []
  const language = query['filter-lang'] ?? 'cql2-text'
  if (language === 'cql2-text') return [readCql2Text(query.filter)]
  if (language === 'cql2-json') return [readCql2Json(query.filter)]
  throw new Invalid('filter-lang', 'Filters are written in cql2-text or cql2-json.', { got: language.slice(0, 50) })
}

/** Reads a request for features. @throws Invalid naming the parameter */
export function readAsked(context: Context, collection: Collection, query: Query): ItemsAsked {
  const offered = crsOffered(context.tenant.srid)
  const crsIn = (name: string): Crs => (query[name] ? readCrs(query[name], offered, name) : crs84)
  const boxCrs = crsIn('bbox-crs')
  const filterCrs = crsIn('filter-crs')
  const staff = isStaff(context)
  const trees = [...equalities(query, collection, staff), ...filterOf(query)]
  const tree: Cql2 | null = trees.length > 1 ? { op: 'and', args: trees } : (trees[0] ?? null)
  return {
    tenantId: context.tenant.tenantId,
    period: periodOf(query, context.today),
    boxes: query.bbox === undefined ? [] : overDateLine(readBox(query.bbox, boxCrs), boxCrs),
    boxCrs: { ...boxCrs, isLatitudeFirst: false },
    condition: tree
      ? (parameters) => new FilterWriter(queryablesOf(collection, staff), parameters, filterCrs).condition(tree)
      : null,
    after: wholeNumber(query.cursor, 'cursor', 0, 0),
    limit: Math.min(wholeNumber(query.limit, 'limit', usualItems, 1), mostItems),
    crs: crsIn('crs'),
    isStaff: staff,
  }
}

/** A box whose west lies east of its east runs over the date line: two boxes. */
function overDateLine(box: [number, number, number, number], crs: Crs): ItemsAsked['boxes'] {
  const [west, south, east, north] = box
  if (crs.srid !== 4326 || west <= east) return [box]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}

/** What the database says of a caller's filter becomes a refusal of that filter. */
function refusalOf(error: unknown, asked: ItemsAsked): unknown {
  const { code = '', message } = error as { code?: string; message?: string }
  const isTheirs = asked.condition || asked.boxes.length
  if (isTheirs && (code.startsWith('22') || code === 'XX000' || code === '2201B'))
    return new Invalid(asked.condition ? 'filter' : 'bbox', 'The database cannot work this out.', {
      got: message?.slice(0, 200),
    })
  return error
}

/** A page of features; one more is read than shown, to know whether there is a next page. */
export async function readItems(
  context: Context,
  collection: Collection,
  asked: ItemsAsked,
): Promise<{ rows: ItemRow[]; next: number | null; matched: number | null }> {
  try {
    return await readPublic(context, async (db) => {
      const rows = await selectItems(db, collection, { ...asked, limit: asked.limit + 1 })
      const isLast = rows.length <= asked.limit
      const shown = isLast ? rows : rows.slice(0, asked.limit)
      // Counted once, with the first page.
      const first = asked.after === 0
      const matched = first ? (isLast ? rows.length : await countItems(db, collection, asked)) : null
      return { rows: shown, next: isLast ? null : shown.at(-1)!.id, matched }
    })
  } catch (error) {
    throw refusalOf(error, asked)
  }
}

/** One feature, or null. */
export function readItem(
  context: Context,
  collection: Collection,
  asked: ItemsAsked,
  id: number,
): Promise<ItemRow | null> {
  return readPublic(context, (db) => selectItem(db, collection, asked, id))
}

/** A feature as GeoJSON text; its geometry comes as text from the database and is not parsed on the way. */
export function featureText(collection: Collection, row: ItemRow, staff: boolean, more = ''): string {
  const properties = Object.fromEntries(fieldsFor(collection, staff).map(({ name }) => [name, row[name] ?? null]))
  return `{"type":"Feature","id":${row.id},"geometry":${row.geometry ?? 'null'},"properties":${JSON.stringify(properties)}${more}}`
}
