/** "Not ours, go there": which body answers for a place, in general and for what each boundary set is about. Pure. */
import type { Names } from '../../kernel/pure.ts'

/** A body to go to. `town` is its code where it is on the platform, `contact` how to reach it where it is not. */
export interface Body {
  names: Names
  town?: string | undefined
  contact?: string | undefined
}

/** An area of a set that a place lies in; `code` null: in none of the set's areas. */
export interface AreaThere {
  set: string
  code: string | null
  names: Names | null
  otherBody: Body | null
}

/** The answer: `ours` null is not known (a town without a limit on the map), `goTo` the body that answers instead. */
export interface Competence {
  ours: boolean | null
  goTo: Body | null
  sets: {
    set: string
    area: { code: string; names: Names } | null
    ours: boolean | null
    goTo: Body | null
  }[]
}

/**
 * Whose a place is. Outside the town's limit nothing is ours, and the sister town whose limit covers the place is named;
 * inside it an area of a set may be another body's (a planning authority, a cantonment), and only what that set is about.
 * A place on the line of two areas belongs to the first by code.
 */
export function competenceOf(
  inside: boolean | null,
  areas: readonly AreaThere[],
  townsThere: readonly { code: string; names: Names }[],
): Competence {
  const [there] = townsThere
  const goTo = inside === false && there ? { names: there.names, town: there.code } : null
  const bySet = new Map<string, AreaThere>()
  for (const area of areas) {
    const known = bySet.get(area.set)
    if (!known || (area.code !== null && (known.code === null || area.code < known.code))) bySet.set(area.set, area)
  }
  const sets = [...bySet.values()].map(({ set, code, names, otherBody }) => {
    const area = code === null ? null : { code, names: names ?? {} }
    if (inside === false) return { set, area, ours: false, goTo }
    if (otherBody) return { set, area, ours: false, goTo: otherBody }
    return { set, area, ours: area ? true : inside, goTo: null }
  })
  return { ours: inside, goTo, sets }
}
