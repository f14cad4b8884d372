import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { removeHalfLoaded } from '../../../data/sample-city/load/half-loaded.ts'
import { loadGenerated } from '../../../data/sample-city/load/index.ts'
import { archiveOptions } from '../app.ts'
import {
  type ArchiveReport,
  asOwner,
  dayInZone,
  exportAll,
  exportTown,
  restoreArchive,
  selectTenants,
} from '../kernel/index.ts'
import { BadUsage, done, readPassphrase, say, type Verb, wholeNumber, withPlatform } from './verb.ts'

function codeOf(text: string | undefined): string {
  if (!text || !/^[a-z][a-z0-9-]{1,40}$/.test(text))
    throw new BadUsage('give a town code of small letters, digits and dashes, e.g. nayapur')
  return text
}

function describe(reports: ArchiveReport[]): string {
  return reports
    .map((report) => {
      const rows = Object.values(report.tables).reduce((sum, table) => sum + table.rows, 0)
      return `${report.city}: ${rows} rows in ${Object.keys(report.tables).length} tables, ${report.documents} documents`
    })
    .join('\n')
}

const passphraseOption = { 'passphrase-file': { type: 'string' } } as const

/** These bring rows of their own, so an empty folder will do. */
const toMake = { mayMake: true }

async function newCity(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { parcels: { type: 'string' }, seed: { type: 'string', default: '1' } },
  })
  const code = codeOf(positionals[0])
  const parcels = wholeNumber(values.parcels, 'parcels', 1, 5_000_000)
  const seed = wholeNumber(values.seed, 'seed', 0, 2 ** 31)
  return withPlatform(async (platform) => {
    for (const half of await removeHalfLoaded(platform)) say(`Took away ${half}, whose load was cut short`)
    const tenants = await asOwner(platform.database, selectTenants)
    if (tenants.some((tenant) => tenant.code === code)) throw new BadUsage(`the town ${code} exists already`)
    const name = code.charAt(0).toUpperCase() + code.slice(1)
    const today = platform.config.today ?? dayInZone(platform.now(), 'Asia/Kolkata')
    const began = performance.now()
    const town = { seed, parcels, code, names: { en: name }, today }
    const loaded = await loadGenerated(platform, town, {
      onProgress: (at) => say(`${at.parcels} parcels, ${at.properties} properties`),
    })
    const seconds = (performance.now() - began) / 1000
    const json = {
      city: code,
      seed,
      parcels: loaded.parcels,
      properties: loaded.properties,
      seconds: Number(seconds.toFixed(2)),
      parcelsPerSecond: Math.round(loaded.parcels / seconds),
    }
    return done(
      json,
      `${code}: ${loaded.parcels} parcels and ${loaded.properties} properties in ${seconds.toFixed(1)} s (${json.parcelsPerSecond} parcels a second)`,
    )
  }, toMake)
}

async function exportCity(args: string[]) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: passphraseOption })
  const [name, file] = positionals
  if (!file) throw new BadUsage('say which town and which file: khasra city export NAME FILE')
  const passphrase = readPassphrase(values['passphrase-file'])
  return withPlatform(async (platform) => {
    const { cities, shared } = await exportTown(platform, codeOf(name), file, passphrase, archiveOptions)
    return done({ ...cities[0]!, shared }, describe(cities))
  })
}

async function restoreCity(args: string[]) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: passphraseOption })
  const file = positionals[0]
  if (!file || !existsSync(file))
    throw new BadUsage(file ? `there is no file ${file}` : 'say which file: khasra city restore FILE')
  const passphrase = readPassphrase(values['passphrase-file'])
  return withPlatform(async (platform) => {
    const { cities, shared } = await restoreArchive(platform, file, passphrase, archiveOptions)
    return done(cities.length === 1 ? { ...cities[0]!, shared } : { cities, shared }, describe(cities))
  }, toMake)
}

async function backup(args: string[]) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: passphraseOption })
  const file = positionals[0]
  if (!file) throw new BadUsage('say which file: khasra backup FILE')
  const passphrase = readPassphrase(values['passphrase-file'])
  return withPlatform(async (platform) => {
    const report = await exportAll(platform, file, passphrase, archiveOptions)
    return done(report, describe(report.cities))
  })
}

/** Verbs about whole towns. */
export const cityVerbs: Verb[] = [
  {
    name: 'city new',
    summary: 'makes a sample city of any size',
    example: 'khasra city new devpur --parcels 100000 --seed 7',
    run: newCity,
  },
  {
    name: 'city export',
    summary: 'writes one town whole into an encrypted file',
    example: 'KHASRA_PASSPHRASE=… khasra city export nayapur nayapur.khasra',
    run: exportCity,
  },
  {
    name: 'city restore',
    summary: 'reads a town file into a server that does not have the town; hashes compared',
    example: 'KHASRA_PASSPHRASE=… khasra city restore nayapur.khasra',
    run: restoreCity,
  },
  {
    name: 'backup',
    summary: 'writes every state and town, with users, masters and keys, into one encrypted file',
    example: 'KHASRA_PASSPHRASE=… khasra backup all.khasra',
    run: backup,
  },
  {
    name: 'restore',
    summary: 'reads a backup into an empty server; hashes compared',
    example: 'KHASRA_PASSPHRASE=… khasra restore all.khasra',
    run: restoreCity,
  },
]
