import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type CallCounts,
  type CallerResolver,
  Forbidden,
  type MessageBook,
  NotFound,
  NotSignedIn,
  newCallCounts,
  newMessageBook,
  newRequestReader,
  type Platform,
  Problem,
  sendProblem,
  type Tenant,
} from '../../backend/src/kernel/index.ts'
import { layerGroups, type TileLayer, tileLayers } from '../layers/index.ts'
import { tileBox } from './encoder.ts'
import { layerTile } from './layer-tile.ts'
import { LiveLayers } from './live-layers.ts'
import { tileMessages } from './messages.ts'
import type { Audience } from './snapshot.ts'
import { readTileAddress, type TileAddress, type TileJsonAddress } from './tile-address.ts'
import { type CachedTile, type Coding, codingFor, compressed, newTile, TileCache } from './tile-cache.ts'
import { tileJson } from './tilejson.ts'

/** What the tile door is built of. */
export type TileHandlerParts = {
  platform: Platform
  resolveCaller: CallerResolver
  /** The count that the API shares, so that a caller is the same one at both doors; of its own unless told. */
  counts?: CallCounts
  /** What is said in each language; English alone unless told. */
  book?: MessageBook
  layers?: readonly TileLayer[]
  groups?: Readonly<Record<string, readonly string[]>>
  /** Bytes of snapshots held in memory; the coldest town goes first. */
  snapshotBytes?: number
  /** Bytes of finished tiles held in memory. */
  cacheBytes?: number
  /** Folder that keeps large snapshots for the next start; none unless told. */
  snapshotFolder?: string
}

/** The tile door: give it every request first. */
export type TileHandler = {
  /** True when the request was a tile's or a TileJSON's and is being answered; `/tiles/{city}/style.json` is not. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  layers: LiveLayers
  /** Called after a commit; already put into `platform.onLayerChange`. */
  onLayerChange(tenantId: number, layer: string, featureIds: readonly number[]): void
  close(): Promise<void>
}

/** `sameForAll`: no layer of it has anything that some may not see, so no session need be read. */
type Request = {
  tenant: Tenant
  layers: readonly TileLayer[]
  audience: Audience
  isPrivate: boolean
  sameForAll: boolean
}

/** What was lately sent, by path: valid for callers without a session, and only for a few seconds. */
type KnownTile = { tile: CachedTile; asked: Request; address: TileAddress; until: number }
const knownMs = 5_000
const knownLimit = 20_000

const mvt = 'application/vnd.mapbox-vector-tile'

/**
 * Answers `/tiles/{city}/{layer}/{z}/{x}/{y}.mvt` and `/tiles/{city}/{layer}.json`, past Express.
 * An empty tile is 204. Every answer says `no-cache`: a browser keeps it and asks again with its ETag, so that an edit
 * appears at once and an unchanged tile costs a 304.
 */
export function createTileHandler(parts: TileHandlerParts): TileHandler {
  const register = new Map((parts.layers ?? tileLayers).map((layer) => [layer.id, layer]))
  const groups = parts.groups ?? layerGroups
  const cache = new TileCache(parts.cacheBytes ?? 128 * 2 ** 20)
  const live = new LiveLayers(
    parts.platform,
    [...register.values()],
    parts.snapshotBytes ?? 512 * 2 ** 20,
    (tenantId) => cache.deleteTenant(tenantId),
    parts.snapshotFolder ?? null,
  )
  const book = parts.book ?? newMessageBook([tileMessages])
  const counts = parts.counts ?? newCallCounts(parts.platform.config)
  const reader = newRequestReader({ ...parts, counts })
  const making = new Map<string, Promise<CachedTile>>()
  const known = new Map<string, KnownTile>()
  parts.platform.onLayerChange.push(live.changed)

  function layersOf(id: string): readonly TileLayer[] {
    // An address may say 'constructor': only what the register itself holds is a group.
    const ids = (Object.hasOwn(groups, id) && groups[id]) || [id]
    const found = ids.flatMap((name) => register.get(name) ?? [])
    if (found.length > 0) return found
    throw new NotFound('layer', 'There is no layer by this name.', {
      got: id,
      expected: [...register.keys(), ...Object.keys(groups)],
    })
  }

  /** Who asks, for what. In a group, layers that the caller may not see are left out; alone, such a layer is refused. */
  async function admit(request: IncomingMessage, address: TileAddress | TileJsonAddress): Promise<Request> {
    const layers = layersOf(address.layer)
    const tenant = await reader.tenant(address.city)
    const hasSecrets = layers.some((layer) => layer.whoMaySee || layer.fields.some((f) => f.audience === 'staff'))
    if (!hasSecrets) return { tenant, layers, audience: 'public', isPrivate: false, sameForAll: true }
    const caller = await reader.caller(tenant, request)
    const allowed = layers.filter((layer) => !layer.whoMaySee || caller.permissions.has(layer.whoMaySee))
    if (allowed.length === 0) {
      if (caller.roleClass === 'anonymous') throw new NotSignedIn('Sign in to see this layer.')
      throw new Forbidden('Your role does not allow this layer.', { expected: layers[0]!.whoMaySee })
    }
    const isStaff = caller.roleClass === 'staff' || caller.roleClass === 'auditor' || caller.roleClass === 'system'
    const isPrivate = isStaff || allowed.some((layer) => layer.whoMaySee)
    return { tenant, layers: allowed, audience: isStaff ? 'staff' : 'public', isPrivate, sameForAll: false }
  }

  /** True while nothing that the tile shows has changed. A version that moved elsewhere is taken over. */
  function isCurrent(tile: CachedTile, { tenant, layers }: Request, { z, x, y }: TileAddress): boolean {
    for (let i = 0; i < layers.length; i++) {
      const layer = live.peek(tenant.tenantId, layers[i]!.id)
      if (!layer || layer.stale.size > 0) return false
      const { snapshot } = layer
      if (tile.versions[i] === snapshot.version) continue
      if (snapshot.changedSince(tile.versions[i]!, tileBox(z, x, y))) return false
      tile.versions[i] = snapshot.version
    }
    return true
  }

  async function make(key: string, asked: Request, { z, x, y }: TileAddress): Promise<CachedTile> {
    const loaded = await Promise.all(asked.layers.map((layer) => live.get(asked.tenant, layer.id)))
    const versions = loaded.map((layer) => layer.snapshot.version)
    const pieces = asked.layers.map((layer, i) =>
      z < layer.minZoom ? noBytes : layerTile(loaded[i]!.snapshot, layer.id, z, x, y, asked.audience),
    )
    const tile = newTile(asked.tenant.tenantId, versions, pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces))
    cache.set(key, tile)
    return tile
  }

  /** The tile, made once however many ask for it. */
  async function tileFor(key: string, asked: Request, address: TileAddress): Promise<CachedTile> {
    const kept = cache.get(key)
    if (kept && isCurrent(kept, asked, address)) return kept
    const running = making.get(key)
    if (running) {
      // What was being made when this request came may be older than a commit before it.
      const tile = await running
      if (isCurrent(tile, asked, address)) return tile
      return tileFor(key, asked, address)
    }
    const made = make(key, asked, address).finally(() => making.delete(key))
    making.set(key, made)
    return made
  }

  async function answerTile(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    address: TileAddress,
  ): Promise<void> {
    const asked = await admit(request, address)
    // Two callers may be allowed different parts of a group: the parts are in the key, not only their group.
    const parts = asked.layers.map((layer) => layer.id).join('+')
    const key = `${asked.tenant.tenantId}/${parts}/${address.z}/${address.x}/${address.y}/${asked.audience}`
    const tile = await tileFor(key, asked, address)
    const coding = codingFor(request.headers['accept-encoding'], tile.raw.length)
    if (!tile.bodies.has(coding)) {
      const body = await compressed(tile.raw, coding, coding === 'identity')
      cache.addBody(tile, coding, body, coding === 'identity', headOf(tile, coding, body, asked.isPrivate))
    }
    if (asked.sameForAll || request.headers.cookie === undefined) {
      if (known.size > knownLimit) known.clear()
      known.set(path, { tile, asked, address, until: Date.now() + knownMs })
    }
    send(request, response, tile, coding, asked.isPrivate)
  }

  /**
   * Answers at once a tile that was sent a moment ago to anyone without a session: no promise, no parsing. This is what
   * keeps cached tiles as fast as a bare server. After some seconds the town is looked up again.
   */
  function answerKnown(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const entry = known.get(path)
    if (!entry) return false
    if (entry.tile.gone || entry.until < Date.now()) {
      known.delete(path)
      return false
    }
    if (!entry.asked.sameForAll && request.headers.cookie !== undefined) return false
    if (request.method !== 'GET' || !isCurrent(entry.tile, entry.asked, entry.address)) return false
    const coding = codingFor(request.headers['accept-encoding'], entry.tile.raw.length)
    if (!entry.tile.bodies.has(coding)) return false
    entry.tile.used = true
    send(request, response, entry.tile, coding, false)
    return true
  }

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    tile: CachedTile,
    coding: Coding,
    isPrivate: boolean,
  ): void {
    const ready = tile.bodies.get(coding)!
    const unchanged = matches(request.headers['if-none-match'], tile.hash)
    if (unchanged || tile.raw.length === 0) {
      response.writeHead(unchanged ? 304 : 204, headOf(tile, coding, null, isPrivate))
      response.end()
      return
    }
    if (!ready.thorough) improve(tile, coding, isPrivate)
    response.writeHead(200, ready.head)
    if (request.method === 'HEAD') response.end()
    else response.end(ready.body)
  }

  /** A tile asked for again is compressed well, off the path of any request, one at a time. */
  let improving: Promise<void> = Promise.resolve()
  function improve(tile: CachedTile, coding: Coding, isPrivate: boolean): void {
    const ready = tile.bodies.get(coding)!
    ready.thorough = true
    improving = improving
      .then(() => compressed(tile.raw, coding, true))
      .then(
        (body) => cache.addBody(tile, coding, body, true, headOf(tile, coding, body, isPrivate)),
        () => {},
      )
  }

  async function answerJson(request: IncomingMessage, response: ServerResponse, address: TileJsonAddress) {
    const asked = await admit(request, address)
    const layers = await Promise.all(
      asked.layers.map(async (layer) => ({ layer, snapshot: (await live.get(asked.tenant, layer.id)).snapshot })),
    )
    const body = JSON.stringify(tileJson(originOf(request), asked.tenant.code, address.layer, layers, asked.audience))
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': asked.isPrivate ? 'private, no-cache' : 'public, no-cache',
      vary: 'Cookie',
      'x-content-type-options': 'nosniff',
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  async function answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      throw new Problem(405, 'Method not allowed', 'Tiles can only be read.', { got: request.method, expected: 'GET' })
    }
    const address = readTileAddress(path)
    if (address.kind === 'tile') await answerTile(request, response, path, address)
    else await answerJson(request, response, address)
  }

  return {
    layers: live,
    onLayerChange: live.changed,
    handle(request, response) {
      const url = request.url ?? ''
      if (!url.startsWith('/tiles/')) return false
      const query = url.indexOf('?')
      const path = query < 0 ? url : url.slice(0, query)
      try {
        counts.count('tile', request)
      } catch (refusal) {
        sendProblem(response, refusal, { request, book })
        return true
      }
      if (answerKnown(request, response, path)) return true
      if (path.endsWith('/style.json')) return false
      answer(request, response, path).catch((error) => {
        if (response.headersSent) response.destroy()
        else sendProblem(response, error, { request, book })
      })
      return true
    },
    async close() {
      const hooks = parts.platform.onLayerChange
      const at = hooks.indexOf(live.changed)
      if (at >= 0) hooks.splice(at, 1)
      await live.close()
    },
  }
}

const noBytes = new Uint8Array(0)
const vary = 'Accept-Encoding, Cookie'

/** Headers as name, value, name, value; without those of a body where there is none. */
function headOf(tile: CachedTile, coding: Coding, body: Uint8Array | null, isPrivate: boolean): string[] {
  const cacheControl = isPrivate ? 'private, no-cache' : 'public, no-cache'
  const head = ['etag', `"${tile.hash}.${coding}"`, 'cache-control', cacheControl, 'vary', vary]
  if (!body) return head
  head.push('content-type', mvt, 'content-length', String(body.length), 'x-content-type-options', 'nosniff')
  if (coding !== 'identity') head.push('content-encoding', coding)
  return head
}

/** Does an If-None-Match list name this tile, in whatever coding it was sent? */
function matches(header: string | undefined, hash: string): boolean {
  return header !== undefined && (header.includes(`"${hash}.`) || header.trim() === '*')
}

/** Where the caller reached us, for TileJSON's absolute addresses. A host header that is none is not repeated. */
function originOf(request: IncomingMessage): string {
  const host = request.headers.host ?? ''
  if (!/^[\w.-]+(:\d+)?$|^\[[0-9a-fA-F:]+\](:\d+)?$/.test(host)) return ''
  const forwarded = request.headers['x-forwarded-proto']
  return `${forwarded === 'https' ? 'https' : 'http'}://${host}`
}
