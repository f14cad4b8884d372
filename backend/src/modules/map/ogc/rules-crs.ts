/** Reference systems as OGC API Features part 2 names them. Pure. */
import { Invalid } from '../../../kernel/pure.ts'

/** A reference system: its EPSG number, and whether its first axis is latitude. */
export type Crs = { uri: string; srid: number; isLatitudeFirst: boolean }

const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`

/** Longitude and latitude in WGS 84: what everything is in unless told. */
export const crs84: Crs = {
  uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
  srid: 4326,
  isLatitudeFirst: false,
}

/** Those offered for a town that measures in a UTM zone. */
export function crsOffered(utmSrid: number): Crs[] {
  return [
    crs84,
    { uri: epsg(4326), srid: 4326, isLatitudeFirst: true },
    { uri: epsg(3857), srid: 3857, isLatitudeFirst: false },
    { uri: epsg(utmSrid), srid: utmSrid, isLatitudeFirst: false },
  ]
}

/** @throws Invalid with the list of those offered; `[EPSG:4326]` and `EPSG:4326` are read like their address */
export function readCrs(text: string, offered: readonly Crs[], field: string): Crs {
  const short = /^\[?EPSG:(\d+)\]?$/i.exec(text)
  const uri = (short ? epsg(Number(short[1])) : text).replace(/^https:/, 'http:')
  const found = offered.find((each) => each.uri === uri)
  if (!found)
    throw new Invalid(field, 'This reference system is not offered.', {
      got: text.slice(0, 200),
      expected: offered.map((each) => each.uri),
    })
  return found
}

/** [west, south, east, north] (or lower and upper corner in another system), four or six numbers. */
export function readBox(text: string, crs: Crs, field = 'bbox'): [number, number, number, number] {
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const flat = parts.length === 6 ? [parts[0]!, parts[1]!, parts[3]!, parts[4]!] : parts
  if (flat.length !== 4 || flat.some((part) => !Number.isFinite(part)))
    throw new Invalid(field, 'A box has four or six numbers, the lower corner first.', { got: text.slice(0, 200) })
  const box = (crs.isLatitudeFirst ? [flat[1]!, flat[0]!, flat[3]!, flat[2]!] : flat) as [
    number,
    number,
    number,
    number,
  ]
  if (box[1] > box[3]) throw new Invalid(field, 'The lower corner comes first.', { got: text.slice(0, 200) })
  if (crs.srid !== 4326) {
    if (box[0] > box[2]) throw new Invalid(field, 'The lower corner comes first.', { got: text.slice(0, 200) })
    if (box.some((each) => Math.abs(each) > 1e8))
      throw new Invalid(field, 'This box lies outside the reference system.', { got: text.slice(0, 200) })
  } else if (Math.abs(box[0]) > 180 || Math.abs(box[2]) > 180 || Math.abs(box[1]) > 90 || Math.abs(box[3]) > 90)
    throw new Invalid(field, 'This box lies outside the world.', { got: text.slice(0, 200) })
  return box
}

/** A day or a stretch of days; `..` and nothing are open ends. */
export type Period = { from: string | null; to: string | null }

/** Reads `2024-05-01`, `2024-05-01T00:00:00Z`, `2023-04-01/..`. @throws Invalid */
export function readDatetime(text: string): Period {
  const day = (part: string): string | null => {
    if (part === '' || part === '..') return null
    if (
      !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/.test(part) ||
      Number.isNaN(Date.parse(part))
    )
      throw new Invalid('datetime', 'A time is YYYY-MM-DD or RFC 3339; a stretch is from/to.', {
        got: text.slice(0, 100),
      })
    return part.slice(0, 10)
  }
  const parts = text.split('/')
  if (parts.length > 2) throw new Invalid('datetime', 'A stretch of time has two ends.', { got: text.slice(0, 100) })
  const [from, to] = [day(parts[0]!), day(parts.at(-1)!)]
  if (!from && !to) throw new Invalid('datetime', 'One end at least must be a time.', { got: text.slice(0, 100) })
  if (from && to && from > to) throw new Invalid('datetime', 'The beginning comes first.', { got: text.slice(0, 100) })
  return { from, to }
}
