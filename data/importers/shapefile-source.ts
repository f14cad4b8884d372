import type { ArchiveMember } from './archive.ts'
import type { FileSet } from './file-set.ts'
import type { LayerSource } from './layer.ts'
import { readShapefile, type ShapefileParts } from './shapefile.ts'

/** The Shapefiles of a file set, in whatever folders, each with the siblings of its own folder and stem. */
export function shapefileSources(files: FileSet): LayerSource[] {
  return files.members
    .filter((member) => /\.shp$/i.test(member.name))
    .map((member) => {
      const parts = partsBeside(member, files.members)
      const name = stemOf(member.name).split('/').at(-1)!
      const layer = () => readShapefile(parts(), name)
      return { name, load: async () => layer() }
    })
}

const stemOf = (name: string) => name.replace(/\.[^./]*$/, '')

function partsBeside(shp: ArchiveMember, members: ArchiveMember[]): () => ShapefileParts {
  const stem = stemOf(shp.name).toLowerCase()
  const sibling = (extension: string) => members.find((member) => member.name.toLowerCase() === `${stem}.${extension}`)
  const text = (member: ArchiveMember | undefined) => member && new TextDecoder().decode(member.read())
  return () => ({
    shp: shp.read(),
    dbf: sibling('dbf')?.read(),
    prj: text(sibling('prj')),
    cpg: text(sibling('cpg') ?? sibling('cst')),
  })
}
