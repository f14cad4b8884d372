import type { Cast, CastCase, CastName, CityChunk, Fault } from './types.ts'

export type Noun = keyof CityChunk

const NOUNS: readonly Noun[] = [
  'localities',
  'roads',
  'parks',
  'trees',
  'landmarks',
  'parcels',
  'parcelVersions',
  'lineage',
  'levelLinks',
  'buildings',
  'units',
  'properties',
  'propertyParcels',
  'buildingParcels',
  'buildingProperties',
  'outsideNumbers',
  'persons',
  'households',
  'organisations',
  'roles',
  'restrictions',
]

export const emptyChunk = (): CityChunk => ({
  localities: [],
  roads: [],
  parks: [],
  trees: [],
  landmarks: [],
  parcels: [],
  parcelVersions: [],
  lineage: [],
  levelLinks: [],
  buildings: [],
  units: [],
  properties: [],
  propertyParcels: [],
  buildingParcels: [],
  buildingProperties: [],
  outsideNumbers: [],
  persons: [],
  households: [],
  organisations: [],
  roles: [],
  restrictions: [],
})

/** The rows being written, the next key of every noun, and what is remembered till the end. */
export type Books = {
  chunk: CityChunk
  counts: Record<Noun, number>
  /** Live parcels so far. */
  liveParcels: number
  /** Properties without a polygon so far. */
  unmapped: number
  cast: Cast
  faults: Fault[]
  /** The next key of a noun. */
  key(noun: Noun): number
  /** Hands over the rows so far and starts a clean chunk. */
  take(): CityChunk
  inCast(name: CastName, title: string, keys: Partial<Omit<CastCase, 'title'>>): void
}

export const newBooks = (): Books => {
  const counts = Object.fromEntries(NOUNS.map((noun) => [noun, 0])) as Record<Noun, number>
  const books: Books = {
    chunk: emptyChunk(),
    counts,
    liveParcels: 0,
    unmapped: 0,
    cast: {},
    faults: [],
    key: (noun) => ++counts[noun],
    take: () => {
      const full = books.chunk
      books.chunk = emptyChunk()
      for (const noun of [
        'propertyParcels',
        'buildingParcels',
        'buildingProperties',
        'levelLinks',
        'outsideNumbers',
      ] as const)
        counts[noun] += full[noun].length
      return full
    },
    inCast: (name, title, keys) => {
      const one = books.cast[name] ?? {
        title,
        parcels: [],
        buildings: [],
        properties: [],
        persons: [],
        organisations: [],
        localities: [],
      }
      books.cast[name] = one
      for (const noun of ['parcels', 'buildings', 'properties', 'persons', 'organisations', 'localities'] as const)
        one[noun].push(...(keys[noun] ?? []))
    },
  }
  return books
}

export const noRows = (chunk: CityChunk) => NOUNS.every((noun) => chunk[noun].length === 0)
export const addRows = (into: CityChunk, from: CityChunk): void => {
  for (const noun of NOUNS) {
    const rows = into[noun] as unknown[]
    for (const row of from[noun]) rows.push(row)
  }
}
