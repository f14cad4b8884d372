import type { Point, Polygon } from './plane.ts'
import type { RailLine } from './railways.ts'
import type { River } from './rivers.ts'
import type { DistrictKind, Names, RoadClass } from './types.ts'

/** What runs along a side of a cell or block. Sides are numbered; polygons carry the numbers. */
export type Side = {
  kind: 'road' | 'bank' | 'rail' | 'limit'
  /** Half the road's land on either side of its middle line; for banks, tracks and limits the strip kept free. */
  halfM: number
  class: RoadClass | null
  widthM: number
  names: Names
  /** Cell in which the road lies; null for the skeleton's roads. */
  cell: number | null
  /** 0 until the road is entered in the books. */
  roadKey: number
  main: 'spine' | 'radial' | 'ring' | 'bypass' | 'old-ring' | 'bazaar' | null
}

/** A lane that ends inside a block. */
export type DeadEnd = { side: number; mouth: Point; dx: number; dy: number; lengthM: number; halfM: number }

/** A block of plots; its outline runs along the middle of the streets round it. */
export type Block = { outline: Polygon; deadEnds: DeadEnd[] }

/** A part of the town with a character of its own; bounded by main roads, water, tracks or the limit. */
export type Cell = {
  index: number
  outline: Polygon
  kind: DistrictKind
  middle: Point
  /** Metres from the middle of the town as its people feel them: further across the river. */
  awayM: number
  areaSqm: number
  /** Direction and slant (radians) of its streets. */
  bearing: number
  slant: number
  blocks: Block[]
  localityKey: number
  /** Cells of the village that joined. */
  joined: boolean
  /** First of its kind, where the cast lives. */
  first: boolean
}

export type TownPlan = {
  scale: number
  oldRadiusM: number
  builtRadiusM: number
  limitRadiusM: number
  river: River
  rail: RailLine
  sides: Side[]
  cells: Cell[]
  villageMiddle: Point
  /** The road round the old town. */
  oldRing: readonly Point[]
}
