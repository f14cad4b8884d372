import { Invalid } from '../../kernel/pure.ts'

export const accountKinds = ['income', 'expense', 'asset', 'liability'] as const
export type AccountKind = (typeof accountKinds)[number]

/** A head of a chart of accounts, group or posting head. */
export interface ChartHead {
  head: string
  names: Record<string, string>
  kind: AccountKind
  parentHead: string | null
  takesPostings: boolean
}

/** A line of a chart that was left out, and why. */
export interface ChartFault {
  line: number
  head: string
  reason: string
}

/** A chart as it was read. */
export interface ReadChart {
  heads: ChartHead[]
  faults: ChartFault[]
}

const kindOfLetter: Record<string, AccountKind> = { I: 'income', E: 'expense', A: 'asset', L: 'liability' }
const codePattern = /^\d{3,12}$/

/**
 * Rows of a CSV after RFC 4180: quoted fields may hold commas, quotes and line ends. A mark of byte order is passed over.
 * @throws Invalid when a quote is never closed
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < text.length) {
    const [value, next] = readField(text, at)
    row.push(value)
    at = next
    if (text[at] === ',') {
      at++
      if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue
      row.push('')
    }
    while (text[at] === '\r' || text[at] === '\n') if (text[at++] === '\n') break
    rows.push(row)
    row = []
  }
  if (row.length) rows.push(row)
  return rows.filter((each) => each.length > 1 || each[0] !== '')
}

function readField(text: string, from: number): [string, number] {
  if (text[from] !== '"') {
    let end = from
    while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++
    return [text.slice(from, end), end]
  }
  let value = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0)
      throw new Invalid('file', 'A quote in this table is never closed.', { got: text.slice(from, from + 40) })
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') return [value, quote + 1]
    value += '"'
    at = quote + 2
  }
}

const needed = ['glcode', 'name', 'type', 'isactiveforposting', 'parentid', 'id'] as const

/**
 * A chart of accounts as the state's accounting software writes it: glcode, name, type (I, E, A, L), isactiveforposting,
 * parentid, id. What cannot be used is named with its line; the rest is read.
 * @throws Invalid when it is no such table
 */
export function readChartCsv(text: string, language = 'en'): ReadChart {
  const [header, ...rows] = parseCsv(text)
  const columns = Object.fromEntries(needed.map((name) => [name, header?.indexOf(name) ?? -1])) as Record<
    string,
    number
  >
  const missing = needed.find((name) => columns[name] === -1)
  if (missing) throw new Invalid('file', `This table has no column "${missing}".`, { expected: needed.join(', ') })
  const faults: ChartFault[] = []
  const field = (row: string[], name: (typeof needed)[number]) => (row[columns[name]!] ?? '').trim()
  const codeOfId = new Map(rows.map((row) => [field(row, 'id'), field(row, 'glcode')]))
  const heads = new Map<string, ChartHead>()
  for (const [index, row] of rows.entries()) {
    const head = field(row, 'glcode')
    const parentId = field(row, 'parentid')
    const parentHead = parentId === '' || parentId === 'NULL' ? null : (codeOfId.get(parentId) ?? null)
    const reason = faultOf(head, field(row, 'name'), field(row, 'type'), heads)
    if (reason) {
      faults.push({ line: index + 2, head, reason })
      continue
    }
    heads.set(head, {
      head,
      names: { [language]: field(row, 'name').slice(0, 200) },
      kind: kindOfLetter[field(row, 'type')]!,
      parentHead: parentHead === head ? null : parentHead,
      takesPostings: field(row, 'isactiveforposting').toLowerCase() === 'true',
    })
  }
  return { heads: [...heads.values()], faults }
}

function faultOf(head: string, name: string, type: string, heads: ReadonlyMap<string, ChartHead>): string | null {
  if (!codePattern.test(head)) return 'the code is not three to twelve digits'
  if (heads.has(head)) return 'the code stands in an earlier line already'
  if (!name) return 'the head has no name'
  return kindOfLetter[type] ? null : 'the type is none of I, E, A, L'
}

/** A posting head under another posting head, or under none that the chart has: the sums of its groups would be wrong. */
export function chartFaults(heads: readonly ChartHead[]): ChartFault[] {
  const byCode = new Map(heads.map((head) => [head.head, head]))
  const faults: ChartFault[] = []
  for (const [index, { head, parentHead, kind }] of heads.entries()) {
    if (parentHead === null) continue
    const parent = byCode.get(parentHead)
    const reason = !parent
      ? `its group ${parentHead} is not in the chart`
      : parent.takesPostings
        ? `its group ${parentHead} takes postings itself`
        : parent.kind !== kind
          ? `its group ${parentHead} is ${parent.kind}, the head itself ${kind}`
          : null
    if (reason) faults.push({ line: index + 1, head, reason })
  }
  return faults
}
