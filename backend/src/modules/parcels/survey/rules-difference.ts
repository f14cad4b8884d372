/** What a new survey says differently from the register: plots are paired by the ground they share. Pure. */

export const differenceKinds = [
  'unchanged',
  'moved',
  'area-changed',
  'split',
  'merged',
  'redrawn',
  'new',
  'gone',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]

/** A plot of either side, by its id and drawn area. */
export interface MeasuredPlot {
  id: number
  areaSqm: number
}

/** Ground that a plot of the register and one of the survey share. */
export interface Common {
  parcelId: number
  surveyPlotId: number
  commonSqm: number
}

/**
 * How alike is alike. These are ways of looking, no law: whoever compares may set others.
 * `leastShare`: plots belong together when they share at least so much of the smaller one.
 * `likeness`: from so much shared ground of all that both cover, a plot stands where it stood.
 * `areaShare`: areas that differ by no more are the same area.
 */
export interface Likeness {
  leastShare: number
  likeness: number
  areaShare: number
}
export const usualLikeness: Likeness = { leastShare: 0.25, likeness: 0.95, areaShare: 0.02 }

export interface Difference {
  kind: DifferenceKind
  parcelIds: number[]
  surveyPlotIds: number[]
  /** Shared ground of all that both sides cover, 0 to 1. */
  likeness: number
  beforeSqm: number
  afterSqm: number
}

/**
 * Every plot of both sides stands in exactly one difference. Plots that share much ground are one group: one with one is unchanged, moved or
 * of another area; one with several a split; several with one a merge; several with several are redrawn; alone they are gone or new.
 */
export function differencesOf(
  register: readonly MeasuredPlot[],
  survey: readonly MeasuredPlot[],
  commons: readonly Common[],
  { leastShare, likeness, areaShare }: Likeness = usualLikeness,
): Difference[] {
  const before = new Map(register.map((plot) => [plot.id, plot.areaSqm]))
  const after = new Map(survey.map((plot) => [plot.id, plot.areaSqm]))
  const known = commons.filter(({ parcelId, surveyPlotId }) => before.has(parcelId) && after.has(surveyPlotId))
  const strong = known.filter(
    ({ parcelId, surveyPlotId, commonSqm }) =>
      commonSqm >= leastShare * Math.min(before.get(parcelId)!, after.get(surveyPlotId)!) && commonSqm > 0,
  )
  return groupsOf([...before.keys()], [...after.keys()], strong).map(({ parcelIds, surveyPlotIds }) => {
    const sum = (ids: readonly number[], areas: ReadonlyMap<number, number>) =>
      ids.reduce((total, id) => total + areas.get(id)!, 0)
    const [beforeSqm, afterSqm] = [sum(parcelIds, before), sum(surveyPlotIds, after)]
    const commonSqm = strong
      .filter(({ parcelId, surveyPlotId }) => parcelIds.includes(parcelId) && surveyPlotIds.includes(surveyPlotId))
      .reduce((total, each) => total + each.commonSqm, 0)
    const all = beforeSqm + afterSqm - commonSqm
    const found = {
      parcelIds,
      surveyPlotIds,
      beforeSqm,
      afterSqm,
      likeness: all > 0 ? Math.min(1, commonSqm / all) : 0,
    }
    return { kind: kindOf(found, { likeness, areaShare }), ...found }
  })
}

function kindOf(found: Omit<Difference, 'kind'>, limits: Pick<Likeness, 'likeness' | 'areaShare'>): DifferenceKind {
  const [olds, news] = [found.parcelIds.length, found.surveyPlotIds.length]
  if (olds === 0) return 'new'
  if (news === 0) return 'gone'
  if (olds === 1 && news > 1) return 'split'
  if (olds > 1 && news === 1) return 'merged'
  if (olds > 1) return 'redrawn'
  if (Math.abs(found.afterSqm - found.beforeSqm) > limits.areaShare * found.beforeSqm) return 'area-changed'
  return found.likeness >= limits.likeness ? 'unchanged' : 'moved'
}

type Group = { parcelIds: number[]; surveyPlotIds: number[] }

/** Plots that hang together by shared ground, in the order of their first plot. */
function groupsOf(olds: readonly number[], news: readonly number[], commons: readonly Common[]): Group[] {
  const beside = new Map<string, string[]>()
  const add = (one: string, two: string) => beside.set(one, [...(beside.get(one) ?? []), two])
  for (const { parcelId, surveyPlotId } of commons) {
    add(`p${parcelId}`, `s${surveyPlotId}`)
    add(`s${surveyPlotId}`, `p${parcelId}`)
  }
  const seen = new Set<string>()
  return [...olds.map((id) => `p${id}`), ...news.map((id) => `s${id}`)].flatMap((start) => {
    if (seen.has(start)) return []
    const group: Group = { parcelIds: [], surveyPlotIds: [] }
    seen.add(start)
    const waiting = [start]
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      ;(key.startsWith('p') ? group.parcelIds : group.surveyPlotIds).push(Number(key.slice(1)))
      for (const next of beside.get(key) ?? []) {
        if (seen.has(next)) continue
        seen.add(next)
        waiting.push(next)
      }
    }
    group.parcelIds.sort((one, two) => one - two)
    group.surveyPlotIds.sort((one, two) => one - two)
    return [group]
  })
}
