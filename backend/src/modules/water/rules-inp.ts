/** EPANET's .inp files: sections of lines, read whole and written so that what is read again is the same. Pure. */
import { reachedFrom } from './rules-network.ts'

/** A line of a section: its words, and what stands after the semicolon. */
export interface InpLine {
  words: string[]
  comment: string | null
}

/** A file in the order of its sections; text sections keep their lines as they are. */
export interface InpFile {
  sections: { name: string; lines: InpLine[] }[]
}

/** A link: a pipe, a pump or a valve between two nodes. */
export interface InpLink {
  id: string
  kind: 'pipe' | 'pump' | 'valve'
  from: string
  to: string
}

/** The network of a file. */
export interface InpNetwork {
  title: string
  nodes: { id: string; kind: 'junction' | 'reservoir' | 'tank' }[]
  links: InpLink[]
}

/** A fault makes the file unfit for reckoning; a note is worth a look. */
export interface InpFinding {
  severity: 'fault' | 'note'
  code: string
  id: string | null
  message: string
}

// EPANET knows a section by the first letters of its name.
const known = [
  'TITLE',
  'JUNCTIONS',
  'RESERVOIRS',
  'TANKS',
  'PIPES',
  'PUMPS',
  'VALVES',
  'TAGS',
  'DEMANDS',
  'STATUS',
  'PATTERNS',
  'CURVES',
  'CONTROLS',
  'RULES',
  'ENERGY',
  'EMITTERS',
  'LEAKAGE',
  'QUALITY',
  'SOURCES',
  'REACTIONS',
  'MIXING',
  'TIMES',
  'REPORT',
  'OPTIONS',
  'COORDINATES',
  'VERTICES',
  'LABELS',
  'BACKDROP',
  'ROUGHNESS',
  'END',
]
const textSections: ReadonlySet<string> = new Set(['TITLE'])

const sectionName = (given: string): string => {
  const name = given.toUpperCase()
  return known.find((each) => each.startsWith(name.slice(0, 4)) && name.length >= 3) ?? name
}

/** Reads a file. Null for a text without a single section of a network: it is no .inp file. */
export function readInp(text: string): InpFile | null {
  const sections: InpFile['sections'] = []
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const head = /^\s*\[\s*([^\]\s]+)\s*\]?/.exec(raw)
    if (head) {
      const name = sectionName(head[1]!)
      if (name === 'END') break
      sections.push({ name, lines: [] })
      continue
    }
    const section = sections.at(-1)
    const line = section && lineOf(raw, textSections.has(section.name))
    if (line) section.lines.push(line)
  }
  return sections.some((section) => ['JUNCTIONS', 'RESERVOIRS', 'TANKS', 'PIPES'].includes(section.name))
    ? { sections }
    : null
}

function lineOf(raw: string, isText: boolean): InpLine | null {
  if (isText) return raw.trim() ? { words: [raw.trimEnd()], comment: null } : null
  const at = endOfWords(raw)
  const words = raw.slice(0, at).match(/"[^"]*"|\S+/g) ?? []
  const comment = at < raw.length ? raw.slice(at + 1).trim() : null
  // Headings of columns are comments alone; the writer makes none of its own.
  return words.length || comment ? { words, comment: comment || null } : null
}

/** Where the words end: the first semicolon that no quotation holds. */
function endOfWords(raw: string): number {
  let quoted = false
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === '"') quoted = !quoted
    if (raw[at] === ';' && !quoted) return at
  }
  return raw.length
}

/** The file as text. Reading it again gives the same sections, words and comments. */
export function writeInp({ sections }: InpFile): string {
  const parts = sections.map(({ name, lines }) =>
    [`[${name}]`, ...lines.map((line) => textOf(line, textSections.has(name))), ''].join('\n'),
  )
  return `${parts.join('\n')}\n[END]\n`
}

function textOf({ words, comment }: InpLine, isText: boolean): string {
  if (isText) return words[0] ?? ''
  const said = words.map((word, at) => (at + 1 < words.length ? word.padEnd(16) : word)).join(' ')
  return comment === null ? ` ${said}` : said ? ` ${said} ;${comment}` : `;${comment}`
}

const linesOf = (file: InpFile, name: string): InpLine[] =>
  file.sections
    .filter((section) => section.name === name)
    .flatMap((section) => section.lines.filter((line) => line.words.length))

/** Nodes and links of a file, as far as they are whole. */
export function networkOf(file: InpFile): InpNetwork {
  const nodes = (['JUNCTIONS', 'RESERVOIRS', 'TANKS'] as const).flatMap((section) =>
    linesOf(file, section).map(({ words }) => ({
      id: words[0]!,
      kind: ({ JUNCTIONS: 'junction', RESERVOIRS: 'reservoir', TANKS: 'tank' } as const)[section],
    })),
  )
  const links = (['PIPES', 'PUMPS', 'VALVES'] as const).flatMap((section) =>
    linesOf(file, section)
      .filter(({ words }) => words.length >= 3)
      .map(({ words: [id, from, to] }) => ({
        id: id!,
        kind: ({ PIPES: 'pipe', PUMPS: 'pump', VALVES: 'valve' } as const)[section],
        from: from!,
        to: to!,
      })),
  )
  const title = file.sections
    .filter((section) => section.name === 'TITLE')
    .flatMap((section) => section.lines.map((line) => line.words[0]!))
    .join('\n')
  return { title, nodes, links }
}

/** How many parts do not hang together, by pipes, pumps and valves whatever their state. */
export function componentsOf({ nodes, links }: InpNetwork): string[][] {
  const left = new Set(nodes.map((node) => node.id))
  const parts: string[][] = []
  for (const { id } of nodes) {
    if (!left.has(id)) continue
    const part = [...reachedFrom(links, [id]).nodes].filter((each) => left.has(each))
    for (const each of part) left.delete(each)
    parts.push(part)
  }
  return parts
}

/** What is wrong with a file, or worth a look. */
export function findingsOf(file: InpFile): InpFinding[] {
  const network = networkOf(file)
  const finding = (severity: InpFinding['severity'], code: string, id: string | null, message: string): InpFinding => ({
    severity,
    code,
    id,
    message,
  })
  const ids = new Set(network.nodes.map((node) => node.id))
  const sources = network.nodes.filter((node) => node.kind !== 'junction')
  const short = (['PIPES', 'PUMPS', 'VALVES'] as const).flatMap((section) =>
    linesOf(file, section).filter(({ words }) => words.length < (section === 'PIPES' ? 6 : 4)),
  )
  const dry = sources.length
    ? componentsOf(network).filter((part) => !sources.some((source) => part.includes(source.id)))
    : []
  return [
    ...(sources.length ? [] : [finding('fault', 'no-source', null, 'There is neither a reservoir nor a tank.')]),
    ...repeated(network.nodes.map((node) => node.id)).map((id) =>
      finding('fault', 'duplicate-node', id, `Two nodes are called ${id}.`),
    ),
    ...repeated(network.links.map((link) => link.id)).map((id) =>
      finding('fault', 'duplicate-link', id, `Two links are called ${id}.`),
    ),
    ...short.map(({ words }) =>
      finding('fault', 'short-line', words[0] ?? null, `The line of link ${words[0]} is cut short.`),
    ),
    ...network.links.flatMap((link) => linkFindings(link, ids)),
    ...pipeFindings(file),
    ...dry.map((part) =>
      finding(
        'fault',
        'no-way-to-a-source',
        part[0]!,
        `${part.length} nodes, among them ${part[0]}, have no way to a source.`,
      ),
    ),
    ...file.sections
      .filter(({ name }) => !known.includes(name))
      .map(({ name }) => finding('note', 'unknown-section', name, `The section [${name}] is kept and not understood.`)),
  ]
}

function linkFindings({ id, from, to }: InpLink, nodes: ReadonlySet<string>): InpFinding[] {
  const unknown = [from, to].filter((node) => !nodes.has(node))
  return [
    ...unknown.map(
      (node): InpFinding => ({
        severity: 'fault',
        code: 'unknown-node',
        id,
        message: `Link ${id} ends at ${node}, which is no node.`,
      }),
    ),
    ...(from === to
      ? [{ severity: 'fault' as const, code: 'same-ends', id, message: `Link ${id} begins and ends at ${from}.` }]
      : []),
  ]
}

function pipeFindings(file: InpFile): InpFinding[] {
  return linesOf(file, 'PIPES').flatMap(({ words }) => {
    const wrong = [3, 4, 5].filter((at) => words[at] !== undefined && !(Number(words[at]) > 0))
    return wrong.map(
      (at): InpFinding => ({
        severity: 'fault',
        code: 'bad-number',
        id: words[0] ?? null,
        message: `Pipe ${words[0]} has ${words[at]} for its ${['length', 'diameter', 'roughness'][at - 3]}.`,
      }),
    )
  })
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>()
  return [...new Set(ids.filter((id) => seen.has(id) || !seen.add(id)))]
}
