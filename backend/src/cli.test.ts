import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'khasra-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const program = fileURLToPath(new URL('../../infra/khasra.mjs', import.meta.url))

/** Runs the command as a person would; answers its exit code and what it wrote. */
function khasra(...words: string[]): { code: number | null; out: string; error: string } {
  const env = { ...process.env, KHASRA_DATA: folder, DATABASE_URL: undefined }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { env, encoding: 'utf8' })
  return { code: status, out: stdout, error: stderr }
}

test('help lists every verb with an example; a noun alone names its verbs', () => {
  const help = khasra('help')
  assert.equal(help.code, 0)
  for (const verb of ['city new', 'parcels check', 'tiles build', 'journal verify', 'backup'])
    assert.match(help.out, new RegExp(`  ${verb} `))
  const noun = khasra('parcels')
  assert.equal(noun.code, 2)
  assert.match(noun.error, /check/)
  assert.equal(khasra('bogus', 'verb').code, 2)
})

test('a verb that only reads makes no database where there is none, and says so in a line', () => {
  for (const words of [
    ['journal', 'verify', '--city', 'nayapur'],
    ['tiles', 'bench', '--city', 'nayapur'],
  ]) {
    const { code, out, error } = khasra(...words)
    assert.deepEqual([code, out, error.split('\n').length], [2, '', 2])
    assert.match(error, /no database here yet/)
  }
  assert.ok(!readdirSync(folder).includes('database'))
})
