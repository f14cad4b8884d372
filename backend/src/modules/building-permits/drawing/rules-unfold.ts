/** Outlines of a drawing with those of blocks where they are inserted. Blocks that hold themselves, or multiply without end, are cut off and told. Pure. */
import { type Gathered, type Insert, moveOf } from './rules-entities.ts'
import { both, type Move, moved, type Polyline, stay } from './rules-shape.ts'

/** An outline with the block that brought it. */
export interface Outline {
  line: Polyline
  block: string | null
}

/** Why something was left out. */
export type CutOff = 'recursive-block' | 'blocks-too-deep' | 'too-many-outlines'

const mostOutlines = 200_000
/** Steps through inserts at most: a bomb may take many without ever reaching an outline. */
const mostSteps = 1_000_000
const deepest = 16

interface Unfolding {
  drawing: Gathered
  useful: ReadonlySet<string>
  outlines: Outline[]
  cut: Map<CutOff, string>
  steps: number
}

/** Every polyline of a drawing, moved to where it is seen. `cut` names the first block of each kind of cut. */
export function unfold(drawing: Gathered): { outlines: Outline[]; cut: ReadonlyMap<CutOff, string> } {
  const state: Unfolding = {
    drawing,
    useful: usefulBlocks(drawing),
    outlines: drawing.model.polylines.map((line) => ({ line, block: null })),
    cut: new Map(),
    steps: 0,
  }
  unfoldInserts(state, drawing.model.inserts, stay, [])
  if (isFull(state)) cutOff(state, 'too-many-outlines', state.outlines.at(-1)?.block ?? 'the drawing itself')
  return { outlines: state.outlines, cut: state.cut }
}

/** Blocks that hold an outline at any depth: a thousand trees of lines alone need no work. */
function usefulBlocks({ blocks }: Gathered): ReadonlySet<string> {
  const useful = new Set([...blocks].flatMap(([name, block]) => (block.polylines.length ? [name] : [])))
  for (let before = -1; before !== useful.size; ) {
    before = useful.size
    for (const [name, block] of blocks) if (block.inserts.some((each) => useful.has(each.block))) useful.add(name)
  }
  return useful
}

const isFull = (state: Unfolding): boolean => state.outlines.length >= mostOutlines || state.steps >= mostSteps

function cutOff(state: Unfolding, why: CutOff, block: string): void {
  if (!state.cut.has(why)) state.cut.set(why, block)
}

function unfoldInserts(state: Unfolding, inserts: readonly Insert[], outer: Move, path: readonly string[]): void {
  for (const insert of inserts) {
    if (!state.useful.has(insert.block)) continue
    if (isFull(state)) cutOff(state, 'too-many-outlines', insert.block)
    else if (path.includes(insert.block)) cutOff(state, 'recursive-block', insert.block)
    else if (path.length >= deepest) cutOff(state, 'blocks-too-deep', insert.block)
    else unfoldInsert(state, insert, outer, path)
    if (isFull(state)) return
  }
}

/** A block at each place of its rows and columns. */
function unfoldInsert(state: Unfolding, insert: Insert, outer: Move, path: readonly string[]): void {
  const block = state.drawing.blocks.get(insert.block)!
  const inside = [...path, insert.block]
  for (let row = 0; row < insert.rows; row++)
    for (let column = 0; column < insert.columns; column++) {
      state.steps++
      if (isFull(state)) {
        cutOff(state, 'too-many-outlines', insert.block)
        return
      }
      const move = both(outer, moveOf(insert, block, column, row))
      for (const line of block.polylines) {
        // Layer 0 inside a block takes the layer of the insert.
        const layer = line.layer === '0' ? insert.layer : line.layer
        state.outlines.push({ line: { ...moved(line, move), layer }, block: insert.block })
      }
      unfoldInserts(state, block.inserts, move, inside)
    }
}
