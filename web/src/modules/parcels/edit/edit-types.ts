import type { LonLat } from '../../../map/index.ts'

export const EDIT_TOOLS = ['split', 'merge', 'boundary', 'building', 'renumber'] as const
export type EditTool = (typeof EDIT_TOOLS)[number]
export const isEditTool = (word: unknown): word is EditTool => (EDIT_TOOLS as readonly unknown[]).includes(word)

/** A plot as `GET /parcels/{id}/drawing` shows it. `versionId` is named again when writing. */
export type DrawnPlot = {
  parcelId: number
  versionId: number
  level: string
  number: string | null
  areaSqm: number
  geometry: GeoJSON.MultiPolygon
}

export type Drawing = {
  plot: DrawnPlot & { legalAreaSqm: number | null; use: string; recordedAt: string; instrument: string }
  neighbours: (DrawnPlot & { sharedM: number })[]
  properties: { propertyId: number; propertyNumber: string }[]
}

/** What a rule found; `key` and `parameters` say it in the reader's language. */
export type Finding = {
  rule: string
  severity: 'refusal' | 'warning'
  key: string
  sentence: string
  parameters: Record<string, string | number>
  place: LonLat | null
}

export type Preview = {
  plots: { at: number; geometry: GeoJSON.MultiPolygon; areaSqm: number; number: string | null }[]
  properties: { parcelId: number; propertyId: number; propertyNumber: string }[]
  buildings: { buildingId: number; to: { at: number; partSqm: number }[] }[]
  findings: Finding[]
}

/** The plot as another editor left it meanwhile. */
export type Meanwhile = {
  versionId: number
  recordedAt: string
  instrument: string
  number: string | null
  areaSqm: number
  geometry: GeoJSON.MultiPolygon
}

/** What the form says of one new plot. */
export type PlotWords = { number: string; legalAreaSqm: string }

/** All that an editor has set so far, besides the act. */
export type Draft = {
  how: 'line' | 'area'
  corners: LonLat[]
  areaSqm: string
  bearingDegrees: string
  /** Neighbours that take part, by id. */
  partners: number[]
  plots: PlotWords[]
  /** Of each property, the new plots that it goes to. */
  carried: Record<number, number[]>
}

export const emptyDraft: Draft = {
  how: 'line',
  corners: [],
  areaSqm: '',
  bearingDegrees: '0',
  partners: [],
  plots: [],
  carried: {},
}
