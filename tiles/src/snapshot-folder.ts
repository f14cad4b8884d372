import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Platform, type Tenant, transact } from '../../backend/src/kernel/index.ts'
import type { TileLayer } from '../layers/index.ts'
import { type Mark, selectChangedIds, selectMark } from './queries.ts'
import type { LayerSnapshot, SnapshotShape } from './snapshot.ts'
import { readSnapshot, saveSnapshot } from './snapshot-file.ts'

type Note = Mark & { tenantId: number; today: string; savedAt: number }

/** Older files are not trusted: the change counter may have been cleared of what they lack. */
const longestMs = 7 * 24 * 3600 * 1000

/** Where the database stands now. Taken before the first page of a snapshot is read. */
export const markNow = (platform: Platform): Promise<Mark> =>
  transact(platform.database, { role: 'khasra_reader', readOnly: true }, selectMark)

const fileOf = (folder: string, tenant: Tenant, layer: TileLayer): string =>
  join(folder, `${tenant.tenantId}-${layer.id}.columns`)

/** Keeps a snapshot for the next start. */
export async function keepSnapshot(
  folder: string,
  tenant: Tenant,
  layer: TileLayer,
  snapshot: LayerSnapshot,
  mark: Mark,
  today: string,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const note: Note = { ...mark, tenantId: tenant.tenantId, today, savedAt: Date.now() }
  await saveSnapshot(fileOf(folder, tenant, layer), snapshot, note)
}

/**
 * The kept snapshot of this very database, town and day, with the features that changed since; null when there is none
 * to be trusted.
 */
export async function keptSnapshot(
  platform: Platform,
  folder: string,
  tenant: Tenant,
  layer: TileLayer,
  shape: SnapshotShape,
  mark: Mark,
  today: string,
): Promise<{ snapshot: LayerSnapshot; changed: number[] } | null> {
  const read = await readSnapshot(fileOf(folder, tenant, layer), shape)
  const note = read?.note as Note | undefined
  if (!read || !note || note.tenantId !== tenant.tenantId || note.today !== today) return null
  // A database put back to an earlier day has fewer transactions behind it than the file.
  if (note.database !== mark.database || BigInt(note.xmin) > BigInt(mark.xmin)) return null
  if (Date.now() - note.savedAt > longestMs) return null
  const rows = await transact(platform.database, { role: 'khasra_reader', readOnly: true }, (db) =>
    selectChangedIds(db, tenant.tenantId, layer.id, note.xmin),
  )
  return { snapshot: read.snapshot, changed: rows.map((row) => row.feature_id) }
}
