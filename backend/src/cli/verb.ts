import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadReference } from '../../../data/reference/load.ts'
import { openConfigured } from '../../../infra/launch/database.ts'
import { buildPlatform } from '../app.ts'
import { migrate, type Platform, readConfig } from '../kernel/index.ts'

/** What a verb gives back: 0 done, 1 read and found wanting, 2 bad usage or unreadable input. */
export interface VerbAnswer {
  exitCode: 0 | 1 | 2
  json: object
  /** The same for people; for exit code 2 the one line for stderr. */
  text: string
}

/** One verb of the command line. */
export interface Verb {
  /** 'parcels check'. */
  name: string
  summary: string
  example: string
  run(args: string[]): Promise<VerbAnswer>
}

/** The call itself is wrong: one line that says how it should be. */
export class BadUsage extends Error {}

/** Done, with a document and its words. */
export function done(json: object, text: string): VerbAnswer {
  return { exitCode: 0, json, text }
}

/** Whether a verb may make the embedded database where there is none: only those that bring rows along. */
export type PlatformUse = { mayMake?: boolean }

/**
 * Opens the platform on the configured database (the running server's, when there is one), migrated, for one verb.
 * @throws BadUsage in a line when there is no database to open
 */
export async function withPlatform<T>(work: (platform: Platform) => Promise<T>, use: PlatformUse = {}): Promise<T> {
  const config = readConfig()
  if (!use.mayMake && config.databaseUrl === null && !existsSync(join(config.dataFolder, 'database')))
    throw new BadUsage('there is no database here yet: npm start makes one, or name one by DATABASE_URL')
  const opened = await openConfigured(config, { serve: false, onProgress: say }).catch((problem: Error) => {
    throw new BadUsage(problem.message)
  })
  try {
    await migrate(opened.database)
    await loadReference(opened.database)
    return await work(buildPlatform(config, opened.database))
  } finally {
    await opened.close()
  }
}

/** A line of progress; never on stdout. */
export function say(words: string): void {
  process.stderr.write(`${words}\n`)
}

/** The passphrase of town files: from KHASRA_PASSPHRASE or a file, never from the command line, where others can read it. */
export function readPassphrase(file: string | undefined): string {
  if (file !== undefined) {
    if (!existsSync(file)) throw new BadUsage(`there is no file ${file}`)
    return readFileSync(file, 'utf8').trim()
  }
  const given = process.env.KHASRA_PASSPHRASE
  if (!given) throw new BadUsage('set KHASRA_PASSPHRASE (at least 12 characters), or give --passphrase-file FILE')
  return given
}

/** A whole number from the command line. */
export function wholeNumber(text: string | undefined, name: string, least: number, most: number): number {
  const value = Number(text)
  if (text === undefined || !Number.isInteger(value) || value < least || value > most)
    throw new BadUsage(`--${name} must be a whole number from ${least} to ${most}`)
  return value
}
