import { type AreaField, describeAreaField, guessAreaField, guessIdField, idOf, numberFrom } from './fields.ts'
import { areaOf, findOverlaps, type PairFindings } from './overlaps.ts'
import type { AreaMismatch, CheckedFeature, CheckReport, InvalidFeature } from './report.ts'
import { type Fault, findFault } from './validity.ts'

/** What the caller knows of the layer; ids and areas are looked for when their columns are not named. */
export type CheckOptions = { layer: string; crs: string; areaCrs: string; idField?: string; areaField?: string }

/** Legal and drawn areas further apart than this share of the legal are listed. */
export const areaToleranceShare = 0.01

type Findings = Omit<CheckReport, 'features' | 'skipped'>

/**
 * Checks the areas of a layer: validity with the place of the fault, overlaps, duplicates, repeated ids, legal against drawn area. Pure:
 * everything it needs is in the features. Features that are no areas must be left out before.
 */
export function checkLayer(features: CheckedFeature[], options: CheckOptions): Findings {
  const drawnSqm = features.map((feature) => areaOf(feature.metres))
  const idField = options.idField ?? guessIdField(features)
  const area = options.areaField
    ? describeAreaField(features, drawnSqm, options.areaField)
    : guessAreaField(features, drawnSqm)
  const pairs = findOverlaps(features)
  const mismatches = area ? compareAreas(features, drawnSqm, area, idField) : { listed: [], compared: 0 }
  return {
    layer: options.layer,
    crs: options.crs,
    read: features.length,
    invalid: findInvalid(features, idField),
    overlaps: pairs.overlaps,
    duplicates: pairs.duplicates,
    repeatedIds: findRepeatedIds(features, idField),
    multiparts: features.filter(({ shape }) => shape.parts.length > 1).length,
    holes: features.reduce((sum, { shape }) => sum + shape.parts.reduce((s, part) => s + part.length - 1, 0), 0),
    areaMismatches: mismatches.listed,
    totalAreaSqm: roundSqm(drawnSqm.reduce((sum, value) => sum + value, 0)),
    areaCrs: options.areaCrs,
    idField,
    areaField: area?.field ?? null,
    areaUnit: area?.unit ?? null,
    areasCompared: mismatches.compared,
    notes: pairNotes(pairs),
    overlapAreaSqm: roundSqm(pairs.overlaps.reduce((sum, { areaSqm }) => sum + areaSqm, 0)),
  }
}

function pairNotes(pairs: PairFindings): string[] {
  const unjudged = pairs.unjudged.map(
    ({ a, b }) => `features ${a} and ${b} are too intricate for their overlap to be measured`,
  )
  return pairs.isCut ? [...unjudged, 'the list of overlaps stops here: the layer lies on itself'] : unjudged
}

const roundSqm = (value: number) => Math.round(value * 1e4) / 1e4

function findInvalid(features: CheckedFeature[], idField: string | null): InvalidFeature[] {
  return features.flatMap((feature) => {
    const fault = findFault(feature.shape)
    if (!fault) return []
    const id = idOf(feature, idField)
    return [{ index: feature.index, id, reason: fault.reason, point: pointOf(feature, fault) }]
  })
}

/** The place of a fault as [lon, lat], found on the same segment of the geographic twin. */
function pointOf(feature: CheckedFeature, { place }: Fault): [number, number] | null {
  const run = feature.lonLat.parts[place.part]?.[place.ring]
  if (!run || run.length < 2) return null
  const i = place.corner * 2
  const j = i + 2 < run.length ? i + 2 : 0
  const at = (offset: number) => run[i + offset]! + place.along * (run[j + offset]! - run[i + offset]!)
  return [at(0), at(1)]
}

function findRepeatedIds(features: CheckedFeature[], idField: string | null): { id: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const feature of features) {
    const id = idOf(feature, idField)
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > 1).map(([id, count]) => ({ id, count }))
}

function compareAreas(features: CheckedFeature[], drawnSqm: number[], area: AreaField, idField: string | null) {
  const listed: AreaMismatch[] = []
  let compared = 0
  for (const [i, feature] of features.entries()) {
    const stated = numberFrom(feature.properties[area.field])
    if (stated === null) continue
    compared++
    const legalSqm = stated * area.sqmPerUnit
    const ratio = drawnSqm[i]! / legalSqm
    if (Math.abs(ratio - 1) <= areaToleranceShare) continue
    listed.push({ id: idOf(feature, idField), index: feature.index, legalSqm, drawnSqm: roundSqm(drawnSqm[i]!), ratio })
  }
  return { listed, compared }
}
