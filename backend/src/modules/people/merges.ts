import type { z } from 'zod'
import { type Context, read } from '../../kernel/index.ts'
import { type MovedThings, selectMerges, selectOpenSuggestions } from './queries-merge.ts'
import type { mergesSchema, suggestionSchema } from './schemas.ts'

const most = 100
type Labels = Record<string, string>

/** Pairs that may be one person and wait for an officer, the surest first. */
export async function openSuggestions(context: Context): Promise<z.input<typeof suggestionSchema>[]> {
  const rows = await read(context, (db) => selectOpenSuggestions(db, context.tenant.tenantId, most))
  return rows.map((row) => ({
    partyA: row.party_a,
    partyB: row.party_b,
    score: row.score,
    reasons: row.reasons,
    namesA: row.names_a as Labels,
    namesB: row.names_b as Labels,
  }))
}

/** Merges that were made, the newest first: what each moved, and whether it was taken back. */
export async function pastMerges(context: Context): Promise<z.input<typeof mergesSchema>> {
  const rows = await read(context, (db) => selectMerges(db, context.tenant.tenantId, most))
  return {
    merges: rows.map((row) => ({
      mergeId: row.merge_id,
      keptPartyId: row.kept_party_id,
      mergedPartyId: row.merged_party_id,
      namesKept: row.names_kept as Labels,
      namesMerged: row.names_merged as Labels,
      reason: row.reason,
      mergedAt: row.merged_at.toISOString(),
      undoneAt: row.undone_at?.toISOString() ?? null,
      moved: countMoved(row.moved),
    })),
  }
}

/** How many things of a kind moved: this room's by their own name, another room's by `<room>.<table>`. */
function countMoved({ elsewhere, ...own }: MovedThings): { what: string; count: number }[] {
  return Object.entries({ ...own, ...elsewhere })
    .map(([what, things]) => ({ what, count: Array.isArray(things) ? things.length : 1 }))
    .filter(({ count }) => count > 0)
}
