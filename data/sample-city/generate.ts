import { settleSites } from './abadi.ts'
import { layBlocks } from './blocks.ts'
import { addRows, type Books, emptyChunk, newBooks, noRows } from './books.ts'
import { buildHouse } from './buildings.ts'
import { settleInstitution, settleRailwayColony } from './campuses.ts'
import { castingOf } from './cast.ts'
import { dateOf, dayOf, yearOf } from './dates.ts'
import { planTown } from './districts.ts'
import { drawFault, plantFault } from './faults.ts'
import { enterFields, fieldLand, shareOut } from './fields.ts'
import { enterClockTower, enterGhats } from './ghats.ts'
import { gardenNames, layPark, parkBlockOf, settlePark } from './grounds.ts'
import { settleSplit, withSplits } from './history.ts'
import { enterWaterTank, enterWell, landmarkingOf } from './landmarks.ts'
import { localityBook } from './localities.ts'
import { raiseMarket } from './market.ts'
import { linesBySide } from './network.ts'
import { nodeTogether } from './noding.ts'
import { areaOf, type Polygon } from './plane.ts'
import { cutPlots, landOf, PLOT_MANNERS } from './plots.ts'
import { projectionAt } from './projection.ts'
import { randomFrom } from './random.ts'
import { roadBook } from './road-book.ts'
import { type CellSite, type Settled, settlePlot, type TownSite } from './settle.ts'
import { layStraddlingCampus, straddlePlace, withoutCampus } from './straddle.ts'
import { raiseTower } from './tower.ts'
import { frameOf } from './town-frame.ts'
import type { Block, Cell, TownPlan } from './town-plan.ts'
import { townWithoutMap } from './town-without-map.ts'
import type { CityBlock, CityChunk, CityOptions, DistrictKind, Placement, Property, SampleCity } from './types.ts'
import { drawWards, outlinesOf } from './wards.ts'
import { warpStreets } from './warp.ts'

/** Rows are handed over when this many parcels are written, so that no chunk passes 1,000. */
const FULL = 800

/**
 * A made-up town, block by block: first the frame, then chunks of at most 1,000 parcels with all that hangs on them, last the
 * cast and the planted faults. The same options give the same rows for ever; no clock, no chance, no input or output.
 */
export function* generateCityInBlocks(options: CityOptions): Generator<CityBlock> {
  if (options.parcels === 0) return yield* townWithoutMap(options)
  const todayDay = dayOf(options.today)
  const projection = projectionAt(options.origin ?? [77.95, 23.1], options.srid ?? 32643)
  const plan = planStreets(options.seed, options.parcels)
  const lines = linesBySide(plan)
  const wards = drawWards(options.seed, plan, projection, options.parcels, weightOf, {
    from: dateOf(todayDay - 2400),
    taxFrom: dateOf(todayDay - 3900),
    town: options.names,
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
  roads.enterMain(site)
  const taxWardKeys = wards.areas.filter((area) => area.set === 'tax-ward').map((area) => area.key)
  const entered = new Map<Cell, CellSite>()
  const enterCell = (cell: Cell): CellSite => {
    const before = entered.get(cell)
    if (before) return before
    const locality = localityOf(cell)
    cell.localityKey = locality.key
    const random = randomFrom(options.seed, 'cell', cell.index)
    roads.enterCell(cell.index, cell.kind, locality, random)
    const cellSite: CellSite = {
      ...site,
      cell,
      locality,
      placement: wards.placementOf[cell.index]!,
      random,
      series: 1 + (cell.index % 90),
      next: { house: 0, plot: 0 },
      taxWardKeys,
    }
    if (cell.kind === 'farmland') entered.set(cell, cellSite)
    return cellSite
  }
  const urban = plan.cells
    .filter((cell) => cell.kind !== 'farmland' && cell.kind !== 'river')
    .sort((a, b) => Number(isPlotted(a)) - Number(isPlotted(b)) || a.awayM - b.awayM)
  const cast = castingOf()
  const landmark = landmarkingOf(options.seed, options.parcels)
  const ordinals = new Map<DistrictKind, number>()
  enterGhats(site)
  enterClockTower(site)
  for (const cell of urban)
    yield* settleCell(
      enterCell(cell),
      options.parcels,
      (site, plot) => cast(site, plot) || landmark(site, plot),
      ordinals,
    )
  yield* settleFields(plan, options.parcels, enterCell, books, wards.placementOf)
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

/** Districts of ordinary plots come after the great campuses and crowded sites, so that the wished number leaves none of those out. */
const isPlotted = (cell: Cell) =>
  cell.kind in PLOT_MANNERS && cell.kind !== 'abadi' && cell.kind !== 'slum' && cell.kind !== 'village'

function* settleCell(
  site: CellSite,
  wanted: number,
  cast: (site: CellSite, settled: Settled) => boolean,
  ordinals: Map<DistrictKind, number>,
): Generator<CityBlock> {
  const { cell, books } = site
  const ordinal = ordinals.get(cell.kind) ?? 0
  ordinals.set(cell.kind, ordinal + 1)
  enterWell(site)
  if (cell.kind === 'park') return settlePark(site)
  if (cell.kind === 'institutional') return settleInstitution(site, ordinal)
  if (cell.kind === 'abadi' || cell.kind === 'slum' || cell.kind === 'village') return yield* settleSites(site, FULL)
  const manner = PLOT_MANNERS[cell.kind]
  if (!manner) return
  if (cell.kind === 'railway-colony')
    return settleRailwayColony(
      site,
      (block) => cutPlots(site.plan.sides, cell, block, manner, site.random),
      (plot) => buildHouse(plot, null, 'railway-colony', false, site.thisYear, site.random)?.points ?? null,
    )
  const garden = parkBlockOf(site)
  let special = specialBlockOf(site, garden)
  for (const block of cell.blocks) {
    if (books.liveParcels > wanted * 0.985) return
    const land = block === garden || block === special ? landOf(site.plan.sides, block) : null
    if (land && block === garden) {
      const kind = site.random.pick(['park', 'garden', 'ground'] as const)
      layPark(site, land, kind, gardenNames(site, kind))
      enterWaterTank(site, land)
    } else if (land) {
      if (cell.kind === 'market') raiseMarket(site, land)
      else raiseTower(site, land)
      special = null
    } else settleBlock(site, cutPlots(site.plan.sides, cell, block, manner, site.random), cast)
    if (books.chunk.parcels.length >= FULL) yield { part: 'chunk', ...books.take() }
  }
}

/** The first market cell has the municipal market, the first new layout has the tower. */
const specialBlockOf = (site: CellSite, garden: Block | null): Block | null => {
  const { cell } = site
  const wished =
    cell.kind === 'market' && !site.books.cast.market
      ? 3800
      : cell.kind === 'new-layout' && !site.books.cast.tower
        ? 4200
        : 0
  if (wished === 0) return null
  let best: Block | null = null
  let least = Number.POSITIVE_INFINITY
  for (const block of cell.blocks) {
    const away = Math.abs(areaOf(block.outline.points) - wished)
    if (block === garden || block.deadEnds.length > 0 || away > least) continue
    least = away
    best = block
  }
  return best
}

const settleBlock = (site: CellSite, whole: Polygon[], cast: (site: CellSite, settled: Settled) => boolean) => {
  const { books } = site
  const { plots, splits } = withSplits(site, whole)
  let before: Settled | null = null
  for (const plot of plots) {
    const split = splits.get(plot)
    if (split) {
      settleSplit(site, plot, split)
      continue
    }
    const fault = drawFault(site)
    const joinTo = !fault && !books.cast.oneIdTwoHouses && mayBeJoined(site, before) ? before!.property! : undefined
    const settled = settlePlot(site, plot, {
      mapped: fault || joinTo ? true : undefined,
      unassessed: fault === 'unassessed-building',
      joinTo,
      ownerless: fault === 'missing-owner',
    })
    if (fault) plantFault(site, fault, plot, settled)
    else if (joinTo) rememberJoined(site, before!, settled, joinTo)
    else before = cast(site, settled) ? null : settled
  }
}

const rememberJoined = (site: CellSite, before: Settled, settled: Settled, property: Property) => {
  if (!settled.building || !settled.parcel) return
  site.books.inCast('oneIdTwoHouses', 'One property number for two houses on two plots', {
    parcels: [before.parcel!.key, settled.parcel.key],
    buildings: [before.building!.key, settled.building.key],
    properties: [property.key],
  })
}

const mayBeJoined = (site: CellSite, before: Settled | null) =>
  (site.cell.kind === 'old-grid' || site.cell.kind === 'colony') &&
  site.next.plot > 8 &&
  before?.parcel != null &&
  before.building !== null &&
  before.property !== null

function* settleFields(
  plan: TownPlan,
  wanted: number,
  enterCell: (cell: Cell) => CellSite,
  books: Books,
  placementOf: readonly Placement[],
): Generator<CityBlock> {
  const place = straddlePlace(plan, placementOf)
  const cells = plan.cells
    .filter((cell) => cell.kind === 'farmland')
    .map((cell) => ({
      cell,
      lands: fieldLand(plan, cell).flatMap((land) =>
        place?.cells.includes(cell) ? withoutCampus(land, place) : [land],
      ),
    }))
  if (place) layStraddlingCampus(enterCell(place.cells[0]), place)
  const counts = shareOut(
    Math.max(0, wanted - books.liveParcels),
    cells.flatMap(({ lands }) => lands.map((land) => areaOf(land.points))),
  )
  let missing = 0
  for (const { cell, lands } of cells) {
    const before = books.liveParcels
    const shares = lands.map((land, index) => ({ land, count: counts.shift()! + (index === 0 ? missing : 0) }))
    if (shares.length === 0) continue
    const planned = shares.reduce((sum, share) => sum + share.count, 0)
    if (planned > 0) enterFields(enterCell(cell), shares)
    missing = planned - (books.liveParcels - before)
    if (books.chunk.parcels.length >= FULL) yield { part: 'chunk', ...books.take() }
  }
}
