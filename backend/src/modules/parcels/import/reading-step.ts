import { readFileSync } from 'node:fs'
import { asOwner, type Context, read, sha256, type Tx } from '../../../kernel/index.ts'
import { townBounds } from '../../identity/index.ts'
import { readPicture } from '../imagery/picture.ts'
import {
  deleteFindings,
  type ImportPatch,
  insertFindings,
  selectImportFiles,
  selectProfile,
  updateImport,
} from './queries-imports.ts'
import { type ReadingOutcome, readInThread } from './read-thread.ts'
import { findingsFile, type Reading } from './reader.ts'
import type { ReadingFinding } from './reading-findings.ts'
import { fittingChoice, signatureText } from './rules.ts'
import { folderOf, gatherFiles } from './storage.ts'
import { change, type Turn } from './turn.ts'

const findingsPerTransaction = 1_000
/** Progress is told at most so often. */
const tellMilliseconds = 700

/** Reads the files of an import in a thread, with what was wished for it. */
export async function readFiles(turn: Turn): Promise<ReadingOutcome> {
  const { platform, context, record, stopping } = turn
  const { tenantId, srid } = context.tenant
  const files = await asOwner(platform.database, (db) => selectImportFiles(db, tenantId, record.importId))
  await gatherFiles(platform, tenantId, record.importId, files)
  const bounds = await townBounds(context)
  const { crs, layer, columns, join } = record.wishes
  const cancelled = new AbortController()
  let told = 0
  const outcome = readInThread(
    {
      folder: folderOf(platform, tenantId, record.importId),
      target: record.target,
      ...(crs && { crs }),
      ...(layer && { layer }),
      ...(columns && { columns }),
      ...(join && { join }),
      town: { bounds: bounds as Reading['bounds'], srid },
    },
    (progress) => {
      if (Date.now() - told < tellMilliseconds) return
      told = Date.now()
      void turn.tell(progress).then((isWanted) => isWanted || cancelled.abort())
    },
    AbortSignal.any([stopping, cancelled.signal]),
  )
  // A file that says nothing for long still has somebody at it.
  const heart = setInterval(
    () => void turn.tell({ step: record.step ?? 'reading', done: record.done, total: record.total }),
    5_000,
  )
  return outcome.finally(() => clearInterval(heart))
}

/** The first step: what is in the file, where it lies, what is wrong with it. */
export async function readStep(turn: Turn): Promise<void> {
  if (turn.record.target === 'imagery') return readPicture(turn)
  let outcome = await readFiles(turn)
  if ('reading' in outcome) {
    const known = await withProfile(turn, outcome.reading)
    if (known) outcome = await readFiles(known)
  }
  await keepOutcome(turn, outcome)
}

/** A file with columns like an earlier one is read again as that one was, unless somebody has chosen already. */
async function withProfile(turn: Turn, reading: Reading): Promise<Turn | null> {
  const { context, record } = turn
  if (record.wishes.columns) return null
  const signature = sha256(signatureText(record.target, reading.columns))
  const profile = await read(context, (db) => selectProfile(db, context.tenant.tenantId, record.target, signature))
  if (!profile) return null
  const columns = fittingChoice(profile.wishes.columns ?? {}, reading.columns)
  const { level, set, join } = profile.wishes
  const wishes = { ...(level && { level }), ...(set && { set }), ...(join && { join }), ...record.wishes, columns }
  record.wishes = wishes
  record.profile = profile.title
  return turn
}

async function keepOutcome({ context, platform, record }: Turn, outcome: ReadingOutcome): Promise<void> {
  const { tenantId } = context.tenant
  if ('problem' in outcome) {
    const state = outcome.problem.code === 'unknown-crs' ? 'asked' : 'refused'
    return finish(context, record.importId, { state, problem: outcome.problem, reading: null })
  }
  const { reading } = outcome
  const file = findingsFile(folderOf(platform, tenantId, record.importId))
  const findings = JSON.parse(readFileSync(file, 'utf8')) as ReadingFinding[]
  await change(context, record.importId, 'parcels.renew-import-findings', {}, (tx) =>
    deleteFindings(tx, tenantId, record.importId),
  )
  for (let at = 0; at < findings.length; at += findingsPerTransaction) {
    const page = findings.slice(at, at + findingsPerTransaction)
    await change(context, record.importId, 'parcels.add-import-findings', { count: page.length }, (tx) =>
      insertFindings(tx, tenantId, record.importId, page),
    )
  }
  const told = record.profile ? { ...reading, profile: record.profile } : reading
  const wishes = { ...record.wishes, columns: reading.choice }
  await finish(context, record.importId, { state: 'checked', reading: told, wishes, problem: null })
}

/** Ends the step; an import that was cancelled meanwhile stays cancelled. */
export function finish(context: Context, importId: number, patch: ImportPatch): Promise<void> {
  return change(context, importId, 'parcels.finish-reading', { state: patch.state }, async (tx: Tx) => {
    await updateImport(tx, context.tenant.tenantId, importId, ['reading'], { ...patch, step: null })
  })
}
