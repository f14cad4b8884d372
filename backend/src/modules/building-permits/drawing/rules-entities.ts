/** Groups of a DXF file gathered into what a plan is read from: header, layers, polylines, texts, blocks and their inserts. Pure. */
import type { Group } from './rules-group.ts'
import { type Corner, type Move, type Polyline, stay } from './rules-shape.ts'

/** A block set into the drawing, once or in rows and columns. */
export interface Insert {
  layer: string
  block: string
  x: number
  y: number
  scaleX: number
  scaleY: number
  /** Degrees. */
  rotation: number
  columns: number
  rows: number
  columnStep: number
  rowStep: number
}

/** A text as drawn, its formatting taken off. */
export interface DrawnText {
  layer: string
  text: string
}

/** What a section or a block holds. */
export interface Holding {
  polylines: Polyline[]
  inserts: Insert[]
  texts: DrawnText[]
}

/** A drawing gathered. */
export interface Gathered {
  version: string | null
  /** $INSUNITS; null when the header says nothing. */
  unitCode: number | null
  layers: Map<string, number>
  entities: number
  model: Holding
  blocks: Map<string, Holding & { baseX: number; baseY: number }>
  /** Whether the last line said that it is the end. */
  ended: boolean
  /** Kinds of entities of which there are more than a plan may have. */
  overflow: boolean
}

/** More than this in one drawing is a mistake or an attack. */
const mostEntities = 5_000_000
const mostKept = 500_000

const emptyHolding = (): Holding => ({ polylines: [], inserts: [], texts: [] })

/** The first value of a code; extended data (from 1000) has codes of its own. */
const first = (groups: readonly Group[], code: number): string | undefined =>
  groups.find((group) => group[0] === code)?.[1]
const number = (groups: readonly Group[], code: number, otherwise: number): number => {
  const value = Number(first(groups, code) ?? otherwise)
  return Number.isFinite(value) ? value : otherwise
}

/** Gathers a drawing from its groups, in one pass. */
export function gather(groups: Iterable<Group>): Gathered {
  const found: Gathered = {
    version: null,
    unitCode: null,
    layers: new Map(),
    entities: 0,
    model: emptyHolding(),
    blocks: new Map(),
    ended: false,
    overflow: false,
  }
  let section = ''
  let holding: Holding | null = null
  let polyline: Polyline | null = null
  let kind = ''
  let held: Group[] = []
  let variable = ''

  const finish = () => {
    if (kind === 'ENDSEC') {
      section = ''
      holding = null
    } else if (kind === 'EOF') found.ended = true
    else if (section === 'TABLES' && kind === 'LAYER') noteLayer(found, held)
    else if (kind === 'BLOCK' && section === 'BLOCKS') holding = openBlock(found, held)
    else if (kind === 'ENDBLK') holding = null
    else if (holding && kind !== '' && kind !== 'SECTION')
      polyline = entity(found, section, holding, polyline, kind, held)
  }
  for (const group of groups) {
    const [code, value] = group
    if (code === 0) {
      finish()
      kind = value.trim()
      held = []
      continue
    }
    // Variables of the header follow its name without an entity between.
    if (kind === 'SECTION' && code === 2 && !held.length) {
      section = value.trim()
      holding = section === 'ENTITIES' ? found.model : null
    }
    if (section === 'HEADER') {
      if (code === 9) variable = value.trim()
      else if (variable === '$ACADVER' && code === 1) found.version = value.trim()
      else if (variable === '$INSUNITS' && code === 70) found.unitCode = Number(value)
    }
    // A group that is no number of an entity (a proxy picture, extended data) is not needed and not kept.
    if (code < 1000 && code !== 310 && code !== 102 && held.length < mostKept) held.push(group)
  }
  finish()
  return found
}

function noteLayer(found: Gathered, held: readonly Group[]): void {
  const name = first(held, 2)?.trim()
  if (name && !found.layers.has(name)) found.layers.set(name, 0)
}

function openBlock(found: Gathered, held: readonly Group[]): Holding {
  const block = { ...emptyHolding(), baseX: number(held, 10, 0), baseY: number(held, 20, 0) }
  const name = first(held, 2)?.trim() ?? ''
  // The first of two blocks of a name is the one that counts: as drawing programs read it.
  if (!found.blocks.has(name)) found.blocks.set(name, block)
  return block
}

const layerOf = (held: readonly Group[]): string => first(held, 8)?.trim() || '0'

/** Adds an entity to what is being gathered; answers the polyline whose corners follow, if there is one. */
function entity(
  found: Gathered,
  section: string,
  holding: Holding,
  open: Polyline | null,
  kind: string,
  held: readonly Group[],
): Polyline | null {
  if (kind === 'VERTEX') {
    if (open) addVertex(open, held)
    return open
  }
  if (kind === 'SEQEND') return null
  if (section === 'ENTITIES' && kind !== 'ATTRIB') {
    found.entities++
    found.layers.set(layerOf(held), (found.layers.get(layerOf(held)) ?? 0) + 1)
    if (found.entities > mostEntities) found.overflow = true
  }
  if (found.overflow || holding.polylines.length + holding.inserts.length + holding.texts.length > mostKept) {
    found.overflow = true
    return null
  }
  switch (kind) {
    case 'LWPOLYLINE':
      holding.polylines.push(lightPolyline(held))
      return null
    case 'POLYLINE': {
      const flags = number(held, 70, 0)
      // Meshes and solids are no outlines.
      if (flags & (16 | 64)) return null
      const line: Polyline = { layer: layerOf(held), corners: [], closed: (flags & 1) === 1 }
      holding.polylines.push(line)
      return line
    }
    case 'INSERT':
      holding.inserts.push(insertOf(held))
      return null
    case 'TEXT':
    case 'MTEXT':
    case 'ATTRIB':
      holding.texts.push({ layer: layerOf(held), text: textOf(kind, held) })
      return null
    default:
      return null
  }
}

function addVertex(line: Polyline, held: readonly Group[]): void {
  // 16: a control point of a spline, beside the line that is drawn.
  if (number(held, 70, 0) & 16 || line.corners.length >= mostKept) return
  line.corners.push({ x: number(held, 10, 0), y: number(held, 20, 0), bulge: number(held, 42, 0) })
}

function lightPolyline(held: readonly Group[]): Polyline {
  const corners: Corner[] = []
  // Seen from behind (an extrusion to the other side) x runs the other way, and arcs with it.
  const turn = number(held, 230, 1) < 0 ? -1 : 1
  for (const [code, text] of held) {
    const value = Number(text)
    if (!Number.isFinite(value)) continue
    if (code === 10) corners.push({ x: value * turn, y: 0, bulge: 0 })
    else if (code === 20 && corners.length) corners.at(-1)!.y = value
    else if (code === 42 && corners.length) corners.at(-1)!.bulge = value * turn
  }
  return { layer: layerOf(held), corners, closed: (number(held, 70, 0) & 1) === 1 }
}

function insertOf(held: readonly Group[]): Insert {
  return {
    layer: layerOf(held),
    block: first(held, 2)?.trim() ?? '',
    x: number(held, 10, 0),
    y: number(held, 20, 0),
    scaleX: number(held, 41, 1),
    scaleY: number(held, 42, 1),
    rotation: number(held, 50, 0),
    columns: Math.max(1, number(held, 70, 1)),
    rows: Math.max(1, number(held, 71, 1)),
    columnStep: number(held, 44, 0),
    rowStep: number(held, 45, 0),
  }
}

/** Where an insert puts its block, at a place of its rows and columns. */
export function moveOf(insert: Insert, base: { baseX: number; baseY: number }, column: number, row: number): Move {
  const angle = (insert.rotation * Math.PI) / 180
  const [cos, sin] = insert.rotation === 0 ? [1, 0] : [Math.cos(angle), Math.sin(angle)]
  const [dx, dy] = [column * insert.columnStep, row * insert.rowStep]
  const a = cos * insert.scaleX
  const b = sin * insert.scaleX
  const c = -sin * insert.scaleY
  const d = cos * insert.scaleY
  const e = insert.x + cos * dx - sin * dy - a * base.baseX - c * base.baseY
  const f = insert.y + sin * dx + cos * dy - b * base.baseX - d * base.baseY
  return a === 1 && b === 0 && c === 0 && d === 1 && e === 0 && f === 0 ? stay : { a, b, c, d, e, f }
}

function textOf(kind: string, held: readonly Group[]): string {
  // A long MTEXT stands in pieces of 250 letters (3) and a last one (1).
  const raw =
    kind === 'MTEXT'
      ? held
          .filter(([code]) => code === 3 || code === 1)
          .map((group) => group[1])
          .join('')
      : (first(held, 1) ?? '')
  return kind === 'MTEXT' ? withoutFormat(raw) : unescaped(raw)
}

/** `\U+0915` is a letter; `%%d` and others are signs. */
function unescaped(text: string): string {
  return text
    .replace(/\\[Uu]\+([0-9A-Fa-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/%%([dDcCpPuUoO])/g, (_, sign: string) => ({ d: '°', c: '⌀', p: '±' })[sign.toLowerCase()] ?? '')
}

/** MTEXT as words: paragraphs become lines, fonts, colours and heights go. */
export function withoutFormat(text: string): string {
  return unescaped(text)
    .replace(/\\P/g, '\n')
    .replace(/\\~/g, ' ')
    .replace(/\\S([^;]*?)[\^#/]([^;]*?);/g, '$1/$2')
    .replace(/\\[ACcFfHhQTWwpN][^;\\]*;/g, '')
    .replace(/\\[LlOoKk]/g, '')
    .replace(/(?<!\\)[{}]/g, '')
    .replace(/\\([\\{}])/g, '$1')
}
