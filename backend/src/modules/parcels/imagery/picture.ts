/** A picture comes in: recognised and placed, then cut into a pyramid of tiles that lie in the document store. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import {
  type Bounds,
  GdalEngine,
  ImportRefused,
  type OpenedRaster,
  openRaster,
} from '../../../../../data/importers/index.ts'
import { asOwner, type Platform, sha256 } from '../../../kernel/index.ts'
import { townBounds } from '../../identity/index.ts'
import { selectImportFiles, updateImport } from '../import/queries-imports.ts'
import { filesFolder, previewFile, type Reading } from '../import/reader.ts'
import { type Box, farDegrees, gapBetween, noColumns } from '../import/rules.ts'
import { folderOf, gatherFiles } from '../import/storage.ts'
import { change, type Turn } from '../import/turn.ts'
import { insertOrthophoto } from './queries-imagery.ts'
import {
  countTiles,
  deepestZoom,
  gridOf,
  mostTiles,
  shallowestZoom,
  squaresOf,
  squareTiles,
  tilePixels,
  tilesOf,
} from './rules.ts'

/** The name of a tile in the store. */
export const tileKey = (tenantId: number, orthophotoId: number, z: number, x: number, y: number): string =>
  sha256(`tile of an orthophoto ${tenantId} ${orthophotoId} ${z} ${x} ${y}`)

type Levels = { minZoom: number; maxZoom: number; tiles: number }

function levelsOf({ grid, groundMetres, bounds }: OpenedRaster): Levels {
  const stretch = 1 / Math.cos((((bounds[1] + bounds[3]) / 2) * Math.PI) / 180)
  const maxZoom = deepestZoom(groundMetres * stretch)
  const minZoom = shallowestZoom(grid, maxZoom)
  return { minZoom, maxZoom, tiles: countTiles(grid, minZoom, maxZoom) }
}

async function open(turn: Turn, engine: GdalEngine): Promise<OpenedRaster> {
  const { platform, context, record } = turn
  const { tenantId } = context.tenant
  const files = await asOwner(platform.database, (db) => selectImportFiles(db, tenantId, record.importId))
  await gatherFiles(platform, tenantId, record.importId, files)
  const folder = filesFolder(folderOf(platform, tenantId, record.importId))
  const paths = readdirSync(folder).map((name) => join(folder, name))
  return openRaster(engine, paths, record.wishes.crs ? { crs: record.wishes.crs } : {})
}

/** The first step of a picture: where it lies, how fine it is, how many tiles it will be. */
export async function readPicture(turn: Turn): Promise<void> {
  const { context } = turn
  const engine = new GdalEngine()
  try {
    const raster = await open(turn, engine)
    const limit = (await townBounds(context)) as Bounds | null
    if (limit && gapBetween(raster.bounds as Box, limit as Box) > farDegrees)
      throw new ImportRefused('elsewhere', 'the picture lies far from this town: is its CRS right?')
    const levels = levelsOf(raster)
    if (levels.tiles > mostTiles)
      throw new ImportRefused('too-large', `the picture would make ${levels.tiles} tiles; bring it in by sheets`)
    writeFootprint(turn, raster.bounds)
    await finish(turn, { state: 'checked', reading: readingOf(raster, levels), problem: null })
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    const state = error.code === 'unknown-crs' ? 'asked' : 'refused'
    await finish(turn, { state, problem: { code: error.code, message: error.message }, reading: null })
  } finally {
    await engine.close()
  }
}

function finish({ context, record }: Turn, patch: Parameters<typeof updateImport>[4]): Promise<void> {
  return change(context, record.importId, 'parcels.finish-reading', { state: patch.state }, async (tx) => {
    await updateImport(tx, context.tenant.tenantId, record.importId, ['reading'], { ...patch, step: null })
  })
}

function writeFootprint({ platform, context, record }: Turn, [west, south, east, north]: Bounds): void {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const feature = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
  const file = previewFile(folderOf(platform, context.tenant.tenantId, record.importId))
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
}

function readingOf(raster: OpenedRaster, levels: Levels): Reading {
  return {
    format: raster.format,
    layers: ['picture'],
    layer: 'picture',
    crs: raster.crs,
    measuredIn: raster.crs,
    notes: [`${raster.width} × ${raster.height} px, ${raster.groundMetres.toFixed(3)} m`],
    features: 1,
    rows: levels.tiles,
    pages: 0,
    bounds: raster.bounds,
    columns: [],
    choice: noColumns,
    join: null,
    counts: { pixelCentimetres: Math.round(raster.groundMetres * 1000) / 10, ...levels },
    formulas: 0,
    preview: { shown: 1, of: 1 },
    sample: [],
  }
}

/** Cuts the pyramid: the finest tiles from the picture, every coarser one from the four below it. */
export async function cutPicture(turn: Turn): Promise<void> {
  const { context, record, stopping } = turn
  const { tenantId } = context.tenant
  const engine = new GdalEngine()
  try {
    const raster = await open(turn, engine)
    const levels = levelsOf(raster)
    const orthophotoId = await change(context, record.importId, 'parcels.draft-orthophoto', levels, (tx) =>
      insertOrthophoto(tx, tenantId, {
        importId: record.importId,
        title: record.title,
        takenOn: record.wishes.takenOn ?? context.today,
        minZoom: levels.minZoom,
        maxZoom: levels.maxZoom,
        bounds: raster.bounds,
        groundMetres: raster.groundMetres,
      }),
    )
    const key = (z: number, x: number, y: number) => tileKey(tenantId, orthophotoId, z, x, y)
    let done = 0
    const tell = (count: number) => {
      done += count
      return turn.tell({ step: 'cutting', done: Math.min(done, levels.tiles), total: levels.tiles })
    }
    for (const square of squaresOf(raster.grid, levels.maxZoom)) {
      const count = await cutSquare(turn.platform, raster, levels.maxZoom, square, key)
      if (stopping.aborted || !(await tell(count))) return
    }
    for (let z = levels.maxZoom - 1; z >= levels.minZoom; z--) {
      const { x0, y0, x1, y1 } = tilesOf(raster.grid, z)
      for (let y = y0; y <= y1; y++) {
        for (let x = x0; x <= x1; x++) await joinFour(turn.platform, z, x, y, key)
        if (stopping.aborted || !(await tell(x1 - x0 + 1))) return
      }
    }
    await change(context, record.importId, 'parcels.finish-draft', { tiles: done }, (tx) =>
      updateImport(tx, tenantId, record.importId, ['writing'], { state: 'written', step: null, done: levels.tiles }),
    )
  } finally {
    await engine.close()
  }
}

type Key = (z: number, x: number, y: number) => string

async function cutSquare(
  platform: Platform,
  raster: OpenedRaster,
  z: number,
  square: { x: number; y: number },
  key: Key,
): Promise<number> {
  const edge = squareTiles * tilePixels
  const tiff = await raster.square(gridOf(z, square.x, square.y, squareTiles), edge)
  const { data, info } = await sharp(tiff)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { x1, y1 } = tilesOf(raster.grid, z)
  let count = 0
  for (let dy = 0; dy < squareTiles && square.y + dy <= y1; dy++)
    for (let dx = 0; dx < squareTiles && square.x + dx <= x1; dx++) {
      const tile = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } }).extract({
        left: dx * tilePixels,
        top: dy * tilePixels,
        width: tilePixels,
        height: tilePixels,
      })
      await put(platform, key(z, square.x + dx, square.y + dy), await tile.webp({ quality: 80 }).toBuffer())
      count++
    }
  return count
}

/** A tile from before a kill may lie there half as good: what is cut anew takes its place. */
async function put(platform: Platform, key: string, bytes: Uint8Array): Promise<void> {
  await platform.documents.remove(key)
  await platform.documents.put(key, bytes)
}

async function joinFour(platform: Platform, z: number, x: number, y: number, key: Key): Promise<void> {
  const parts: { input: Buffer; left: number; top: number }[] = []
  for (const [dx, dy] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const input = await platform.documents.get(key(z + 1, 2 * x + dx, 2 * y + dy))
    if (input) parts.push({ input, left: dx * tilePixels, top: dy * tilePixels })
  }
  if (parts.length === 0) return
  const side = 2 * tilePixels
  const clear = { width: side, height: side, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } }
  const whole = await sharp({ create: clear }).composite(parts).png({ compressionLevel: 0 }).toBuffer()
  await put(platform, key(z, x, y), await sharp(whole).resize(tilePixels, tilePixels).webp({ quality: 80 }).toBuffer())
}
