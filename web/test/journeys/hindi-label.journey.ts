import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { buildStyle } from '../../../tiles/src/style.ts'

/** Names with what breaks first: short i before its letter, reph, half letters, a nukta, a conjunct. */
const WORDS = ['शिवाजी मार्ग', 'महर्षि दयानन्द पथ', 'क़ाज़ी मोहल्ला', 'श्रीकृष्ण चौक']
const SHARPNESS = 4
/** Seen: 0.95 to 0.99 for the map's label, 0.02 to 0.32 for letters set one by one. */
const SAME = 0.9
const BROKEN = 0.6

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS =
  '--no-sandbox --use-angle=swiftshader --enable-unsafe-swiftshader --ignore-gpu-blocklist --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const MODULES = fileURLToPath(new URL('../../../node_modules/', import.meta.url))
const FILES: Record<string, [path: string, type: string]> = {
  '/map/maplibre-gl.mjs': ['maplibre-gl/dist/maplibre-gl.mjs', 'text/javascript'],
  '/map/maplibre-gl-worker.mjs': ['maplibre-gl/dist/maplibre-gl-worker.mjs', 'text/javascript'],
  '/latin.woff2': ['@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2', 'font/woff2'],
  '/devanagari.woff2': [
    '@fontsource-variable/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-wght-normal.woff2',
    'font/woff2',
  ],
}

const PAGE = `<!doctype html><html lang="hi"><meta charset="utf-8"><style>
@font-face { font-family: 'Noto Sans'; font-weight: 100 900; src: url(/latin.woff2); unicode-range: U+0-24F, U+2000-206F }
@font-face { font-family: 'Noto Sans Devanagari'; font-weight: 100 900; src: url(/devanagari.woff2); unicode-range: U+900-97F, U+200C-200D, U+25CC }
html, body { margin: 0; background: #fff }
#map { width: 600px; height: 160px }
#word, #broken { height: 100px; padding: 20px; color: #000; white-space: nowrap }
</style><div id="map"></div><div id="word"></div><canvas id="broken" width="2400" height="560" style="width:600px;height:140px"></canvas>`

type WithMap = { maplibre: typeof import('maplibre-gl'); live?: import('maplibre-gl').Map }

describe('a Hindi street label on the map', { skip: existsSync(CHROMIUM) ? false : 'no Chromium here' }, () => {
  let server: Server
  let browser: Browser
  let page: Page

  before(async () => {
    server = createServer((request, response) => {
      const file = FILES[request.url ?? '']
      response.setHeader('content-type', file?.[1] ?? 'text/html; charset=utf-8')
      if (file) createReadStream(MODULES + file[0]).pipe(response)
      else response.end(PAGE)
    }).listen(0, '127.0.0.1')
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') })
    page = await browser.newPage({ viewport: { width: 640, height: 480 }, deviceScaleFactor: SHARPNESS })
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.evaluate(async () => {
      const path = '/map/maplibre-gl.mjs'
      const maplibre: WithMap['maplibre'] = await import(path)
      maplibre.setWorkerUrl(new URL('/map/maplibre-gl-worker.mjs', location.href).href)
      Object.assign(window, { maplibre })
      await Promise.all([
        document.fonts.load('24px "Noto Sans"'),
        document.fonts.load('24px "Noto Sans Devanagari"', 'शि'),
      ])
    })
  })

  after(async () => {
    await browser?.close()
    server?.close()
  })

  for (const word of WORDS) {
    it(`${word}: is shaped as the page shapes the same word`, async () => {
      const [onMap, onPage, broken] = [
        await drawOnMap(page, word),
        await drawOnPage(page, word),
        await drawBroken(page, word),
      ]
      const same = await likeness(onMap, onPage)
      const wrong = await likeness(broken, onPage)
      assert.ok(same >= SAME, `likeness ${same.toFixed(3)} of the label to the word`)
      assert.ok(wrong <= BROKEN, `likeness ${wrong.toFixed(3)} of letters set one by one, which must not pass`)
    })
  }
})

/** The product's own style for an arterial street, alone on white, in black and without halo. */
function styleFor(word: string) {
  const style = buildStyle({ town: { code: 'x', bounds: null }, theme: 'light', language: 'hi' })
  const label = style.layers.find((layer) => layer.id === 'label-road-arterial')
  assert.ok(label?.type === 'symbol')
  const { 'source-layer': _, ...layer } = label
  return {
    version: 8 as const,
    sources: {
      base: {
        type: 'geojson' as const,
        data: {
          type: 'Feature' as const,
          properties: { class: 'arterial', name_hi: word },
          geometry: {
            type: 'LineString' as const,
            coordinates: [
              [77.9485, 23.1],
              [77.9515, 23.1],
            ],
          },
        },
      },
    },
    layers: [
      { id: 'paper', type: 'background' as const, paint: { 'background-color': '#ffffff' } },
      { ...layer, paint: { 'text-color': '#000000' } },
    ],
  }
}

async function drawOnMap(page: Page, word: string): Promise<Buffer> {
  await page.evaluate(
    (style: object) =>
      new Promise<void>((drawn) => {
        const shared = window as unknown as WithMap
        shared.live?.remove()
        shared.live = new shared.maplibre.Map({
          container: 'map',
          style: style as never,
          center: [77.95, 23.1],
          zoom: 18,
          fadeDuration: 0,
          attributionControl: false,
          localIdeographFontFamily: false,
        })
        shared.live.once('idle', () => drawn())
      }),
    styleFor(word) as object,
  )
  return page.locator('#map').screenshot()
}

/** The word in HTML in the label's font, weight and size. */
async function drawOnPage(page: Page, word: string): Promise<Buffer> {
  await page.evaluate((text) => {
    const element = document.querySelector<HTMLElement>('#word')
    if (!element) return
    element.textContent = text
    element.style.font = `500 15px 'Noto Sans', 'Noto Sans Devanagari'`
  }, word)
  return page.locator('#word').screenshot()
}

/** What older maps did: every code point by itself, one after another. */
async function drawBroken(page: Page, word: string): Promise<Buffer> {
  await page.evaluate((text) => {
    const canvas = document.querySelector<HTMLCanvasElement>('#broken')
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.fillStyle = '#000'
    context.font = `500 60px 'Noto Sans', 'Noto Sans Devanagari'`
    let x = 80
    for (const letter of text) {
      context.fillText(letter, x, 300)
      x += context.measureText(letter).width
    }
  }, word)
  return page.locator('#broken').screenshot()
}

const GRID = { width: 192, height: 40 }

/** Likeness of two inked shapes, 0 to 1: each is cut to its ink, laid on one grid, slightly blurred, and correlated. */
async function likeness(a: Buffer, b: Buffer): Promise<number> {
  const [first, second] = [await inkOf(a), await inkOf(b)]
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(first), mean(second)]
  let [cross, squareA, squareB] = [0, 0, 0]
  for (const [at, value] of first.entries()) {
    const [da, db] = [value - meanA, (second[at] ?? 0) - meanB]
    cross += da * db
    squareA += da * da
    squareB += db * db
  }
  return cross / Math.sqrt(squareA * squareB)
}

async function inkOf(picture: Buffer): Promise<number[]> {
  const cut = await sharp(picture).flatten().greyscale().trim({ background: '#ffffff', threshold: 60 }).toBuffer()
  const grid = await sharp(cut)
    .resize({ ...GRID, fit: 'fill' })
    .blur(1)
    .raw()
    .toBuffer()
  return [...grid].map((value) => 255 - value)
}
