import type { Names } from '../../../state/contract.ts'

export const DIFFERENCE_KINDS = [
  'unchanged', 'moved', 'area-changed', 'split', 'merged', 'redrawn', 'new', 'gone',
] as const // biome-ignore format: a row
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

export type Survey = {
  surveyId: number
  names: Names
  level: string
  surveyClass: string
  surveyedOn: string
  state: string
  openedOn: string | null
  closesOn: string | null
  plots: number
  counts: {
    kind: DifferenceKind
    all: number
    accepted: number
    rejected: number
    heldBack: number
    published: number
  }[]
  openObjections: number
  breaker: { code: string; checked: number; wrong?: number[] } | null
}

export type Outline = { id: number; number: string | null; areaSqm: number; geometry: GeoJSON.MultiPolygon }

export type Difference = {
  differenceId: number
  kind: DifferenceKind
  likeness: number
  beforeSqm: number
  afterSqm: number
  decision: string | null
  heldBack: string | null
  isSampled: boolean
  isRight: boolean | null
  openObjections: number
  before: Outline[]
  after: Outline[]
}

export type Objection = {
  answerId: number
  differenceId: number
  stands: string
  words: string | null
  drawn: GeoJSON.MultiPolygon | null
  statedSqm: number | null
  filedOn: string
  outcome: string | null
  reasons: string | null
}
