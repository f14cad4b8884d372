import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { testDatabase } from '../../../../test/database.ts'
import { read } from '../../../kernel/index.ts'
import { draftImport } from '../import/actions/draft-import.ts'
import { publishDraft } from '../import/actions/publish-draft.ts'
import { undoImport } from '../import/actions/undo-import.ts'
import { fresh, importFiles, settle } from '../import/test-import.ts'
import { tileKey } from './picture.ts'
import { selectOrthophotos } from './queries-imagery.ts'
import { gridOf, tilesOf } from './rules.ts'

/** A square of 600 pixels: red in the west, blue in the east; its world file puts it at 77.95 E, 23.1 N in UTM 43, a metre a pixel. */
async function picture() {
  const half = (background: string) => ({ create: { width: 300, height: 600, channels: 3 as const, background } })
  const east = await sharp(half('#0000ff')).png().toBuffer()
  const west = await sharp(half('#ff0000')).png().toBuffer()
  const jpeg = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#fff' } })
    .composite([
      { input: west, left: 0, top: 0 },
      { input: east, left: 300, top: 0 },
    ])
    .jpeg({ quality: 95 })
    .toBuffer()
  return { 'flight.jpg': jpeg, 'flight.jgw': '1\n0\n0\n-1\n802000.5\n2557599.5\n' }
}

async function aClerk() {
  const base = await testDatabase()
  const { town } = await base.newTenant()
  return { base, staff: base.context(town, { roleClass: 'staff' }), citizen: base.context(town) }
}

test('a picture without CRS asks for it, lands where it says, becomes a dated pyramid and is withdrawn again', async () => {
  const { base, staff, citizen } = await aClerk()
  const asked = await importFiles(staff, await picture(), {}, 'imagery')
  assert.deepEqual([asked.state, asked.problem?.code], ['asked', 'unknown-crs'])
  const checked = await importFiles(staff, await picture(), { crs: 'EPSG:32643' }, 'imagery')
  assert.equal(checked.state, 'checked', JSON.stringify(checked.problem))
  const { bounds, counts } = checked.reading!
  assert.ok(Math.abs(bounds![0] - 77.95) < 0.02 && Math.abs(bounds![1] - 23.1) < 0.02, String(bounds))
  assert.ok(Math.abs(counts.pixelCentimetres! - 100) < 0.5, `${counts.pixelCentimetres} cm`)
  await assert.rejects(draftImport(fresh(staff), checked.importId), /on which day/)
  const dated = await importFiles(staff, await picture(), { crs: 'EPSG:32643', takenOn: '2026-03-12' }, 'imagery')
  await draftImport(fresh(staff), dated.importId)
  assert.equal((await settle(staff, dated.importId)).state, 'written')
  const shown = () => read(citizen, (db) => selectOrthophotos(db, staff.tenant.tenantId))
  assert.deepEqual(await shown(), [])
  await publishDraft(fresh(staff), dated.importId, { instrument: 'Flight order of a test' })
  assert.equal((await settle(staff, dated.importId)).state, 'published')
  const [photo] = await shown()
  assert.equal(photo!.takenOn, '2026-03-12')
  const tile = await tileAt(base.platform.documents, staff.tenant.tenantId, photo!)
  assert.deepEqual([tile.width, tile.height, tile.format], [256, 256, 'webp'])
  await undoImport(fresh(staff), dated.importId, { reason: 'Wrong flight' })
  assert.equal((await settle(staff, dated.importId)).state, 'undone')
  assert.deepEqual(await shown(), [])
})

test('colours lie where they were photographed, on the finest zoom and on the coarsest', async () => {
  const { base, staff, citizen } = await aClerk()
  const dated = await importFiles(staff, await picture(), { crs: 'EPSG:32643', takenOn: '2026-03-12' }, 'imagery')
  await draftImport(fresh(staff), dated.importId)
  await settle(staff, dated.importId)
  await publishDraft(fresh(staff), dated.importId, { instrument: 'Flight order of a test' })
  await settle(staff, dated.importId)
  const [photo] = await read(citizen, (db) => selectOrthophotos(db, staff.tenant.tenantId))
  const [west, south, east, north] = photo!.bounds
  const lat = (south + north) / 2
  for (const z of [photo!.maxZoom, photo!.minZoom]) {
    const red = await colourAt(
      base.platform.documents,
      staff.tenant.tenantId,
      photo!.orthophotoId,
      z,
      west + (east - west) * 0.25,
      lat,
    )
    const blue = await colourAt(
      base.platform.documents,
      staff.tenant.tenantId,
      photo!.orthophotoId,
      z,
      west + (east - west) * 0.75,
      lat,
    )
    assert.ok(red[0]! > 200 && red[2]! < 60, `zoom ${z}: ${red}`)
    assert.ok(blue[2]! > 200 && blue[0]! < 60, `zoom ${z}: ${blue}`)
  }
})

test('what is no picture, or has no place, is refused with the reason', async () => {
  const { staff } = await aClerk()
  const { 'flight.jpg': jpeg } = await picture()
  const lost = await importFiles(staff, { 'flight.jpg': jpeg! }, { crs: 'EPSG:32643' }, 'imagery')
  assert.match(lost.problem!.message, /world file/)
  const broken = await importFiles(staff, { 'flight.tif': 'II*\0no picture' }, { crs: 'EPSG:32643' }, 'imagery')
  assert.deepEqual([broken.state, broken.problem!.code], ['refused', 'broken-file'])
  const text = await importFiles(staff, { 'flight.txt': 'hello' }, {}, 'imagery')
  assert.match(text.problem!.message, /no picture/)
})

type Store = { get(key: string): Promise<Buffer | null> }
const half = 20_037_508.342789244
const mercator = (lon: number, lat: number): [number, number] => [
  (lon / 180) * half,
  (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) * half,
]

async function tileAt(
  store: Store,
  tenantId: number,
  photo: { orthophotoId: number; minZoom: number; bounds: number[] },
) {
  const [x, y] = mercator(photo.bounds[0]! + 1e-4, photo.bounds[1]! + 1e-4)
  const { x0, y0 } = tilesOf([x, y, x + 1, y + 1], photo.minZoom)
  const bytes = await store.get(tileKey(tenantId, photo.orthophotoId, photo.minZoom, x0, y0))
  return sharp(bytes!).metadata()
}

async function colourAt(
  store: Store,
  tenantId: number,
  id: number,
  z: number,
  lon: number,
  lat: number,
): Promise<number[]> {
  const [x, y] = mercator(lon, lat)
  const { x0, y0 } = tilesOf([x, y, x + 1e-6, y + 1e-6], z)
  const [west, , east, north] = gridOf(z, x0, y0, 1)
  const bytes = await store.get(tileKey(tenantId, id, z, x0, y0))
  const pixel = (metres: number) => Math.min(255, Math.floor((metres / (east - west)) * 256))
  const spot = { left: pixel(x - west), top: pixel(north - y), width: 1, height: 1 }
  return [...(await sharp(bytes!).extract(spot).removeAlpha().raw().toBuffer())]
}
