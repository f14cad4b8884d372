// Builds the web client when its sources have changed since the last build, in a process of its own.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Plain, readText, root } from './dependencies.mjs'

const built = join(root, 'web', 'dist')
const stamp = join(built, '.sources')

/** What can reach a bundle: the client, the map style of tiles, and the pure files of the rooms. */
const reaches = (file) =>
  /\.(ts|tsx|js|css|html|json|svg|png|woff2|webmanifest)$/.test(file) &&
  !/\.test\.tsx?$|^web[\\/](dist|test)[\\/]|node_modules/.test(file)
const isPure = (file) => /(schemas|rules[\w-]*)\.ts$|^backend[\\/]src[\\/]kernel[\\/]/.test(file)

/**
 * Answers once the client is built. Throws Plain with the builder's first words when it cannot be.
 * @param {(words: string) => void} say
 */
export async function buildWeb(say) {
  const hash = hashOfSources()
  if (existsSync(join(built, 'index.html')) && readText(stamp) === hash) return
  say('Building the web client')
  await vite()
  writeFileSync(stamp, hash)
}

function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const [room, wanted] of [
    ['web', reaches],
    ['tiles', reaches],
    ['backend/src', isPure],
  ]) {
    const files = readdirSync(join(root, room), { recursive: true }).map((file) => join(room, file))
    for (const file of files.filter(wanted).sort()) hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function vite() {
  const cli = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  return new Promise((resolve, reject) => {
    let words = ''
    const child = spawn(process.execPath, [cli, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'], {
      cwd: root,
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        words += chunk
      })
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Plain(`The web client could not be built:\n${words.trim().slice(0, 2000)}`)),
    )
  })
}
