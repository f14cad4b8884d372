import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** How a body may be sent. */
export type Coding = 'br' | 'gzip' | 'identity'

/** A tile as it is sent. `head`: its headers, made once; `thorough`: compressed as well as we care to. */
export type TileBody = { body: Uint8Array; thorough: boolean; head: string[] }

/** One tile for one audience, with the versions of the layers that it was made from. */
export type CachedTile = {
  tenantId: number
  versions: number[]
  raw: Uint8Array
  hash: string
  bodies: Map<Coding, TileBody>
  /** For turning out what is not looked at. */
  used: boolean
  /** No longer in the cache: who holds it from elsewhere must let go. */
  gone: boolean
  bytes: number
}

const compressGzip = promisify(gzip)
const compressBrotli = promisify(brotliCompress)

/** Below this, compression gains less than its headers. */
const leastCompressed = 200

/**
 * Quick levels for the first answer, thorough ones afterwards for tiles asked for again, both in zlib's own threads.
 * Measured on a z14 tile of 385 KB: gzip 1 in 4.5 ms to 164 KB, gzip 6 in 21 ms to 152 KB; brotli 2 in 3 ms to 153 KB
 * (3 and 4 take longer and gain nothing, 1 is a third larger), brotli 5 in 16 ms to 141 KB.
 */
export async function compressed(raw: Uint8Array, coding: Coding, thorough: boolean): Promise<Uint8Array> {
  if (coding === 'gzip') return compressGzip(raw, { level: thorough ? 6 : 1 })
  if (coding === 'br') {
    return compressBrotli(raw, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: thorough ? 5 : 2,
        [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
      },
    })
  }
  return raw
}

/** The best coding that an Accept-Encoding header allows; brotli before gzip. */
export function codingFor(accepted: string | string[] | undefined, length: number): Coding {
  if (length < leastCompressed || !accepted) return 'identity'
  const header = Array.isArray(accepted) ? accepted.join(',') : accepted
  if (!header.includes('q=')) return header.includes('br') ? 'br' : header.includes('gzip') ? 'gzip' : 'identity'
  const allowed = new Set(
    header.split(',').flatMap((part) => {
      const [name, ...parameters] = part.trim().split(/\s*;\s*/)
      return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name]
    }),
  )
  return allowed.has('br') ? 'br' : allowed.has('gzip') ? 'gzip' : 'identity'
}

/** A fresh entry around a tile's bytes. The hash is of the bytes, so it outlives restarts and is the same everywhere. */
export const newTile = (tenantId: number, versions: number[], raw: Uint8Array): CachedTile => ({
  tenantId,
  versions,
  raw,
  hash: createHash('sha1').update(raw).digest('base64url').slice(0, 16),
  bodies: new Map(),
  used: true,
  gone: false,
  bytes: raw.length + 400,
})

/** Tiles with their compressed bytes, within a limit of bytes; one not used since the last round goes first. */
export class TileCache {
  private readonly tiles = new Map<string, CachedTile>()
  private readonly limitBytes: number
  private bytes = 0

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }

  get(key: string): CachedTile | undefined {
    const tile = this.tiles.get(key)
    if (tile) tile.used = true
    return tile
  }

  set(key: string, tile: CachedTile): void {
    this.delete(key)
    this.tiles.set(key, tile)
    this.bytes += tile.bytes
    this.shrink()
  }

  delete(key: string): void {
    const tile = this.tiles.get(key)
    if (!tile) return
    this.tiles.delete(key)
    tile.gone = true
    this.bytes -= tile.bytes
  }

  /** Forgets a town's tiles. */
  deleteTenant(tenantId: number): void {
    for (const [key, tile] of this.tiles) if (tile.tenantId === tenantId) this.delete(key)
  }

  /** Adds a compressed body to a tile that may or may not be in the cache any more. */
  addBody(tile: CachedTile, coding: Coding, body: Uint8Array, thorough: boolean, head: string[]): void {
    const own = coding === 'identity' ? 0 : body.length
    const grown = own - (tile.bodies.get(coding)?.body.length ?? 0)
    tile.bodies.set(coding, { body, thorough, head })
    tile.bytes += grown
    if (tile.gone) return
    this.bytes += grown
    this.shrink()
  }

  /** Bytes held. */
  get byteLength(): number {
    return this.bytes
  }

  private shrink(): void {
    let rounds = this.tiles.size * 2
    for (const [key, tile] of this.tiles) {
      if (this.bytes <= this.limitBytes || rounds-- <= 0) return
      this.tiles.delete(key)
      if (tile.used) {
        tile.used = false
        this.tiles.set(key, tile)
      } else {
        tile.gone = true
        this.bytes -= tile.bytes
      }
    }
  }
}
