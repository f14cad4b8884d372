import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { tileLayers } from '../../tiles/layers/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file && existsSync(join(root, file)))
const code = tracked.filter((file) => /\.(ts|tsx|mjs)$/.test(file))
const text = (file: string) => readFileSync(join(root, file), 'utf8')

test('the top level is the plan and nothing else', () => {
  const allowed = new Set([
    'backend',
    'web',
    'tiles',
    'data',
    'infra',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'biome.json',
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'LICENSE',
    '.ci',
    '.gitignore',
    '.gitattributes',
    '.editorconfig',
    '.npmrc',
    '.nvmrc',
  ])
  assert.deepEqual(
    [...new Set(tracked.map((file) => file.split('/')[0]!))].filter((name) => !allowed.has(name)),
    [],
  )
})

test('there are no drawers', () => {
  assert.deepEqual(
    code.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager|services?)(\.[a-z]+|\/)/.test(file)),
    [],
  )
})

test('file names are kebab-case', () => {
  assert.deepEqual(
    code.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(basename(file))),
    [],
  )
})

test('SQL stands in queries and layers: no action, rule or route speaks it', () => {
  const speaks = /[`'"]\s*(select|insert into|update|delete from|with)\s+[a-z_*(][^`'"]*\b(from|into|set|values)\b/
  const bad = code.filter(
    (file) =>
      /^backend\/src\/modules\/.*\/(actions\/.*|rules[^/]*|routes|schemas)\.ts$/.test(file) &&
      !file.endsWith('.test.ts') &&
      speaks.test(text(file)),
  )
  assert.deepEqual(bad, [])
})

test('no test is switched off, and no any or ts-ignore is left', () => {
  const off = code.filter(
    (file) =>
      /\b(test|it|describe)\.(only|todo)\(|@ts-(ignore|nocheck)/.test(text(file)) &&
      file !== 'backend/test/tidy.test.ts',
  )
  assert.deepEqual(off, [])
})

test('migrations are numbered, named by their room, and comment on every table', () => {
  const files = readdirSync(join(root, 'data/migrations'))
    .filter((file) => file.endsWith('.sql'))
    .sort()
  assert.deepEqual(
    files.filter(
      (file) =>
        !/^\d{4}-(kernel|identity|people|parcels|notifications|workflow|building-permits|grievances|mutations|payments|property-tax|water|waste|map)-[a-z0-9-]+\.sql$/.test(
          file,
        ),
    ),
    [],
  )
  assert.equal(new Set(files.map((file) => file.slice(0, 4))).size, files.length)
  const all = files.map((file) => text(`data/migrations/${file}`)).join('\n')
  const tables = [...all.matchAll(/create table ([a-z_.]+)/g)].map((match) => match[1]!)
  assert.deepEqual(
    tables.filter((table) => !all.includes(`comment on table ${table} is`)),
    [],
  )
  assert.ok(!/on delete set null|create trigger/i.test(all))
})

test('every map layer has a legend in three languages', () => {
  for (const layer of tileLayers) {
    assert.ok(layer.titles.en && layer.titles.hi && layer.titles.mr, layer.id)
    for (const value of layer.legend.values)
      assert.ok(value.names.en && value.names.hi && value.names.mr && value.colour, `${layer.id} ${value.value}`)
  }
})

test('every room has a door and a page of words', () => {
  const rooms = readdirSync(join(root, 'backend/src/modules'))
  const lacking = rooms.filter(
    (room) =>
      !existsSync(join(root, 'backend/src/modules', room, 'index.ts')) ||
      !existsSync(join(root, 'backend/src/modules', room, 'README.md')),
  )
  assert.deepEqual(lacking, [])
})

test('nothing names a machine: no absolute path of one, no registry', () => {
  const bad = tracked
    .filter(
      (file) =>
        /\.(ts|tsx|mjs|json|md|sql|css|html|yml|yaml)$/.test(file) &&
        file !== 'package-lock.json' &&
        file !== 'backend/test/tidy.test.ts',
    )
    .filter((file) => /["'`( ]\/(work|root|home\/[a-z]+)\/[a-z]/.test(text(file)) || /registry\.npmjs/.test(text(file)))
  assert.deepEqual(bad, [])
})
