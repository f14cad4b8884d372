/**
 * One process at a time on a data folder. Two engines on one folder destroy committed data, so the lock is the kernel's
 * where it can be (gone by itself when its holder dies), and is taken before the folder is opened.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { linkSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'

/** A held lock. */
export type Lock = { release(): Promise<void> }

/** Takes the lock of an existing folder, or answers null when another process (or this one) has it. */
export async function takeLock(folder: string): Promise<Lock | null> {
  const name = lockName(folder)
  if (name === null) return takeLockFile(join(folder, 'lock'))
  const server = await listen(name)
  if (server === null) return null
  if (process.platform === 'linux' && !isAbstract(name)) {
    server.close()
    return takeLockFile(join(folder, 'lock'))
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** The folder itself is named, not its path: by device and inode where there are any, so that links lead to the same lock. */
function lockName(folder: string): string | null {
  if (process.platform === 'linux') {
    const { dev, ino } = statSync(folder, { bigint: true })
    return `\0khasra-data-${dev}-${ino}`
  }
  if (process.platform !== 'win32') return null
  const path = realpathSync.native(folder).toLowerCase()
  return `\\\\.\\pipe\\khasra-data-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`
}

function listen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (problem: NodeJS.ErrnoException) =>
      problem.code === 'EADDRINUSE' ? resolve(null) : reject(problem),
    )
    server.listen(name, () => resolve(server.unref()))
  })
}

/** Early releases of Node 20 cut the name at its leading zero and would lock nothing. */
function isAbstract(name: string): boolean {
  return readFileSync('/proc/net/unix', 'latin1').includes(`@${name.slice(1)}`)
}

/**
 * A lock file with process id and start time; a process id alone may since belong to another program. For systems
 * without abstract sockets or pipes.
 */
export function takeLockFile(path: string): Lock | null {
  const mine = `${process.pid} ${startedAt(process.pid)}`
  const draft = `${path}.${process.pid}.${Date.now()}`
  writeFileSync(draft, mine)
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (tryLink(draft, path)) return { release: async () => rmSync(path, { force: true }) }
      const theirs = readText(path)
      if (theirs !== null && isAlive(theirs)) return null
      setStaleAside(path, theirs)
    }
    return null
  } finally {
    rmSync(draft, { force: true })
  }
}

function setStaleAside(path: string, seen: string | null): void {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  // Another process may have replaced the stale file between our look and our rename: then it is put back.
  if (seen !== null && readText(aside) !== seen) tryLink(aside, path)
  rmSync(aside, { force: true })
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function isAlive(holder: string): boolean {
  const space = holder.indexOf(' ')
  const pid = Number(holder.slice(0, space))
  return pid > 0 && startedAt(pid) !== '' && startedAt(pid) === holder.slice(space + 1)
}

/** When a process started, in whatever form the system tells it; '' when there is no such process. */
export function startedAt(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[19] ?? ''
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
