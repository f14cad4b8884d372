// A PostgreSQL cluster with PostGIS for one test run: its own folder, port and password, gone afterwards.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'

/** The newest installed PostgreSQL that has PostGIS, as { bin, version }, or null. */
export function findPostgis() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((each) => join(debian, each, 'bin')), ...(process.env.PATH ?? '').split(delimiter)]
  for (const bin of folders) {
    if (!existsSync(join(bin, 'initdb')) || !existsSync(join(bin, 'pg_config'))) continue
    const { stdout } = spawnSync(join(bin, 'pg_config'), ['--sharedir', '--version'], { encoding: 'utf8' })
    const [share, version] = (stdout ?? '').trim().split('\n')
    if (share && existsSync(join(share, 'extension', 'postgis.control'))) return { bin, version: version ?? '' }
  }
  return null
}

/** Starts a cluster; answers { url, stop }. Durability is off: it lives for one run. */
export async function startCluster(bin) {
  const folder = mkdtempSync(join(tmpdir(), 'khasra-postgres-'))
  const user = serverUser()
  const password = randomBytes(18).toString('base64url')
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid)
  const options = { ...user, cwd: folder, stdio: 'pipe', encoding: 'utf8' }
  execFileSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--no-sync',
    ],
    options,
  )
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 120,
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    jit: 'off',
  }
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let words = ''
  server.stderr.on('data', (chunk) => {
    words = (words + chunk).slice(-4000)
  })
  await accepting(bin, port, server, () => words)
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop: () => stop(server, folder) }
}

// PostgreSQL refuses to run as root.
function serverUser() {
  if (process.getuid?.() !== 0) return null
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  const [uid, gid] = [id('-u'), id('-g')]
  if (!uid) throw new Error('PostgreSQL cannot run as root and there is no user "postgres"')
  return { uid, gid, env: { ...process.env, HOME: tmpdir(), USER: 'postgres' } }
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

async function accepting(bin, port, server, words) {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null)
      throw new Error(`PostgreSQL did not start on ${userInfo().username}'s machine: ${words()}`)
    if (spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`PostgreSQL does not answer on port ${port}: ${words()}`)
}

async function stop(server, folder) {
  if (server.exitCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    const timer = setTimeout(() => server.kill('SIGQUIT'), 10_000)
    await gone
    clearTimeout(timer)
  }
  rmSync(folder, { recursive: true, force: true })
}
