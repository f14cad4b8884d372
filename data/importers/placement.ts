import { type CrsBook, type NamedCrs, wgs84 } from './crs.ts'
import type { Bounds } from './feature.ts'
import { ImportRefused } from './import-refused.ts'
import { isNearLand } from './land-mask.ts'
import type { RawLayer } from './layer.ts'
import { areaRatio } from './measuring-crs.ts'

/** Where the caller says the layer lies: a CRS that overrides the file's, and the bounds of the town if they are known. */
export type Expectation = { crs?: string; area?: Bounds }

/** The CRS that a layer is in, after every test of its plausibility; `notes` say what was assumed. */
export type Placement = { crs: NamedCrs; centre: [number, number]; notes: string[] }

/**
 * Decides where a layer lies, or throws ImportRefused: no CRS and coordinates that are no degrees, axes swapped, a CRS that does not
 * fit the numbers, a place outside the world. Nothing is ever placed on a guess that the numbers contradict.
 */
export async function placeLayer(book: CrsBook, layer: RawLayer, expectation: Expectation): Promise<Placement> {
  const sample = samplePositions(layer)
  const notes: string[] = []
  const crs = await crsFor(book, layer, expectation, sample, notes)
  if (crs.isGeographic) refuseNotDegrees(sample, crs)
  else refuseDegrees(sample, crs)
  const places = await book.transform(crs.code === wgs84 ? wgs84 : crs.wkt, wgs84, sample)
  refuseOutOfWorld(places, crs)
  const swapped = await placesWhenSwapped(book, crs, sample)
  refuseSwapped(places, swapped, expectation)
  const centre = centreOf(places)
  if (!crs.isGeographic && sample.length > 0) await refuseFarFromZone(book, crs, centre, swapped)
  return { crs, centre, notes }
}

/** Up to 200 positions spread over the layer, from the corners of features. */
function samplePositions(layer: RawLayer): Float64Array {
  const step = Math.max(1, Math.floor(layer.features.length / 100))
  const picked: number[] = []
  for (let i = 0; i < layer.features.length; i += step) {
    const run = layer.features[i]!.shape.parts[0]?.[0]
    if (!run || run.length < 2) continue
    const middle = Math.floor(run.length / 4) * 2
    picked.push(run[0]!, run[1]!, run[middle]!, run[middle + 1]!)
  }
  return Float64Array.from(picked)
}

async function crsFor(
  book: CrsBook,
  layer: RawLayer,
  expectation: Expectation,
  sample: Float64Array,
  notes: string[],
): Promise<NamedCrs> {
  if (expectation.crs) return book.describe(expectation.crs)
  if (layer.crs) return book.describe(layer.crs.input, layer.crs.esri)
  const outside = shareOutside(sample, 180, 90)
  if (outside < 0.5) {
    refuseDrawingUnits(layer)
    if (!layer.isDegrees) notes.push('the file states no CRS; its coordinates were taken as degrees of EPSG:4326')
    return book.describe(wgs84)
  }
  if (shareOutside(sample, 90, 180) < 0.5) throw swappedAxes()
  const far = sample.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  throw new ImportRefused(
    'unknown-crs',
    `unknown CRS: the coordinates are no degrees (up to ${Math.round(far)}) and the file states no CRS; say --crs EPSG:n`,
  )
}

function shareOutside(sample: Float64Array, maxX: number, maxY: number): number {
  let outside = 0
  for (let i = 0; i < sample.length; i += 2) {
    if (Math.abs(sample[i]!) > maxX + 1e-9 || Math.abs(sample[i + 1]!) > maxY + 1e-9) outside++
  }
  return sample.length === 0 ? 0 : outside / (sample.length / 2)
}

/** A drawing in local metres near its origin passes for degrees; then half of its areas would be wider than 5°. */
function refuseDrawingUnits(layer: RawLayer): void {
  const widths = layer.features.slice(0, 500).flatMap(({ shape }) => {
    const shell = shape.type.endsWith('Polygon') ? shape.parts[0]?.[0] : undefined
    if (!shell) return []
    const xs = shell.filter((_, i) => i % 2 === 0)
    return [Math.max(...xs.slice(0, 10_000)) - Math.min(...xs.slice(0, 10_000))]
  })
  const middle = widths.sort((a, b) => a - b)[Math.floor(widths.length / 2)]
  if (middle === undefined || middle <= 12) return
  throw new ImportRefused('unknown-crs', 'unknown CRS: as degrees the shapes would be continents; say --crs EPSG:n')
}

function refuseNotDegrees(sample: Float64Array, crs: NamedCrs): void {
  if (shareOutside(sample, 180, 90) < 0.5) return
  if (shareOutside(sample, 90, 180) < 0.5) throw swappedAxes()
  throw new ImportRefused(
    'wrong-crs',
    `the CRS is said to be ${label(crs)}, in degrees, but the coordinates are no degrees`,
  )
}

function refuseDegrees(sample: Float64Array, crs: NamedCrs): void {
  if (sample.length === 0 || shareOutside(sample, 180, 90) > 0) return
  throw new ImportRefused(
    'wrong-crs',
    `the CRS is said to be ${label(crs)}, in metres, but the coordinates look like degrees`,
  )
}

function refuseOutOfWorld(places: Float64Array, crs: NamedCrs): void {
  if (
    places.length === 0 ||
    shareOutside(
      places.map((value) => value || 0),
      180,
      90,
    ) +
      shareNaN(places) <
      0.5
  )
    return
  throw new ImportRefused('out-of-world', `in ${label(crs)} the coordinates lie outside the world: is the CRS right?`)
}

const shareNaN = (places: Float64Array) => places.filter(Number.isNaN).length / Math.max(1, places.length)

function placesWhenSwapped(book: CrsBook, crs: NamedCrs, sample: Float64Array): Promise<Float64Array> {
  const turned = sample.map((_, i) => sample[i % 2 === 0 ? i + 1 : i - 1]!)
  return book.transform(crs.code === wgs84 ? wgs84 : crs.wkt, wgs84, turned)
}

/** India without its islands, for the commonest mistake: latitude written first. */
const india: Bounds = [68, 6, 97.5, 37.5]

function refuseSwapped(places: Float64Array, swapped: Float64Array, expectation: Expectation): void {
  if (places.length === 0) return
  const { area } = expectation
  if (area && shareIn(places, grown(area)) === 0 && shareIn(swapped, grown(area)) > 0.5) throw swappedAxes()
  if (!expectation.crs && shareIn(places, [6, 68, 37.5, 90]) === 1 && shareIn(swapped, india) === 1) throw swappedAxes()
  if (shareOnLand(places) === 0 && shareOnLand(swapped) > 0.8) throw swappedAxes()
}

const swappedAxes = () =>
  new ImportRefused(
    'swapped-axes',
    'the axes are swapped: the first number of each position is a latitude (northing), the second a longitude (easting)',
  )

const grown = ([w, s, e, n]: Bounds): Bounds => [w - 1, s - 1, e + 1, n + 1]

function shareIn(places: Float64Array, [w, s, e, n]: Bounds): number {
  return share(places, (lon, lat) => lon >= w && lon <= e && lat >= s && lat <= n)
}

const shareOnLand = (places: Float64Array) => share(places, isNearLand)

function share(places: Float64Array, test: (lon: number, lat: number) => boolean): number {
  let passed = 0
  for (let i = 0; i < places.length; i += 2) if (test(places[i]!, places[i + 1]!)) passed++
  return passed / Math.max(1, places.length / 2)
}

function centreOf(places: Float64Array): [number, number] {
  const middle = (offset: number) => {
    const values = Array.from(places.filter((value, i) => i % 2 === offset && Number.isFinite(value))).sort(
      (a, b) => a - b,
    )
    return values[Math.floor(values.length / 2)] ?? 0
  }
  return [middle(0), middle(1)]
}

/** A transverse or conic projection used far outside its zone stretches areas; world maps like Web Mercator may. */
async function refuseFarFromZone(
  book: CrsBook,
  crs: NamedCrs,
  centre: [number, number],
  swapped: Float64Array,
): Promise<void> {
  if (!/Transverse_Mercator|Transverse Mercator|Conic|Oblique/i.test(crs.wkt)) return
  const isFar = async (place: [number, number]) => {
    const ratio = await areaRatio(book, crs, place)
    return !(ratio > 0.93 && ratio < 1.075)
  }
  if (!(await isFar(centre))) return
  const turned = centreOf(swapped)
  if (turned[0] !== 0 && !(await isFar(turned))) throw swappedAxes()
  throw new ImportRefused(
    'out-of-world',
    `in ${label(crs)} the layer lies far outside that system's zone: is the CRS right?`,
  )
}

const label = (crs: NamedCrs) => crs.code ?? crs.name
