/** Categories of complaints, which of two places is near, and what the map says of a status. Pure. */
import { z } from 'zod'
import type { Names } from '../../kernel/pure.ts'
import type { ComplaintStatus } from './workflow.ts'

const words = z.object({ en: z.string().min(1), hi: z.string().min(1), mr: z.string().min(1) })

/** A category as the masters keep it, register `grievances.categories`. */
export const categorySchema = z.strictObject({
  names: words,
  /** Place in the list that a citizen chooses from. */
  sort: z.int().min(0).max(999),
  /** Designations that it goes to, the first that has a post at work. */
  roles: z.array(z.string().min(1).max(60)).min(1).max(6),
  /** Within so many metres an open one of the same category is probably the same. */
  nearbyM: z.int().min(1).max(1000),
  /** False keeps it off the public map: complaints about persons. */
  onMap: z.boolean(),
})
export type Category = z.output<typeof categorySchema>

/** A category with its code. */
export interface KnownCategory extends Category {
  category: string
}

/** Categories that can be read, in their order. One that cannot is left out: a broken row must not stop all complaints. */
export function readCategories(rows: readonly { key: string; value: unknown }[]): KnownCategory[] {
  return rows
    .flatMap(({ key, value }) => {
      const parsed = categorySchema.safeParse(value)
      return parsed.success ? [{ ...parsed.data, category: key }] : []
    })
    .sort((a, b) => a.sort - b.sort || (a.category < b.category ? -1 : 1))
}

/** The four states that the map shows. */
export type MapState = 'reported' | 'in-work' | 'done' | 'closed'

/** What the map shows of a status. */
export function mapStateOf(status: ComplaintStatus | string): MapState {
  return status === 'reported' || status === 'in-work' || status === 'done' ? status : 'closed'
}

/** How a complaint is called in lists: its kind, and the street by it. */
export function titleOf(category: Names | null, street: Names | null, code: string): Names {
  const kind = category ?? { en: code }
  if (!street) return kind
  const languages = Object.keys(kind)
  return Object.fromEntries(
    languages.map((language) => [
      language,
      [kind[language], street[language] ?? street.en].filter(Boolean).join(' · '),
    ]),
  )
}
