/** Data folders for tests on the embedded engine: copied from one that was made once, which takes ten seconds. */
import { createHash } from 'node:crypto'
import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EmbeddedConnection, openEmbedded } from '../embedded-database/index.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const cache = join(root, 'node_modules', '.cache', 'khasra')

/** What is done to a made database before it is kept; `key` must change whenever `prepare` would do something else. */
export type Template = { name: string; key: string; prepare?: (connection: EmbeddedConnection) => Promise<void> }

/** A folder of its own with a copy of the template's database. The caller removes it. */
export async function copyOf(template: Template = { name: 'made', key: '' }): Promise<string> {
  const made = await folderOf(template)
  const folder = mkdtempSync(join(tmpdir(), 'khasra-test-'))
  cpSync(join(made, 'database'), join(folder, 'database'), { recursive: true, mode: constants.COPYFILE_FICLONE })
  return folder
}

/** Removes a folder made by `copyOf`. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

async function folderOf({ name, key, prepare }: Template): Promise<string> {
  const versions = ['pglite', 'pglite-postgis'].map((each) =>
    readFileSync(join(root, 'node_modules/@electric-sql', each, 'package.json'), 'utf8'),
  )
  const hash = createHash('sha256')
    .update(JSON.stringify([versions, key]))
    .digest('hex')
    .slice(0, 16)
  const kept = join(cache, `${name}-${hash}`)
  if (existsSync(kept)) return kept
  const draft = `${kept}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const embedded = await openEmbedded({ dataFolder: draft })
  await prepare?.(embedded.connection)
  await embedded.close()
  // Two test processes may have made it at once; the second finds it there and leaves its own.
  if (existsSync(kept)) rmSync(draft, { recursive: true, force: true })
  else renameSync(draft, kept)
  return kept
}
