import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const WEB = join(ROOT, 'web')
const DIST = join(WEB, 'dist')
const MANIFEST = join(DIST, '.vite/manifest.json')
const KB = 1024
const LIMITS_KB = { citizen: 150, officer: 300, map: 450 }

type Chunk = {
  file: string
  name?: string
  src?: string
  imports?: string[]
  dynamicImports?: string[]
  assets?: string[]
}
let manifest: Record<string, Chunk> = {}

before(() => {
  if (isStale())
    execFileSync(
      process.execPath,
      [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--config', join(WEB, 'vite.config.ts')],
      { cwd: ROOT, stdio: 'ignore' },
    )
  manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'))
})

/** True when a source is newer than the built manifest. */
function isStale(): boolean {
  if (!existsSync(MANIFEST)) return true
  const built = statSync(MANIFEST).mtimeMs
  const newer = (folder: string): boolean =>
    readdirSync(folder, { withFileTypes: true }).some((entry) => {
      if (['dist', 'test', 'node_modules'].includes(entry.name)) return false
      const path = join(folder, entry.name)
      return entry.isDirectory() ? newer(path) : statSync(path).mtimeMs > built
    })
  return newer(WEB)
}

/** Chunks that come with these at once: the closure of static imports. */
function closure(keys: string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    closure(manifest[key]?.imports ?? [], seen)
  }
  return seen
}

const gzipped = (file: string) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length
const scriptBytes = (keys: Iterable<string>) =>
  [...new Set([...keys].map((key) => manifest[key]!.file))]
    .filter((file) => /\.m?js$/.test(file))
    .reduce((sum, file) => sum + gzipped(file), 0)
const keyOf = (part: string) => {
  const found = Object.keys(manifest).find((key) => key.endsWith(part))
  assert.ok(found, `${part} is in the build`)
  return found
}
const heaviest = (keys: string[]) =>
  keys.reduce((worst, key) => (scriptBytes([key]) > scriptBytes([worst]) ? key : worst))
const kilobytes = (bytes: number) => Number((bytes / KB).toFixed(1))

/** Every page of an entry and its heaviest language: what is fetched by someone who opens all of them, no map asked for. */
function wholeEntry(entry: string, languages: string[], isMap: (key: string) => boolean): Set<string> {
  const start = closure([keyOf(entry)])
  const pages = [...start]
    .flatMap((key) => manifest[key]?.dynamicImports ?? [])
    .filter((key) => !isMap(key) && !/i18n\//.test(key))
  return closure([...start, ...pages, ...languages])
}

// Whoever opens the map page has asked for the map.
const isMap = (key: string) => /src\/map\/|modules\/map\//.test(key)
const language = (prefix: string) => heaviest(['en', 'hi', 'mr'].map((code) => keyOf(`i18n/${prefix}${code}.json`)))

/** What the main path opens one after another: home, the property, paying and requests, signing in. */
const mainPath = [
  'modules/parcels/page.tsx',
  'modules/shell/pages.tsx',
  'modules/grievances/requests-page.tsx',
  'modules/identity/pages.tsx',
]

test('the citizen fetches at most 150 KB of gzipped script before a map is asked for', (t) => {
  const start = closure([keyOf('index.html'), language('')])
  const kilobytesWith = (pages: string[]) => kilobytes(scriptBytes(closure([...start, ...pages])))
  const pages = [...start]
    .flatMap((key) => manifest[key]?.dynamicImports ?? [])
    .filter((key) => !isMap(key) && !/i18n\//.test(key))
  assert.ok(pages.length > 3, 'pages were found in the build')
  const each = pages.map((key) => ({ key, size: kilobytesWith([key]) })).sort((a, b) => b.size - a.size)
  const path = kilobytesWith(mainPath.map(keyOf))
  const heaviestPage = each[0]!
  t.diagnostic(`citizen: heaviest page ${heaviestPage.key} ${heaviestPage.size} KB`)
  console.log(
    `citizen script   ${path} KB of ${LIMITS_KB.citizen} KB on the main path (first page ${kilobytesWith([])} KB, heaviest other page ${heaviestPage.size} KB)`,
  )
  assert.ok(path <= LIMITS_KB.citizen, `main path ${path} KB`)
  for (const { key, size } of each) assert.ok(size <= LIMITS_KB.citizen, `${key}: ${size} KB`)
})

test('the officer fetches at most 300 KB of gzipped script before a map is asked for', () => {
  const all = kilobytes(scriptBytes(wholeEntry('office.html', [language(''), language('office-')], isMap)))
  console.log(`officer script   ${all} KB of ${LIMITS_KB.officer} KB`)
  assert.ok(all <= LIMITS_KB.officer, `${all} KB`)
})

test('the map adds at most 450 KB with its worker, and no deck.gl', () => {
  const have = wholeEntry('index.html', [language('')], isMap)
  const map = closure([
    keyOf('src/map/city-map.tsx'),
    keyOf('src/map/layer-panel.tsx'),
    keyOf('src/modules/map/live-map.tsx'),
  ])
  const added = [...map].filter((key) => !have.has(key))
  const workers = readdirSync(join(DIST, 'assets')).filter((file) => /worker.*\.m?js$/.test(file))
  assert.ok(workers.length >= 1, 'the worker is a file of its own')
  const bytes = scriptBytes(added) + workers.reduce((sum, file) => sum + gzipped(`assets/${file}`), 0)
  console.log(`map and worker   ${kilobytes(bytes)} KB of ${LIMITS_KB.map} KB`)
  assert.ok(bytes / KB <= LIMITS_KB.map, `${kilobytes(bytes)} KB`)
  assert.ok(![...map].some((key) => /deck/.test(key)), 'deck.gl is not part of the map')
})

test('deck.gl comes only with the 3D view', () => {
  const deck = closure([keyOf('src/map/deck-layers.ts')])
  const have = wholeEntry('index.html', [language('')], isMap)
  const bytes = scriptBytes([...deck].filter((key) => !have.has(key)))
  console.log(`3D when asked    ${kilobytes(bytes)} KB`)
  assert.ok(bytes > 50 * KB, 'deck.gl was found in the build')
  for (const key of [...closure([keyOf('index.html')]), ...closure([keyOf('office.html')])])
    assert.doesNotMatch(manifest[key]!.file, /deck/)
})

test('the citizen carries no Mantine, charts, zod, terra-draw or deck.gl', () => {
  const files = [...wholeEntry('index.html', [language('')], isMap)]
    .map((key) => manifest[key]!.file)
    .filter((file) => file.endsWith('.js'))
  for (const file of files) {
    const text = readFileSync(join(DIST, file), 'utf8')
    assert.doesNotMatch(text, /mantine-|ZodError|TerraDraw|luma\.gl/, file)
  }
})

test('the pages bring both fonts at once and the worker knows the shell', () => {
  for (const page of ['index.html', 'office.html']) {
    const html = readFileSync(join(DIST, page), 'utf8')
    assert.match(html, /rel="preload"[^>]*noto-sans-latin-wght/)
    assert.match(html, /rel="preload"[^>]*noto-sans-devanagari/)
  }
  const worker = readFileSync(join(DIST, 'sw.js'), 'utf8')
  assert.doesNotMatch(worker, /__SHELL__/)
  assert.match(worker, /noto-sans-devanagari/)
  assert.doesNotMatch(worker, /city-map|deck-layers|\/assets\/office/)
  for (const icon of ['icon-192.png', 'icon-512.png', 'maskable-512.png'])
    assert.ok(existsSync(join(DIST, 'icons', icon)))
})

test('no script calls what Chrome 109 does not know', () => {
  const younger = [
    '.toSorted(',
    '.toReversed(',
    '.toSpliced(',
    'withResolvers',
    'groupBy(',
    'fromAsync(',
    'isWellFormed(',
    '.intersection(',
    'URL.canParse',
    'URL.parse(',
  ]
  const scripts = readdirSync(join(DIST, 'assets')).filter((file) => /\.m?js$/.test(file))
  assert.ok(scripts.length > 20)
  for (const file of scripts) {
    const text = readFileSync(join(DIST, 'assets', file), 'utf8')
    assert.deepEqual(
      younger.filter((name) => text.includes(name)),
      [],
      file,
    )
  }
})

test('no style sheet needs more than Chrome 109', () => {
  const sheets = readdirSync(join(DIST, 'assets')).filter((file) => file.endsWith('.css'))
  for (const file of sheets) {
    assert.doesNotMatch(
      readFileSync(join(DIST, 'assets', file), 'utf8'),
      /oklch|color-mix|light-dark\(|@starting-style|@scope|linear\(/,
      file,
    )
  }
})
