/** The text form of CQL2 (OGC 21-065, annex B) as a tree: `use = 'commercial' AND S_INTERSECTS(geometry, BBOX(…))`. Pure. */
import { Invalid } from '../../../kernel/pure.ts'
import { type Cql2, type Cql2Geometry, checkCql2, mostNesting, mostNodes } from './rules-cql2.ts'

type Token = { kind: 'word' | 'quoted' | 'text' | 'number' | 'sign' | 'end'; text: string; at: number }

const longest = 8000
const pattern =
  /\s*(?:(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(?<word>[:_\p{L}][:_.\p{L}\p{M}\p{N}]*)|"(?<quoted>[^"]+)"|'(?<text>(?:[^'\\]|''|\\'|\\)*)'|(?<sign><>|<=|>=|[=<>+\-*/%^(),]))/uy

function fault(detail: string, at: number): Invalid {
  return new Invalid('filter', `${detail} (at character ${at + 1} of the filter)`)
}

function tokensOf(text: string): Token[] {
  if (text.length > longest) throw new Invalid('filter', `A filter has at most ${longest} characters.`)
  const tokens: Token[] = []
  const end = text.trimEnd().length
  pattern.lastIndex = 0
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match?.groups) throw fault('This is no CQL2', at)
    const [kind, value] = Object.entries(match.groups).find(([, each]) => each !== undefined)!
    tokens.push({ kind: kind as Token['kind'], text: value!, at: at + match[0].length - match[0].trimStart().length })
    if (tokens.length > mostNodes * 4) throw new Invalid('filter', 'The filter has too many parts.')
  }
  tokens.push({ kind: 'end', text: '', at: text.length })
  return tokens
}

const geometryWords: Record<string, string> = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
  GEOMETRYCOLLECTION: 'GeometryCollection',
}
/** How tightly the signs bind; a higher number binds tighter. */
const arithmetic: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, DIV: 2, '^': 3 }
const comparisons = new Set(['=', '<>', '<', '<=', '>', '>='])
const reserved = new Set(['AND', 'OR', 'NOT', 'LIKE', 'BETWEEN', 'IN', 'IS', 'NULL', 'DIV'])
/** Functions of the standard are written small in JSON, whatever their case in the text. */
const standard =
  /^(?:s_(?:intersects|equals|disjoint|touches|within|overlaps|crosses|contains)|t_[a-z]+|a_(?:containedby|contains|equals|overlaps)|casei|accenti)$/i
const camelCase: Record<string, string> = {
  t_finishedby: 't_finishedBy',
  t_metby: 't_metBy',
  t_overlappedby: 't_overlappedBy',
  t_startedby: 't_startedBy',
  a_containedby: 'a_containedBy',
}

/** One reading of a filter. */
class Reader {
  private at = 0
  private depth = 0
  private readonly tokens: Token[]

  constructor(tokens: Token[]) {
    this.tokens = tokens
  }

  whole(): Cql2 {
    const tree = this.either()
    if (this.next.kind !== 'end')
      throw fault(`Here the filter should end, but there is ${this.next.text}`, this.next.at)
    return tree
  }

  private get next(): Token {
    return this.tokens[this.at]!
  }

  private isWord(word: string, token = this.next): boolean {
    return token.kind === 'word' && token.text.toUpperCase() === word
  }

  private isSign(sign: string): boolean {
    return this.next.kind === 'sign' && this.next.text === sign
  }

  private take(word: string): boolean {
    const found = this.isWord(word) || this.isSign(word)
    if (found) this.at++
    return found
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw fault(`Here ${sign} was expected`, this.next.at)
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > mostNesting) throw fault(`The filter is nested more than ${mostNesting} deep`, this.next.at)
    const value = read()
    this.depth--
    return value
  }

  private joined(word: 'OR' | 'AND', part: () => Cql2): Cql2 {
    const first = part()
    if (!this.isWord(word)) return first
    const args = [first]
    while (this.take(word)) args.push(part())
    return { op: word.toLowerCase(), args }
  }

  private either = (): Cql2 => this.joined('OR', () => this.joined('AND', this.negation))

  private negation = (): Cql2 => {
    if (!this.take('NOT')) return this.predicate()
    return this.deeper(() => ({ op: 'not', args: [this.negation()] }))
  }

  private predicate(): Cql2 {
    const left = this.sum(1)
    if (this.next.kind === 'sign' && comparisons.has(this.next.text)) {
      const op = this.next.text
      this.at++
      return { op, args: [left, this.sum(1)] }
    }
    if (this.take('IS')) {
      const negated = this.take('NOT')
      this.expect('NULL')
      return this.negatedIf(negated, { op: 'isNull', args: [left] })
    }
    const negated = this.take('NOT')
    if (this.take('LIKE')) return this.negatedIf(negated, { op: 'like', args: [left, this.sum(1)] })
    if (this.take('BETWEEN')) {
      const low = this.sum(1)
      this.expect('AND')
      return this.negatedIf(negated, { op: 'between', args: [left, low, this.sum(1)] })
    }
    if (this.take('IN')) {
      this.expect('(')
      return this.negatedIf(negated, { op: 'in', args: [left, this.list()] })
    }
    if (negated) throw fault('After NOT there is LIKE, BETWEEN or IN', this.next.at)
    return left
  }

  private negatedIf(negated: boolean, tree: Cql2): Cql2 {
    return negated ? { op: 'not', args: [tree] } : tree
  }

  private sum(least: number): Cql2 {
    let left = this.unary()
    for (;;) {
      const sign = this.next.kind === 'sign' ? this.next.text : this.isWord('DIV') ? 'DIV' : ''
      const binding = arithmetic[sign]
      if (!binding || binding < least) return left
      this.at++
      const right = this.deeper(() => this.sum(binding + 1))
      left = { op: sign === 'DIV' ? 'div' : sign, args: [left, right] }
    }
  }

  private unary(): Cql2 {
    if (this.take('+')) return this.deeper(() => this.unary())
    if (!this.take('-')) return this.operand()
    const value = this.deeper(() => this.unary())
    return typeof value === 'number' ? -value : { op: '*', args: [-1, value] }
  }

  private operand(): Cql2 {
    const token = this.next
    this.at++
    if (token.kind === 'number') return Number(token.text)
    if (token.kind === 'text') return token.text.replace(/''|\\'/g, "'")
    if (token.kind === 'quoted') return { property: token.text }
    if (token.kind === 'word') return this.word(token)
    if (token.text === '(') return this.deeper(() => this.inParentheses())
    throw fault(token.kind === 'end' ? 'The filter ends too early' : `Here ${token.text} makes no sense`, token.at)
  }

  /** One expression, or a list of values when commas follow. */
  private inParentheses(): Cql2 {
    if (this.take(')')) return []
    const first = this.either()
    if (this.take(')')) return first
    this.expect(',')
    return [first, ...this.list()]
  }

  private list(): Cql2[] {
    return this.deeper(() => {
      const values = [this.either()]
      while (this.take(',')) values.push(this.either())
      this.expect(')')
      return values
    })
  }

  private word(token: Token): Cql2 {
    const upper = token.text.toUpperCase()
    if (upper === 'TRUE' || upper === 'FALSE') return upper === 'TRUE'
    if (reserved.has(upper)) throw fault(`Here ${token.text} makes no sense`, token.at)
    if (geometryWords[upper]) return this.deeper(() => this.geometry(geometryWords[upper]!))
    if (!this.take('(')) return { property: token.text }
    const args = this.take(')') ? [] : this.list()
    if (upper === 'DATE') return { date: String(args[0]) }
    if (upper === 'TIMESTAMP') return { timestamp: String(args[0]) }
    if (upper === 'INTERVAL') return { interval: args }
    if (upper === 'BBOX') return { bbox: args as number[] }
    const small = token.text.toLowerCase()
    return { op: standard.test(token.text) ? (camelCase[small] ?? small) : token.text, args }
  }

  private geometry(type: string): Cql2Geometry {
    this.take('Z')
    this.expect('(')
    if (type === 'GeometryCollection') {
      const geometries = this.list()
      return { type, geometries }
    }
    const levels = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[type]!
    if (levels === 0) {
      const coordinates = this.position()
      this.expect(')')
      return { type, coordinates }
    }
    return { type, coordinates: this.nested(levels, type === 'MultiPoint') }
  }

  /** What stands in parentheses, `levels` lists deep; points of a MULTIPOINT may have parentheses of their own. */
  private nested(levels: number, ownParentheses: boolean): unknown[] {
    const parts: unknown[] = []
    do {
      if (levels > 1) {
        this.expect('(')
        parts.push(this.nested(levels - 1, false))
      } else if (ownParentheses && this.take('(')) {
        parts.push(this.position())
        this.expect(')')
      } else parts.push(this.position())
    } while (this.take(','))
    this.expect(')')
    return parts
  }

  private position(): number[] {
    const numbers: number[] = []
    while (this.next.kind === 'number' || this.isSign('-') || this.isSign('+')) {
      const sign = this.take('-') ? -1 : 1
      if (sign === 1) this.take('+')
      if (this.next.kind !== 'number') throw fault('A number was expected', this.next.at)
      numbers.push(sign * Number(this.next.text))
      this.at++
    }
    if (numbers.length < 2 || numbers.length > 4) throw fault('A position has two or three numbers', this.next.at)
    return numbers
  }
}

/** Reads CQL2 text. @throws Invalid (field `filter`) that says where */
export function readCql2Text(text: string): Cql2 {
  return checkCql2(new Reader(tokensOf(text)).whole())
}
