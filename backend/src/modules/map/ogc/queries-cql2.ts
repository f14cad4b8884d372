import { Invalid } from '../../../kernel/index.ts'
import type { Cql2, Cql2Geometry } from './rules-cql2.ts'
import type { Crs } from './rules-crs.ts'

/** What a property of a collection is to a filter. */
export type PropertyType = 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'geometry'

/** A property that a filter may name: its type and the SQL of its value. */
export type Queryable = { type: PropertyType; sql: string }

/** Parameters of a statement in the making. */
export class Parameters {
  readonly values: unknown[]
  constructor(values: unknown[]) {
    this.values = values
  }
  /** Adds a value and answers its place, cast: `$5::text`. */
  add(value: unknown, type: string): string {
    this.values.push(value)
    return `$${this.values.length}::${type}`
  }
}

type Kind = 'text' | 'number' | 'boolean' | 'time' | 'geometry' | 'list'
type Piece = { kind: Kind; sql: string; end?: string }

const refuse = (detail: string, got?: unknown) => new Invalid('filter', detail, got === undefined ? {} : { got })

const kindOf: Record<PropertyType, Kind> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  date: 'time',
  geometry: 'geometry',
}

const spatial: Record<string, string> = {
  s_intersects: 'st_intersects',
  s_equals: 'st_equals',
  s_disjoint: 'st_disjoint',
  s_touches: 'st_touches',
  s_within: 'st_within',
  s_overlaps: 'st_overlaps',
  s_crosses: 'st_crosses',
  s_contains: 'st_contains',
}

/** Relations of two stretches of time by their ends: a from–to, b from–to (OGC 21-065, 7.9). */
const temporal: Record<string, (a: string, z: string, b: string, y: string) => string> = {
  t_after: (a, _z, _b, y) => `${a} > ${y}`,
  t_before: (_a, z, b) => `${z} < ${b}`,
  t_contains: (a, z, b, y) => `(${a} < ${b} and ${z} > ${y})`,
  t_disjoint: (a, z, b, y) => `(${z} < ${b} or ${a} > ${y})`,
  t_during: (a, z, b, y) => `(${a} > ${b} and ${z} < ${y})`,
  t_equals: (a, z, b, y) => `(${a} = ${b} and ${z} = ${y})`,
  t_finishedBy: (a, z, b, y) => `(${a} < ${b} and ${z} = ${y})`,
  t_finishes: (a, z, b, y) => `(${a} > ${b} and ${z} = ${y})`,
  t_intersects: (a, z, b, y) => `(${a} <= ${y} and ${z} >= ${b})`,
  t_meets: (_a, z, b) => `${z} = ${b}`,
  t_metBy: (a, _z, _b, y) => `${a} = ${y}`,
  t_overlappedBy: (a, z, b, y) => `(${a} > ${b} and ${a} < ${y} and ${z} > ${y})`,
  t_overlaps: (a, z, b, y) => `(${a} < ${b} and ${z} > ${b} and ${z} < ${y})`,
  t_startedBy: (a, z, b, y) => `(${a} = ${b} and ${z} > ${y})`,
  t_starts: (a, z, b, y) => `(${a} = ${b} and ${z} < ${y})`,
}

/** Turns a filter into a condition of SQL; every value of the caller travels as a parameter. */
export class FilterWriter {
  private readonly queryables: ReadonlyMap<string, Queryable>
  private readonly parameters: Parameters
  private readonly crs: Crs

  constructor(queryables: ReadonlyMap<string, Queryable>, parameters: Parameters, crs: Crs) {
    this.queryables = queryables
    this.parameters = parameters
    this.crs = crs
  }

  /** @throws Invalid naming the property or operator that this collection does not know */
  condition(tree: Cql2): string {
    const piece = this.piece(tree)
    if (piece.kind !== 'boolean') throw refuse('A filter says what is true: compare something with something.')
    return piece.sql
  }

  private piece(tree: Cql2): Piece {
    if (typeof tree === 'string') return { kind: 'text', sql: this.parameters.add(this.sane(tree), 'text') }
    if (typeof tree === 'number') return { kind: 'number', sql: this.parameters.add(tree, 'float8') }
    if (typeof tree === 'boolean') return { kind: 'boolean', sql: this.parameters.add(tree, 'boolean') }
    if (Array.isArray(tree)) throw refuse('A list stands only after IN.')
    if ('op' in tree) return this.operation(tree.op, tree.args)
    if ('property' in tree) return this.property(tree.property)
    if ('date' in tree) return this.day(tree.date)
    if ('timestamp' in tree) return this.instant(tree.timestamp)
    if ('interval' in tree) return this.interval(tree.interval)
    if ('bbox' in tree) return this.box(tree.bbox)
    return this.geometry(tree)
  }

  private sane(text: string): string {
    if (text.includes('\0')) throw refuse('A text holds a character that cannot be stored.')
    return text
  }

  private property(name: string): Piece {
    const found = this.queryables.get(name)
    if (!found) throw refuse('This collection has no such property.', name)
    return { kind: kindOf[found.type], sql: found.type === 'date' ? `${found.sql}::timestamptz` : found.sql }
  }

  private day(text: string): Piece {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) throw refuse('A date is YYYY-MM-DD.', text)
    const sql = this.parameters.add(text, 'date')
    return { kind: 'time', sql: `${sql}::timestamptz` }
  }

  private instant(text: string): Piece {
    if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) || Number.isNaN(Date.parse(text)))
      throw refuse('A timestamp is YYYY-MM-DDThh:mm:ssZ.', text)
    return { kind: 'time', sql: this.parameters.add(text, 'timestamptz') }
  }

  private interval(args: Cql2[]): Piece {
    if (args.length !== 2) throw refuse('An interval has a beginning and an end.')
    const [from, to] = args.map((each, at) => {
      if (each === '..') return at ? `'infinity'::timestamptz` : `'-infinity'::timestamptz`
      if (typeof each === 'string') return (each.length === 10 ? this.day(each) : this.instant(each)).sql
      return this.of('time', each).sql
    })
    return { kind: 'time', sql: from!, end: to! }
  }

  private placed(sql: string): string {
    const { srid, isLatitudeFirst } = this.crs
    const turned = isLatitudeFirst ? `st_flipcoordinates(${sql})` : sql
    return srid === 4326 ? turned : `st_transform(${turned}, 4326)`
  }

  private geometry(geometry: Cql2Geometry): Piece {
    const json = this.parameters.add(JSON.stringify(geometry), 'text')
    return { kind: 'geometry', sql: this.placed(`st_setsrid(st_geomfromgeojson(${json}), ${this.crs.srid})`) }
  }

  private box(bbox: number[]): Piece {
    const flat = bbox.length === 6 ? [bbox[0]!, bbox[1]!, bbox[3]!, bbox[4]!] : bbox
    const sides = flat.map((each) => this.parameters.add(each, 'float8')).join(', ')
    return { kind: 'geometry', sql: this.placed(`st_makeenvelope(${sides}, ${this.crs.srid})`) }
  }

  private of(kind: Kind, tree: Cql2 | undefined): Piece {
    if (tree === undefined) throw refuse('An operator lacks an argument.')
    const piece = this.piece(tree)
    if (piece.kind !== kind) throw refuse(`Here a ${kind} was expected, not a ${piece.kind}.`)
    return piece
  }

  private alike(one: Cql2 | undefined, two: Cql2 | undefined): [Piece, Piece] {
    if (one === undefined || two === undefined) throw refuse('An operator lacks an argument.')
    const [left, right] = [this.piece(one), this.piece(two)]
    if (left.kind !== right.kind || left.kind === 'geometry')
      throw refuse(`A ${left.kind} cannot be compared with a ${right.kind}.`)
    return [left, right]
  }

  private operation(op: string, args: Cql2[]): Piece {
    const truth = (sql: string): Piece => ({ kind: 'boolean', sql })
    if (op === 'and' || op === 'or') {
      if (args.length < 2) throw refuse(`${op} joins two conditions or more.`)
      return truth(`(${args.map((each) => this.of('boolean', each).sql).join(` ${op} `)})`)
    }
    if (op === 'not') return truth(`(not ${this.of('boolean', args[0]).sql})`)
    if (op === 'isNull') return truth(`(${this.piece(args[0] ?? refuseMissing()).sql} is null)`)
    if (['=', '<>', '<', '<=', '>', '>='].includes(op)) {
      const [left, right] = this.alike(args[0], args[1])
      return truth(`(${left.sql} ${op} ${right.sql})`)
    }
    if (spatial[op])
      return truth(`${spatial[op]}(${this.of('geometry', args[0]).sql}, ${this.of('geometry', args[1]).sql})`)
    if (Object.hasOwn(temporal, op)) {
      const [one, two] = [this.of('time', args[0]), this.of('time', args[1])]
      return truth(temporal[op]!(one.sql, one.end ?? one.sql, two.sql, two.end ?? two.sql))
    }
    return this.further(op, args, truth)
  }

  private further(op: string, args: Cql2[], truth: (sql: string) => Piece): Piece {
    if (op === 'like') return truth(`(${this.of('text', args[0]).sql} like ${this.of('text', args[1]).sql})`)
    if (op === 'between') {
      const [value, low] = this.alike(args[0], args[1])
      const high = this.of(value.kind, args[2])
      return truth(`(${value.sql} between ${low.sql} and ${high.sql})`)
    }
    if (op === 'in') {
      const [value, list] = args
      if (value === undefined || !Array.isArray(list) || !list.length) throw refuse('IN takes a list of values.')
      const left = this.piece(value)
      return truth(`(${left.sql} in (${list.map((each) => this.of(left.kind, each).sql).join(', ')}))`)
    }
    if (op === 'casei') return { kind: 'text', sql: `lower(${this.of('text', args[0]).sql})` }
    if (op === 'accenti')
      return {
        kind: 'text',
        sql: `regexp_replace(normalize(${this.of('text', args[0]).sql}, NFD), '[\\u0300-\\u036f]', '', 'g')`,
      }
    if (['+', '-', '*', '/', '%', '^', 'div'].includes(op)) return this.arithmetic(op, args)
    throw refuse('This operator or function is not known here. GET …/queryables lists what can be asked.', op)
  }

  /** In double precision; what has no value (a division by zero) is null, and null is not true. */
  private arithmetic(op: string, args: Cql2[]): Piece {
    const [left, right] = [this.of('number', args[0]).sql, this.of('number', args[1]).sql]
    const divisor = `nullif(${right}, 0)`
    if (op === '%') return { kind: 'number', sql: `mod(${left}::numeric, ${divisor}::numeric)::float8` }
    if (op === 'div') return { kind: 'number', sql: `trunc(${left} / ${divisor})` }
    if (op === '/') return { kind: 'number', sql: `(${left} / ${divisor})` }
    if (op === '^') return { kind: 'number', sql: power(left, right) }
    return { kind: 'number', sql: `(${left} ${op} ${right})` }
  }
}

/** A power that leaves the range of numbers, or has none, would be an error of the database: here it is null. */
const power = (base: string, exponent: string): string =>
  `(case when abs(${base}) <= 1e9 and abs(${exponent}) <= 20 and (abs(${base}) >= 1e-9 or ${exponent} >= 0)
     and (${base} >= 0 or ${exponent} = trunc(${exponent})) then power(${base}, ${exponent}) end)`

function refuseMissing(): never {
  throw refuse('An operator lacks an argument.')
}
