import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { archiveLimits, gunzip, readArchive } from './archive.ts'
import { ImportRefused } from './import-refused.ts'

const refusedAs = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ImportRefused, String(error))
  assert.equal(error.code, code, error.message)
  return true
}

test('members come out as they went in, packed or stored, without folders and system clutter', () => {
  const bytes = zipSync({
    'a/plots.csv': strToU8('one,two'),
    'a/stored.txt': [strToU8('plain'), { level: 0 }],
    '__MACOSX/a/._plots.csv': strToU8('x'),
    'a/': new Uint8Array(),
  })
  const members = readArchive(bytes)
  assert.deepEqual(
    members.map(({ name }) => name),
    ['a/plots.csv', 'a/stored.txt'],
  )
  assert.deepEqual(
    members.map(({ read }) => new TextDecoder().decode(read())),
    ['one,two', 'plain'],
  )
})

test('a path that leaves the archive is refused', () => {
  for (const name of ['../plots.shp', 'a/../../b.shp', '/etc/plots.shp', 'C:\\plots.shp', 'a\\..\\b.shp']) {
    assert.throws(() => readArchive(zipSync({ [name]: strToU8('x') })), refusedAs('unsafe-archive'), name)
  }
})

test('a bomb is refused before it is inflated', () => {
  const bytes = zipSync({ 'zeros.shp': new Uint8Array(archiveLimits.ratioFromBytes + 1) })
  assert.throws(() => readArchive(bytes), refusedAs('unsafe-archive'))
})

test('a member that unpacks to more than it states is stopped', () => {
  const bytes = zipSync({ 'plots.json': new Uint8Array(100_000) })
  const view = new DataView(bytes.buffer)
  const directory = view.getUint32(bytes.length - 22 + 16, true)
  view.setUint32(directory + 24, 50, true)
  assert.throws(() => readArchive(bytes)[0]!.read(), refusedAs('unsafe-archive'))
})

test('an archive cut at any byte is refused, never a crash', () => {
  const bytes = zipSync({ 'plots.csv': strToU8('some content that is long enough to matter'.repeat(5)) })
  for (let keep = 0; keep < bytes.length; keep++) {
    assert.throws(() => readArchive(bytes.slice(0, keep)), ImportRefused)
  }
})

test('a cut gzip is refused', () => {
  assert.throws(() => gunzip(new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1])), ImportRefused)
})
