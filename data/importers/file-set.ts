import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { type ArchiveMember, gunzip, isGzip, isZip, readArchive } from './archive.ts'
import { ImportRefused } from './import-refused.ts'

/** The files that came together: the members of an archive, a file with its siblings, or one file alone. */
export type FileSet = { name: string; members: ArchiveMember[] }

/** Larger files are refused before they are read. */
const maxBytes = 2_000_000_000

/** What belongs to a layer that is kept in several files of one stem, by the extension that is named to open it. */
const siblings: Record<string, RegExp> = {
  '.shp': /\.(shp|shx|dbf|prj|cpg|cst)$/i,
  '.tab': /\.(tab|dat|map|id|ind)$/i,
  '.mif': /\.(mif|mid)$/i,
  '.gml': /\.(gml|xsd|gfs)$/i,
}

/** Gathers what belongs to a path: archives are listed, a Shapefile or MapInfo table brings its siblings. */
export function gatherPath(path: string): FileSet {
  const facts = statOrRefuse(path)
  const name = basename(path)
  if (facts.isDirectory()) return { name, members: listFolder(path, '') }
  if (facts.size > maxBytes) throw new ImportRefused('too-large', `${name} has ${facts.size} bytes; 2 GB is the limit`)
  const pattern = siblings[extname(name).toLowerCase()]
  if (pattern) return { name, members: siblingsOf(path, pattern) }
  return gatherBytes(readFileSync(path), name)
}

/** Gathers from bytes alone: archives are listed, gzip is unpacked. Throws ImportRefused for unsafe or empty archives. */
export function gatherBytes(bytes: Uint8Array, name: string, depth = 0): FileSet {
  if (depth > 2) throw new ImportRefused('unsafe-archive', 'archives inside archives inside archives')
  if (isGzip(bytes)) return gatherBytes(gunzip(bytes), name.replace(/\.gz$/i, ''), depth + 1)
  if (!isZip(bytes)) return { name, members: [{ name, size: bytes.length, read: () => bytes }] }
  const members = readArchive(bytes)
  if (members.length === 0) throw new ImportRefused('empty-archive', `${name} is an empty archive`)
  const only = members[0]!
  if (members.length === 1 && /\.(zip|kmz|gz)$/i.test(only.name)) return gatherBytes(only.read(), only.name, depth + 1)
  return { name, members }
}

function statOrRefuse(path: string) {
  try {
    return statSync(path)
  } catch (error) {
    const isMissing = (error as { code?: string }).code === 'ENOENT'
    throw new ImportRefused('unreadable', isMissing ? `there is no file ${path}` : `${path} cannot be read`)
  }
}

const fromDisk = (path: string, name: string): ArchiveMember => {
  const size = statOrRefuse(path).size
  if (size > maxBytes) throw new ImportRefused('too-large', `${name} has ${size} bytes; 2 GB is the limit`)
  return { name, size, read: () => readFileSync(path) }
}

function listFolder(folder: string, prefix: string): ArchiveMember[] {
  const base = prefix || (/\.gdb$/i.test(folder) ? `${basename(folder)}/` : '')
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listFolder(path, `${base}${entry.name}/`)
    return entry.isFile() ? [fromDisk(path, `${base}${entry.name}`)] : []
  })
}

function siblingsOf(path: string, pattern: RegExp): ArchiveMember[] {
  const stem = basename(path, extname(path)).toLowerCase()
  const folder = dirname(path)
  const names = readdirSync(folder).filter((name) => {
    return pattern.test(name) && basename(name, extname(name)).toLowerCase() === stem
  })
  return names.map((name) => fromDisk(join(folder, name), name))
}
