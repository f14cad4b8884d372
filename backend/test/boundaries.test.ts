import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The floors of the back end, lowest first. Rooms of one floor do not know one another. */
const floors = [
  ['identity'],
  ['people'],
  ['parcels'],
  ['notifications'],
  ['workflow', 'payments'],
  ['property-tax', 'building-permits', 'water', 'waste', 'grievances', 'mutations', 'services'],
  ['map', 'dashboards', 'assistant'],
]
const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)))

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.tsx?$/.test(entry.name) &&
        !entry.parentPath.includes('node_modules') &&
        !entry.parentPath.includes('/dist'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

/** Imports of our own files, by path from the root; tests may look further and are not asked. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ]
  return found
    .map((match) => ({ path: match[2] ?? match[3]!, typeOnly: Boolean(match[1]) }))
    .filter(({ path }) => path.startsWith('.'))
    .map(({ path, typeOnly }) => ({ from: file, to: relative(root, resolve(root, dirname(file), path)), typeOnly }))
}

const isTest = (file: string) => /\.(test|journey)\.tsx?$/.test(file) || /(^|\/)test\//.test(file)
const sources = ['backend', 'web', 'tiles', 'data', 'infra'].flatMap(filesUnder)
const imports = sources.filter((file) => !isTest(file)).flatMap(importsOf)
const roomOf = (file: string) => /^backend\/src\/modules\/([^/]+)\//.exec(file)?.[1] ?? null
const isRoof = (file: string) => /^backend\/src\/((main|worker|cli|app)\.ts|cli\/)/.test(file)
const words = (list: Import[]) => list.map(({ from, to }) => `${from} → ${to}`)

test('the test itself sees the house', () => assert.ok(imports.length > 300))

test('the kernel knows no room', () => {
  assert.deepEqual(
    words(
      imports.filter(({ from, to }) => from.startsWith('backend/src/kernel/') && !to.startsWith('backend/src/kernel/')),
    ),
    [],
  )
})

test('a room looks down only, and enters by the door', () => {
  const bad = imports.filter(({ from, to }) => {
    const [here, there] = [roomOf(from), roomOf(to)]
    if (!here || !there || here === there) return false
    const isDoor = to === `backend/src/modules/${there}/index.ts` || /\/(rules[^/]*|schemas|workflow)\.ts$/.test(to)
    return !isDoor || floorOf.get(there)! >= floorOf.get(here)!
  })
  assert.deepEqual(words(bad), [])
})

test('every room has a floor', () => {
  assert.deepEqual(
    [...new Set(sources.map(roomOf))].filter((room) => room && !floorOf.has(room)),
    [],
  )
})

test('nobody imports the roof but the launcher and the roof', () => {
  assert.deepEqual(
    words(imports.filter(({ from, to }) => isRoof(to) && !isRoof(from) && !from.startsWith('infra/'))),
    [],
  )
})

test('rooms take the kernel by its doors', () => {
  const doors = new Set(['index', 'pure', 'pure-tariff'].map((door) => `backend/src/kernel/${door}.ts`))
  const bad = imports.filter(({ from, to }) => roomOf(from) && to.startsWith('backend/src/kernel/') && !doors.has(to))
  assert.deepEqual(words(bad), [])
})

test('pure files import pure files: rules and schemas run in a browser', () => {
  const isPure = (file: string) =>
    /\/(rules[^/]*|schemas|workflow)\.ts$/.test(file) ||
    // The check of a layer is one pure engine; only its reading of files is not.
    (/\/parcels\/check\//.test(file) && !/\/(check-file|verb)\.ts$/.test(file)) ||
    file === 'data/importers/rings.ts' ||
    file.startsWith('backend/src/kernel/pure') ||
    /kernel\/(money|dates|ids|geojson|calendar|names|canonical|errors)\.ts$/.test(file)
  const bad = imports.filter(({ from, to, typeOnly }) => roomOf(from) && isPure(from) && !typeOnly && !isPure(to))
  assert.deepEqual(words(bad), [])
})

test('tiles know the kernel and identity alone', () => {
  const bad = imports.filter(
    ({ from, to }) =>
      from.startsWith('tiles/') &&
      to.startsWith('backend/') &&
      !to.startsWith('backend/src/kernel/') &&
      !to.startsWith('backend/src/modules/identity/'),
  )
  assert.deepEqual(words(bad), [])
})

test('importers are pure: bytes in, features out', () => {
  assert.deepEqual(
    words(
      imports.filter(
        ({ from, to }) =>
          from.startsWith('data/importers/') &&
          !to.startsWith('data/importers/') &&
          !to.startsWith('backend/src/kernel/'),
      ),
    ),
    [],
  )
})

test('the web client takes from the back end only pure files and types', () => {
  const bad = imports.filter(
    ({ from, to, typeOnly }) =>
      from.startsWith('web/') &&
      to.startsWith('backend/') &&
      !typeOnly &&
      !/\/(rules[^/]*|schemas|workflow)\.ts$/.test(to) &&
      !/kernel\/(pure|money|dates|ids|geojson|calendar|names)\.ts$/.test(to),
  )
  assert.deepEqual(words(bad), [])
})

test('web rooms know the map, the words and the looks, never one another', () => {
  const webRoom = (file: string) => /^web\/src\/modules\/([^/]+)\//.exec(file)?.[1] ?? null
  assert.deepEqual(
    words(imports.filter(({ from, to }) => webRoom(from) && webRoom(to) && webRoom(from) !== webRoom(to))),
    [],
  )
})

test('no import runs in a circle between rooms and kernel', () => {
  const edges = new Map<string, Set<string>>()
  for (const { from, to, typeOnly } of imports) {
    const [a, b] = [
      roomOf(from) ?? from.split('/').slice(0, 3).join('/'),
      roomOf(to) ?? to.split('/').slice(0, 3).join('/'),
    ]
    if (a !== b && !typeOnly && from.startsWith('backend/src/modules/') && to.startsWith('backend/src/'))
      edges.set(a, (edges.get(a) ?? new Set()).add(b))
  }
  for (const [a, targets] of edges)
    for (const b of targets) assert.ok(!edges.get(b)?.has(a), `${a} and ${b} import each other`)
})
