import { layBlocks } from './blocks.ts'
import { addRows, type Books, emptyChunk, newBooks, noRows } from './books.ts'
import { dateOf, dayOf, yearOf } from './dates.ts'
import { planTown } from './districts.ts'
import { enterFields, fieldLand, shareOut } from './fields.ts'
import { localityBook } from './localities.ts'
import { linesBySide } from './network.ts'
import { nodeTogether } from './noding.ts'
import { areaOf, type Polygon } from './plane.ts'
import { cutPlots, PLOT_MANNERS } from './plots.ts'
import { projectionAt } from './projection.ts'
import { randomFrom } from './random.ts'
import { roadBook } from './road-book.ts'
import { type CellSite, settlePlot, type TownSite } from './settle.ts'
import { frameOf } from './town-frame.ts'
import type { Cell, TownPlan } from './town-plan.ts'
import type { CityBlock, CityChunk, CityOptions, SampleCity } from './types.ts'
import { drawWards, outlinesOf } from './wards.ts'
import { warpStreets } from './warp.ts'

/** Rows are handed over when this many parcels are written, so that no chunk passes 1,000. */
const FULL = 800

/**
 * A made-up town, block by block: first the frame, then chunks of at most 1,000 parcels with all that hangs on them, last the
 * cast and the planted faults. The same options give the same rows for ever; no clock, no chance, no input or output.
 */
export function* generateCityInBlocks(options: CityOptions): Generator<CityBlock> {
  const todayDay = dayOf(options.today)
  const projection = projectionAt(options.origin ?? [77.95, 23.1], options.srid ?? 32643)
  const plan = planStreets(options.seed, options.parcels)
  const lines = linesBySide(plan)
  const wards = drawWards(options.seed, plan, projection, options.parcels, weightOf, {
    from: dateOf(todayDay - 2400),
    taxFrom: dateOf(todayDay - 3900),
  })
  yield { part: 'frame', ...frameOf(options, plan, projection, wards, lines, todayDay) }
  const books = newBooks()
  const turn = randomFrom(options.seed, 'names').whole(0, 97)
  const roads = roadBook(plan, lines, books, projection, turn)
  const localityOf = localityBook(books, projection, turn, wards.wardCodeOf)
  const site: TownSite = {
    seed: options.seed,
    todayDay,
    thisYear: yearOf(todayDay),
    town: options.names,
    plan,
    projection,
    books,
    roadOf: roads.of,
  }
  roads.enterMain()
  const enterCell = (cell: Cell): CellSite => {
    const locality = localityOf(cell)
    cell.localityKey = locality.key
    const random = randomFrom(options.seed, 'cell', cell.index)
    roads.enterCell(cell.index, cell.kind, locality, random)
    return {
      ...site,
      cell,
      locality,
      placement: wards.placementOf[cell.index]!,
      random,
      series: 1 + (cell.index % 90),
      next: { house: 0, plot: 0 },
    }
  }
  const urban = plan.cells
    .filter((cell) => cell.kind !== 'farmland' && cell.kind !== 'river')
    .sort((a, b) => a.awayM - b.awayM)
  for (const cell of urban) yield* settleCell(enterCell(cell), options.parcels)
  yield* settleFields(plan, options.parcels, enterCell, books)
  if (!noRows(books.chunk)) yield { part: 'chunk', ...books.take() }
  yield { part: 'end', cast: books.cast, faults: books.faults, counts: books.counts }
}

/** The whole town in one piece; for a large one use the blocks. */
export const generateCity = (options: CityOptions): SampleCity => {
  let frame: Partial<SampleCity> = {}
  const chunk: CityChunk = emptyChunk()
  let end: Partial<SampleCity> = {}
  for (const { part, ...rows } of generateCityInBlocks(options)) {
    if (part === 'frame') frame = rows as Partial<SampleCity>
    else if (part === 'chunk') addRows(chunk, rows as CityChunk)
    else end = rows as Partial<SampleCity>
  }
  return { ...frame, ...chunk, ...end } as SampleCity
}

const weightOf = (cell: Cell) =>
  cell.kind === 'river' || cell.kind === 'farmland' ? cell.areaSqm * 0.02 : cell.areaSqm

/** Skeleton, cells, blocks; corners shared by all that meet in them, then bent a little. */
const planStreets = (seed: number, parcels: number): TownPlan => {
  const plan = planTown(seed, parcels)
  for (const cell of plan.cells) layBlocks(plan.sides, cell, randomFrom(seed, 'blocks', cell.index))
  nodeTogether(outlinesOf(plan.cells), 60)
  warpStreets(plan, randomFrom(seed, 'warp'))
  return plan
}

function* settleCell(site: CellSite, wanted: number): Generator<CityBlock> {
  const { cell, books } = site
  const manner = PLOT_MANNERS[cell.kind]
  if (!manner) return
  for (const block of cell.blocks) {
    if (books.liveParcels > wanted * 0.985) return
    for (const plot of cutPlots(site.plan.sides, cell, block, manner, site.random)) settlePlot(site, plot)
    if (books.chunk.parcels.length >= FULL) yield { part: 'chunk', ...books.take() }
  }
}

function* settleFields(
  plan: TownPlan,
  wanted: number,
  enterCell: (cell: Cell) => CellSite,
  books: Books,
): Generator<CityBlock> {
  const lands = plan.cells
    .filter((cell) => cell.kind === 'farmland')
    .map((cell) => ({ cell, land: fieldLand(plan, cell) }))
  const open = lands.filter((entry): entry is { cell: Cell; land: Polygon } => entry.land !== null)
  const counts = shareOut(
    wanted - books.liveParcels,
    open.map((entry) => areaOf(entry.land.points)),
  )
  for (const [index, { cell, land }] of open.entries()) {
    const site = enterCell(cell)
    if (counts[index]! > 0) enterFields(site, land, counts[index]!)
    if (books.chunk.parcels.length >= FULL) yield { part: 'chunk', ...books.take() }
  }
}
