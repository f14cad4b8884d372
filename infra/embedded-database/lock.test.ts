import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startedAt, takeLock, takeLockFile } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-lock-'))
after(() => rmSync(folder, { recursive: true }))

test('a folder is locked once, by whatever path it is reached, and free again after release', async () => {
  const link = `${folder}-link`
  symlinkSync(folder, link)
  const lock = await takeLock(folder)
  assert.ok(lock)
  assert.equal(await takeLock(link), null)
  await lock.release()
  const again = await takeLock(link)
  assert.ok(again)
  await again.release()
  rmSync(link)
})

test('a lock file of a living process holds', () => {
  const path = join(folder, 'living')
  writeFileSync(path, `${process.ppid} ${startedAt(process.ppid)}`)
  assert.equal(takeLockFile(path), null)
})

test('a lock file of a process that is gone, or whose number was given to another program, is stale', async () => {
  for (const holder of ['4194304 1', `${process.ppid} 1`, 'rubbish']) {
    const path = join(folder, 'stale')
    writeFileSync(path, holder)
    const lock = takeLockFile(path)
    assert.ok(lock, holder)
    assert.equal(takeLockFile(path), null)
    await lock.release()
    assert.equal(existsSync(path), false)
  }
})
