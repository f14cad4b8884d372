// Installs what package-lock.json asks for, when it is not there. Plain JavaScript on Node's own modules: it runs first.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

const modules = join(root, 'node_modules')
const stamp = join(modules, '.khasra-lock')

/** A problem that is told in one line, without a stack. */
export class Plain extends Error {}

/** Throws Plain when this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 11)) return
  throw new Plain(`Khasra needs Node 20.11 or newer; this is ${process.version}. Get it at https://nodejs.org.`)
}

/**
 * Runs `npm ci` unless the dependencies fit the lock file. Answers whether it did.
 * @param {(words: string) => void} say
 */
export async function installDependencies(say) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const hash = createHash('sha256').update(lock).digest('hex')
  if (readText(stamp) === hash) return false
  if (!fitsLock(JSON.parse(lock.toString()))) {
    say('Installing the dependencies (once, about a minute)')
    await npmCi()
  }
  writeFileSync(stamp, hash)
  return true
}

// Someone has run `npm ci` by hand: npm's own list of what it put there is compared, so that it is not done twice.
function fitsLock(lock) {
  const installed = readText(join(modules, '.package-lock.json'))
  if (installed === null) return false
  const there = JSON.parse(installed).packages ?? {}
  return Object.entries(lock.packages).every(
    ([path, { version, optional, link }]) =>
      path === '' || link || (there[path] ? there[path].version === version && existsSync(join(root, path)) : optional),
  )
}

function npmCi() {
  const cli = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const [command, given] = cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args]
  return new Promise((resolve, reject) => {
    let words = ''
    const child = spawn(command, given, { cwd: root, shell: command === 'npm' && process.platform === 'win32' })
    child.stdout.resume()
    child.stderr.on('data', (chunk) => {
      words = (words + chunk).slice(-20_000)
    })
    child.on('error', () => reject(new Plain('npm was not found. It comes with Node: install Node again, with npm.')))
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Plain(whyNpmFailed(words)))))
  })
}

function whyNpmFailed(words) {
  const network = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.exec(
    words,
  )
  if (network)
    return `The dependencies are missing and the package registry cannot be reached (${network[1]}). Connect to a network once and run this again.`
  if (/ENOSPC/.test(words)) return 'The disk is full: the dependencies need about 800 MB.'
  const last =
    words.split('\n').find((line) => /npm (error|ERR!) (?!code|path|errno)/.test(line)) ??
    words.trim().split('\n').at(-1)
  return `The dependencies could not be installed: ${(last ?? '').replace(/^npm (error|ERR!)\s*/, '')}`
}

/** The text of a file, or null. */
export function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
