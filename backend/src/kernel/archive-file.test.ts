import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readArchive, writeArchive } from './archive-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-archive-'))
after(() => rmSync(folder, { recursive: true }))
const passphrase = 'a passphrase for tests'

async function* lines(count: number) {
  for (let at = 0; at < count; at++) yield { at, text: 'नयापुर '.repeat(40) }
}

async function readAll(path: string, words: string): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const line of readArchive(path, words)) all.push(line)
  return all
}

test('a town file gives back every line, and nothing of it can be read without the passphrase', async () => {
  const path = join(folder, 'whole')
  await writeArchive(path, passphrase, lines(20_000))
  const read = await readAll(path, passphrase)
  assert.equal(read.length, 20_000)
  assert.deepEqual(read[19_999], { at: 19_999, text: 'नयापुर '.repeat(40) })
  assert.ok(!readFileSync(path).includes('नयापुर'))
  await assert.rejects(readAll(path, 'another passphrase'), /passphrase is wrong/)
})

test('a file that was cut, changed or is none is refused with the reason', async () => {
  const path = join(folder, 'damaged')
  await writeArchive(path, passphrase, lines(50_000))
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.subarray(0, bytes.length - 40))
  await assert.rejects(readAll(path, passphrase), /cut short/)
  const changed = Buffer.from(bytes)
  changed[changed.length - 5]! ^= 1
  writeFileSync(path, changed)
  await assert.rejects(readAll(path, passphrase), /damaged|wrong/)
  writeFileSync(path, 'this is no archive at all, only words')
  await assert.rejects(readAll(path, passphrase), /no town file/)
})
