/** Who gets a file: by designation, area and load, or by chance within a pool. Pure; chance is an argument. */
import type { PostRef } from './rules-fold.ts'

/** A post that may get a file. */
export interface Candidate extends PostRef {
  designation: string
  /** The ward, zone or beat of the post; null for the whole town. */
  boundaryId: number | null
  held: boolean
  /** The post that does its work while its holder is on leave; null when nobody is named. */
  delegate: PostRef | null
  onLeave: boolean
  /** Open files that it has. */
  load: number
}

/** How a file found its post, for the note sheet. */
export interface Choice {
  post: PostRef
  because: 'area' | 'town' | 'drawn' | 'delegate'
}

/** A post that somebody works at: held, and not on leave unless another post does its work. */
export const isAtWork = (candidate: Candidate): boolean =>
  candidate.held && (!candidate.onLeave || candidate.delegate !== null)

/**
 * The post of the first designation that has one at work, whose area holds the place, with the fewest open files; posts
 * for the whole town come after those of the area. Null when nobody is at work: the file then waits in the list without a post.
 */
export function choosePost(
  candidates: readonly Candidate[],
  roles: readonly string[],
  boundaryIds: readonly number[],
): Choice | null {
  const fitting = candidates.filter(
    (each) =>
      roles.includes(each.designation) &&
      isAtWork(each) &&
      (each.boundaryId === null || boundaryIds.includes(each.boundaryId)),
  )
  const [best] = [...fitting].sort(
    (a, b) =>
      roles.indexOf(a.designation) - roles.indexOf(b.designation) ||
      Number(a.boundaryId === null) - Number(b.boundaryId === null) ||
      a.load - b.load ||
      a.postId - b.postId,
  )
  if (!best) return null
  return { post: ref(best), because: best.boundaryId === null ? 'town' : 'area' }
}

const ref = ({ town, postId }: PostRef): PostRef => ({ town, postId })

const codeOf = ({ town }: PostRef): string => town ?? ''

/**
 * Draws a post of a pool: every member at work has the same chance. `drawn` is a whole number from anywhere, kept on
 * record with the members, so that a draw can be checked afterwards.
 */
export function drawPost(members: readonly Candidate[], drawn: number): PostRef | null {
  const eligible = members
    .filter(isAtWork)
    .sort((a, b) => (codeOf(a) < codeOf(b) ? -1 : codeOf(a) > codeOf(b) ? 1 : a.postId - b.postId))
  if (!eligible.length) return null
  return ref(eligible[((drawn % eligible.length) + eligible.length) % eligible.length]!)
}
