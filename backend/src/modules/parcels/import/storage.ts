/** Where the bytes of an import lie: parts in the document store until it is done with, a working folder on this machine. */
import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { type Platform, sha256 } from '../../../kernel/index.ts'
import type { ImportFile } from './queries-imports.ts'
import { filesFolder } from './reader.ts'

/** The name of a part in the store: of this import alone, so that it may be removed. */
export const partKey = (tenantId: number, importId: number, fileNumber: number, part: number): string =>
  sha256(`part of an import ${tenantId} ${importId} ${fileNumber} ${part}`)

/** The working folder of an import. It may be lost at any time: everything in it can be made again from the parts. */
export function folderOf(platform: Platform, tenantId: number, importId: number): string {
  return join(platform.config.dataFolder, 'imports', `${tenantId}-${importId}`)
}

/** Puts the parts together, one file after another, with one part in memory at a time. */
export async function gatherFiles(
  platform: Platform,
  tenantId: number,
  importId: number,
  files: readonly ImportFile[],
): Promise<void> {
  const folder = filesFolder(folderOf(platform, tenantId, importId))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const file of files) {
    const path = join(folder, file.name)
    if (existsSync(path) && statSync(path).size === file.bytes) continue
    const out = createWriteStream(path, { mode: 0o600 })
    for (let part = 0; part < file.parts; part++) {
      const bytes = await platform.documents.get(partKey(tenantId, importId, file.fileNumber, part))
      if (!bytes) throw new Error(`part ${part} of file ${file.fileNumber} of import ${importId} is missing`)
      if (!out.write(bytes)) await new Promise<void>((resolve) => out.once('drain', () => resolve()))
    }
    out.end()
    await finished(out)
  }
}

/** Removes what an import no longer needs once it is published: its bytes and its rows; outlines and findings stay to be looked at. */
export async function clearBytes(
  platform: Platform,
  tenantId: number,
  importId: number,
  files: readonly ImportFile[],
): Promise<void> {
  const folder = folderOf(platform, tenantId, importId)
  rmSync(filesFolder(folder), { recursive: true, force: true })
  if (existsSync(folder))
    for (const name of readdirSync(folder)) if (name.startsWith('rows-')) rmSync(join(folder, name), { force: true })
  await removeParts(platform, tenantId, importId, files)
}

async function removeParts(
  platform: Platform,
  tenantId: number,
  importId: number,
  files: readonly ImportFile[],
): Promise<void> {
  for (const file of files)
    for (const part of file.received)
      await platform.documents.remove(partKey(tenantId, importId, file.fileNumber, part))
}

/** Removes everything that an import kept outside of the database. */
export async function clearImport(
  platform: Platform,
  tenantId: number,
  importId: number,
  files: readonly ImportFile[],
): Promise<void> {
  rmSync(folderOf(platform, tenantId, importId), { recursive: true, force: true })
  await removeParts(platform, tenantId, importId, files)
}
