/** What a site is made of, and what that asks of its owner. Pure; areas in m², the town's UTM zone. */

/** A parcel under a site. */
export interface Under {
  parcelId: number
  level: string
  areaSqm: number
  commonSqm: number
}

/** A parcel of a site, whole or in part. */
export interface SiteParcel {
  parcelId: number
  part: 'whole' | 'part'
  commonSqm: number
}

/**
 * A drawing never follows a survey to the millimetre: what is left of a parcel counts as a part of its own only beyond a
 * hundredth of it and half a square metre.
 */
const sliver = (areaSqm: number): number => Math.max(0.5, areaSqm / 100)

/** The levels in the order in which a site takes its parcels from them: the first that covers it. */
const levelOrder = ['municipal-plot', 'layout-plot', 'nazul-plot', 'occupied-site', 'revenue-khasra', 'provisional']

/** The parcels of a site, all of one level. `coveredSqm` is how much of the site they cover. */
export interface SiteOf {
  level: string | null
  parcels: SiteParcel[]
  coveredSqm: number
}

/** Finds the parcels of a site of so many m²; the level that covers most of it, the town's own before the Revenue department's. */
export function parcelsOfSite(siteSqm: number, under: readonly Under[]): SiteOf {
  const found = levelOrder.map((level) => {
    // A neighbour that the drawing merely touches is no parcel of the site.
    const parcels = under.filter(
      (each) => each.level === level && each.commonSqm > sliver(Math.min(siteSqm, each.areaSqm)),
    )
    return { level, parcels, coveredSqm: parcels.reduce((sum, each) => sum + each.commonSqm, 0) }
  })
  const best = found.find((each) => isCovered(siteSqm, each.coveredSqm))
  const most = best ?? [...found].sort((one, other) => other.coveredSqm - one.coveredSqm)[0]!
  return {
    level: most.parcels.length ? most.level : null,
    coveredSqm: most.coveredSqm,
    parcels: most.parcels.map(({ parcelId, areaSqm, commonSqm }) => ({
      parcelId,
      part: areaSqm - commonSqm <= sliver(areaSqm) ? 'whole' : 'part',
      commonSqm,
    })),
  }
}

/** Whether parcels of so many m² cover a site but for a sliver. */
export const isCovered = (siteSqm: number, coveredSqm: number): boolean => siteSqm - coveredSqm <= sliver(siteSqm)

/** What the make-up of a site is subject to before work begins: several parcels become one, a part becomes a parcel. */
export function conditionsOfSite(parcels: readonly SiteParcel[]): ('amalgamation' | 'sub-division')[] {
  return [
    ...(parcels.length > 1 ? (['amalgamation'] as const) : []),
    ...(parcels.some((each) => each.part === 'part') ? (['sub-division'] as const) : []),
  ]
}

/**
 * Whether lineage has met a condition: the site's parcels of today are one (amalgamation), or none of them reaches beyond it
 * (sub-division).
 */
export function isMetBy(kind: 'amalgamation' | 'sub-division', now: SiteOf): boolean {
  if (!now.parcels.length) return false
  return kind === 'amalgamation' ? now.parcels.length === 1 : now.parcels.every((each) => each.part === 'whole')
}
