import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { main } from './cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command in this process; answers its exit code and what it wrote. */
async function khasra(...words: string[]): Promise<{ code: number; out: string; error: string }> {
  const wrote = { out: '', error: '' }
  const [out, error] = [process.stdout.write, process.stderr.write]
  const { KHASRA_DATA, DATABASE_URL } = process.env
  process.stdout.write = ((text: string) => Boolean((wrote.out += text))) as typeof out
  process.stderr.write = ((text: string) => Boolean((wrote.error += text))) as typeof error
  process.env.KHASRA_DATA = folder
  delete process.env.DATABASE_URL
  try {
    return { code: await main(words), ...wrote, out: wrote.out, error: wrote.error }
  } finally {
    process.stdout.write = out
    process.stderr.write = error
    if (KHASRA_DATA === undefined) delete process.env.KHASRA_DATA
    else process.env.KHASRA_DATA = KHASRA_DATA
    if (DATABASE_URL !== undefined) process.env.DATABASE_URL = DATABASE_URL
  }
}

test('help lists every verb with an example; a noun alone names its verbs', async () => {
  const help = await khasra('help')
  assert.equal(help.code, 0)
  for (const verb of ['city new', 'parcels check', 'tiles build', 'journal verify', 'backup'])
    assert.match(help.out, new RegExp(`  ${verb} `))
  const noun = await khasra('parcels')
  assert.equal(noun.code, 2)
  assert.match(noun.error, /check/)
  assert.equal((await khasra('bogus', 'verb')).code, 2)
})

test('a verb that only reads makes no database where there is none, and says so in a line', async () => {
  for (const words of [
    ['journal', 'verify', '--city', 'nayapur'],
    ['tiles', 'bench', '--city', 'nayapur'],
  ]) {
    const { code, out, error } = await khasra(...words)
    assert.deepEqual([code, out, error.split('\n').length], [2, '', 2])
    assert.match(error, /no database here yet/)
  }
  assert.ok(!readdirSync(folder).includes('database'))
})
