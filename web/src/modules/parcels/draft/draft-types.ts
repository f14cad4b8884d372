import type { Names } from '../../../state/contract.ts'

export type DraftOutline = { id: number; number: string | null; areaSqm: number; geometry: GeoJSON.MultiPolygon }

/** A draft as its owner or a neighbour sees it: `GET /parcels/{id}/drafts`. */
export type PlotDraft = {
  surveyId: number
  names: Names
  surveyedOn: string
  closesOn: string
  differenceId: number
  kind: string
  before: DraftOutline[]
  after: DraftOutline[]
  answers: { answerId: number; answer: string; words: string | null; outcome: string | null }[]
}
