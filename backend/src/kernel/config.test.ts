import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-config-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const read = (given: Record<string, string> = {}) => readConfig({ KHASRA_DATA: join(folder, 'data'), ...given })

test('with nothing set, everything has a safe value', () => {
  const config = read()
  assert.deepEqual(
    [config.port, config.host, config.databaseUrl, config.sender, config.s3, config.today],
    [8080, '127.0.0.1', null, 'development', null, null],
  )
})

test('each wrong variable is named, all of them at once', () => {
  const wrong: Record<string, string[]> = {
    PORT: ['0', '70000', 'http', '80.5'],
    HOST: [''],
    DATABASE_URL: ['mysql://x', 'localhost:5432'],
    KHASRA_DATA: [''],
    KHASRA_TODAY: ['2026-02-30', 'today', '22-11-2026'],
    KHASRA_SENDER: ['sms'],
    KHASRA_LOG: ['loud'],
    KHASRA_TILE_MEMORY_MB: ['1', '999999', 'much'],
    KHASRA_CALLS_PER_MINUTE: ['0', '-5', 'many'],
    KHASRA_TILES_PER_MINUTE: ['0', '1.5', 'many'],
    KHASRA_PROXIES: ['-1', '11', 'one'],
    KHASRA_S3_URL: ['bucket'],
  }
  for (const [name, values] of Object.entries(wrong))
    for (const value of values)
      assert.throws(() => read({ [name]: value }), new RegExp(`\\b${name}: `), `${name}=${value}`)
  assert.throws(() => read({ PORT: '0', KHASRA_LOG: 'loud' }), /PORT: .*; KHASRA_LOG: /)
})

test('a bucket without its key or secret is refused', () => {
  const url = { KHASRA_S3_URL: 'https://store.example.org/papers' }
  for (const given of [url, { ...url, KHASRA_S3_KEY: 'k' }, { ...url, KHASRA_S3_SECRET: 's' }])
    assert.throws(() => read(given), /KHASRA_S3_KEY and KHASRA_S3_SECRET/)
  assert.deepEqual(read({ ...url, KHASRA_S3_KEY: 'k', KHASRA_S3_SECRET: 's' }).s3, {
    url: url.KHASRA_S3_URL,
    key: 'k',
    secret: 's',
  })
})

test('the master key is made at first start for its owner alone, differs each time and stays the same', () => {
  const first = read({ KHASRA_DATA: join(folder, 'one') }).masterKey
  assert.equal(first.length, 32)
  assert.deepEqual(read({ KHASRA_DATA: join(folder, 'one') }).masterKey, first)
  assert.notDeepEqual(read({ KHASRA_DATA: join(folder, 'two') }).masterKey, first)
  const file = join(folder, 'one', 'master.key')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(readFileSync(file, 'utf8'), first.toString('hex'))
  writeFileSync(file, 'short')
  assert.throws(() => read({ KHASRA_DATA: join(folder, 'one') }), /64 hexadecimal digits/)
})

test('a gateway needs its address, token and secret; the public address is the server’s own unless told', () => {
  const gateway = { KHASRA_SENDER: 'gateway', KHASRA_GATEWAY_URL: 'https://gateway.example.org/v1/' }
  assert.throws(() => read(gateway), /KHASRA_GATEWAY_TOKEN/)
  const whole = { ...gateway, KHASRA_GATEWAY_TOKEN: 't'.repeat(16), KHASRA_GATEWAY_SECRET: 's'.repeat(16) }
  assert.equal(read(whole).gateway?.url, 'https://gateway.example.org/v1')
  assert.equal(read().gateway, null)
  assert.equal(read({ PORT: '9000' }).publicUrl, 'http://127.0.0.1:9000')
  assert.equal(read({ KHASRA_PUBLIC_URL: 'https://nayapur.example.org/' }).publicUrl, 'https://nayapur.example.org')
  assert.throws(() => read({ KHASRA_PUBLIC_URL: 'ftp://x.example.org' }), /KHASRA_PUBLIC_URL/)
})
