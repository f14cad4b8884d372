/** The note beside the database that tells other processes who serves it and how to reach it. Readable by its owner only. */
import { readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** How `pg` reaches an embedded database; `host` is the folder of the Unix socket, or 127.0.0.1. */
export type EmbeddedConnection = { host: string; port: number; user: string; database: string; password?: string }

/** Contents of the note. `address` is that of the web server, once it has one. */
export type Serving = {
  pid: number
  machine: string
  startedAt: string
  address: string | null
  connection: EmbeddedConnection | null
}

const noteOf = (dataFolder: string) => join(dataFolder, 'serving.json')

/** This machine, or this container: locks do not reach across network namespaces. */
export function machine(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/net')}`
  } catch {
    return hostname()
  }
}

/** Writes the note whole or not at all. */
export function writeServing(dataFolder: string, serving: Serving): void {
  const draft = `${noteOf(dataFolder)}.${process.pid}`
  writeFileSync(draft, JSON.stringify(serving, null, 2), { mode: 0o600 })
  renameSync(draft, noteOf(dataFolder))
}

/** The note, whether or not its writer still lives; null when there is none. */
export function readServing(dataFolder: string): Serving | null {
  try {
    return JSON.parse(readFileSync(noteOf(dataFolder), 'utf8')) as Serving
  } catch {
    return null
  }
}

/** Renews the note's time, which tells another machine on the same disk that its writer lives. */
export function renewServing(dataFolder: string): void {
  try {
    utimesSync(noteOf(dataFolder), new Date(), new Date())
  } catch {
    // The folder is being taken away; the next open says so.
  }
}

/** Milliseconds since the note was renewed; Infinity when there is none. */
export function servingAgeMs(dataFolder: string): number {
  try {
    return Date.now() - statSync(noteOf(dataFolder)).mtimeMs
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

export function removeServing(dataFolder: string): void {
  rmSync(noteOf(dataFolder), { force: true })
}

/** The connection of the process that serves this folder now, or null. */
export async function findServing(dataFolder: string): Promise<Serving | null> {
  const serving = readServing(dataFolder)
  if (!serving?.connection) return null
  return (await answers(serving.connection)) ? serving : null
}

function answers({ host, port }: EmbeddedConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? createConnection(`${host}/.s.PGSQL.${port}`) : createConnection(port, host)
    const settle = (value: boolean) => {
      socket.destroy()
      resolve(value)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}
