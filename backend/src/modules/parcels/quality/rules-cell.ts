/** What is wrong within one box of the map. Pure: everything it needs is in the cell. */
import type { ImportedFeature, Shape } from '../../../../../data/importers/feature.ts'
import { findGaps } from '../check/gaps.ts'
import { overlapArea } from '../check/overlap-area.ts'
import { areaOf, findOverlaps } from '../check/overlaps.ts'
import { meanWidthOf, sliverWidthMetres } from '../check/slivers.ts'
import { findFault } from '../check/validity.ts'
import { acrossLimits, type Box, type FoundFault, holds } from './rules.ts'

/** An area of the register in degrees and in metres of the town. */
export type CellArea = { id: number; lonLat: Shape; metres: Shape }
export type CellParcel = CellArea & {
  level: string
  number: string | null
  legalAreaSqm: number | null
  toleratedShare: number
  outsideWards: boolean
}
export type CellBuilding = CellArea & { parcelIds: number[]; label: string | null }

/** A box with everything that touches it. */
export type Cell = { box: Box; parcels: CellParcel[]; buildings: CellBuilding[] }

/** Faults of a cell; one that a neighbouring box will tell too is left to the box that holds its place. */
export function faultsOf(cell: Cell): FoundFault[] {
  const levels = new Map<string, CellParcel[]>()
  for (const parcel of cell.parcels) levels.set(parcel.level, [...(levels.get(parcel.level) ?? []), parcel])
  const faults = [...levels.values()].flatMap((parcels) => {
    const pairs = ofPairs(parcels)
    return [...ofEach(parcels, pairs), ...pairs, ...ofGaps(parcels)]
  })
  return [...faults, ...ofBuildings(cell)].filter(({ point }) => point !== null && holds(cell.box, point))
}

const labelOf = ({ number, id }: CellParcel): string => number ?? `#${id}`
const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits

function ofEach(parcels: readonly CellParcel[], pairs: readonly FoundFault[]): FoundFault[] {
  const takenSqm = new Map<number, number>()
  for (const { parcelIds, areaSqm } of pairs)
    for (const id of parcelIds ?? []) takenSqm.set(id, (takenSqm.get(id) ?? 0) + (areaSqm ?? 0))
  return parcels.flatMap((parcel) => {
    const about = { parcelIds: [parcel.id], label: labelOf(parcel), point: anchorOf(parcel.lonLat) }
    const drawnSqm = areaOf(parcel.metres)
    const faults: FoundFault[] = []
    const fault = findFault(parcel.lonLat)
    if (fault) faults.push({ ...about, kind: 'invalid', areaSqm: drawnSqm, detail: { reason: fault.reason } })
    if (parcel.lonLat.parts.length > 1)
      faults.push({ ...about, kind: 'multipart', areaSqm: null, detail: { parts: parcel.lonLat.parts.length } })
    const width = meanWidthOf(parcel.metres)
    if (width < sliverWidthMetres)
      faults.push({ ...about, kind: 'sliver', areaSqm: round(drawnSqm), detail: { widthM: round(width) } })
    const { legalAreaSqm: legal } = parcel
    const isApart = (sqm: number) => legal !== null && Math.abs(sqm - legal) > legal * parcel.toleratedShare
    // A plot that reaches into its neighbour by just so much is one fault, not two.
    if (legal !== null && isApart(drawnSqm) && isApart(drawnSqm - (takenSqm.get(parcel.id) ?? 0)))
      faults.push({
        ...about,
        kind: 'legal-area',
        areaSqm: round(Math.abs(drawnSqm - legal)),
        detail: { legalSqm: legal, drawnSqm: round(drawnSqm) },
      })
    if (parcel.outsideWards) faults.push({ ...about, kind: 'outside-wards', areaSqm: round(drawnSqm) })
    return faults
  })
}

const asFeature = (area: CellArea, index: number): ImportedFeature => ({
  index,
  id: area.id,
  properties: {},
  shape: area.lonLat,
  lonLat: area.lonLat,
  metres: area.metres,
})

function ofPairs(parcels: readonly CellParcel[]): FoundFault[] {
  const { overlaps, duplicates } = findOverlaps(parcels.map(asFeature))
  const isDuplicate = new Set(duplicates.map(({ a, b }) => `${a} ${b}`))
  return overlaps.map(({ a, b, areaSqm }) => {
    const [one, other] = [parcels[a]!, parcels[b]!]
    return {
      kind: isDuplicate.has(`${a} ${b}`) ? ('duplicate' as const) : ('overlap' as const),
      parcelIds: [one.id, other.id],
      label: `${labelOf(one)} · ${labelOf(other)}`,
      areaSqm: round(areaSqm),
      point: sharedMiddle(one.lonLat, other.lonLat),
    }
  })
}

function ofGaps(parcels: readonly CellParcel[]): FoundFault[] {
  return findGaps(parcels.map(({ metres }) => metres)).map(({ ring, areaSqm, around }) => {
    const owners = around.map((at) => parcels[at]!)
    return {
      kind: 'gap' as const,
      parcelIds: owners.slice(0, 20).map(({ id }) => id),
      label: owners.slice(0, 3).map(labelOf).join(' · '),
      areaSqm: round(areaSqm),
      ...ringInDegrees(ring, owners),
    }
  })
}

/** The corners of a gap are corners of the plots round it: their degrees are known. */
function ringInDegrees(
  ring: Float64Array,
  owners: readonly CellParcel[],
): { point: [number, number]; outline: object } {
  const corners: [number, number][] = []
  for (let i = 0; i < ring.length; i += 2) corners.push(cornerInDegrees(ring[i]!, ring[i + 1]!, owners))
  const lons = corners.map(([lon]) => lon)
  const lats = corners.map(([, lat]) => lat)
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return { point: [middle(lons), middle(lats)], outline: { type: 'Polygon', coordinates: [corners] } }
}

function cornerInDegrees(x: number, y: number, owners: readonly CellParcel[]): [number, number] {
  let best: [number, number] = [0, 0]
  let least = Infinity
  for (const { metres, lonLat } of owners)
    for (const [p, part] of metres.parts.entries())
      for (const [r, run] of part.entries())
        for (let i = 0; i < run.length; i += 2) {
          const distance = Math.hypot(run[i]! - x, run[i + 1]! - y)
          if (distance >= least) continue
          least = distance
          best = [lonLat.parts[p]![r]![i]!, lonLat.parts[p]![r]![i + 1]!]
        }
  return best
}

/** A building that stands outside of the plots that it is linked to: on others of the same level, or on nobody's land. */
function ofBuildings({ buildings, parcels }: Cell): FoundFault[] {
  const byId = new Map(parcels.map((parcel) => [parcel.id, parcel]))
  return buildings.flatMap((building) => {
    const linked = building.parcelIds.flatMap((id) => byId.get(id) ?? [])
    // A building without links is an orphan and told as such; one whose plots are not all here lies in another box too.
    if (linked.length === 0 || linked.length < building.parcelIds.length) return []
    const footprint = areaOf(building.metres)
    const least = Math.max(acrossLimits.leastSqm, footprint * acrossLimits.leastShare)
    const box = boxOf(building.metres)
    const shared = (parcel: CellParcel) => sharedArea(building.metres, parcel.metres, box)
    const outside = footprint - linked.reduce((sum, parcel) => sum + shared(parcel), 0)
    if (!(outside > least)) return []
    const levels = new Set(linked.map(({ level }) => level))
    const strangers = parcels
      .filter((parcel) => levels.has(parcel.level) && !building.parcelIds.includes(parcel.id))
      .map((parcel) => ({ parcel, areaSqm: shared(parcel) }))
      .filter(({ areaSqm }) => areaSqm > Math.max(0.5, Math.min(least, outside * 0.2)))
      .sort((a, b) => b.areaSqm - a.areaSqm)
    return [
      {
        kind: 'building-across' as const,
        buildingIds: [building.id],
        parcelIds: strangers.map(({ parcel }) => parcel.id),
        label: building.label ?? [...linked, ...strangers.map(({ parcel }) => parcel)].map(labelOf).join(' · '),
        areaSqm: round(outside),
        point: anchorOf(building.lonLat),
      },
    ]
  })
}

function sharedArea(a: Shape, b: Shape, box: Bounds): number {
  const other = boxOf(b)
  const both: Bounds = [
    Math.max(box[0], other[0]),
    Math.max(box[1], other[1]),
    Math.min(box[2], other[2]),
    Math.min(box[3], other[3]),
  ]
  if (both[0] >= both[2] || both[1] >= both[3]) return 0
  const area = overlapArea(a, b, both)
  return Number.isNaN(area) ? 0 : area
}

type Bounds = [number, number, number, number]

function boxOf(shape: Shape): Bounds {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const part of shape.parts)
    for (let i = 0; i < part[0]!.length; i += 2) {
      box[0] = Math.min(box[0], part[0]![i]!)
      box[1] = Math.min(box[1], part[0]![i + 1]!)
      box[2] = Math.max(box[2], part[0]![i]!)
      box[3] = Math.max(box[3], part[0]![i + 1]!)
    }
  return box
}

/** Where the map goes for one area: the middle of its box. */
function anchorOf(shape: Shape): [number, number] {
  const [west, south, east, north] = boxOf(shape)
  return [(west + east) / 2, (south + north) / 2]
}

function sharedMiddle(a: Shape, b: Shape): [number, number] {
  const [p, q] = [boxOf(a), boxOf(b)]
  return [(Math.max(p[0], q[0]) + Math.min(p[2], q[2])) / 2, (Math.max(p[1], q[1]) + Math.min(p[3], q[3])) / 2]
}
