// The server that browser journeys visit: `npm start` itself, on a database and a data folder of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../launch/dependencies.mjs'

/** Enough for every district and the whole cast, and loaded in seconds. */
const PARCELS = '6000'
const LIMIT_MS = 240_000

/**
 * Starts it; answers { address, signIns, stop }. `serverUrl` is a PostgreSQL server on which a database is made, or
 * null for the embedded one.
 */
export async function startJourneyServer(serverUrl, say) {
  const data = mkdtempSync(join(tmpdir(), 'khasra-journey-'))
  const database = serverUrl ? await makeDatabase(serverUrl) : null
  const port = await freePort()
  const child = spawn(process.execPath, ['infra/start.mjs'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      KHASRA_SAMPLE_PARCELS: PARCELS,
      ...process.env,
      KHASRA_DATA: data,
      PORT: String(port),
      KHASRA_LOG: 'warn',
      DATABASE_URL: database?.url ?? '',
    },
  })
  const stop = async () => {
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    }
    await database?.drop()
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await ready(child, say)
    const signIns = JSON.parse(readFileSync(join(data, 'demo-sign-ins.json'), 'utf8'))
    return { address: `http://127.0.0.1:${port}`, signIns, stop }
  } catch (problem) {
    await stop()
    throw problem
  }
}

function ready(child, say) {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    let words = ''
    let isReady = false
    const timer = setTimeout(() => reject(new Error(`not ready after ${LIMIT_MS / 1000} s: ${words}`)), LIMIT_MS)
    const hear = (chunk) => {
      words += chunk
      if (isReady || !words.includes('Khasra is ready')) return
      isReady = true
      say(`The server for the journeys was ready after ${((performance.now() - began) / 1000).toFixed(1)} s`)
      clearTimeout(timer)
      resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => {
      clearTimeout(timer)
      reject(new Error(words))
    })
  })
}

async function makeDatabase(serverUrl) {
  const { default: pg } = await import('pg')
  const name = `khasra_journeys_${process.pid}`
  const run = async (sql) => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await run(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
