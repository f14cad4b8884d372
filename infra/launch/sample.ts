/** The sample towns of a first start, and people who can sign in to them. */
import { randomBytes, randomInt } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allWorkflows } from '../../backend/src/app.ts'
import {
  asOwner,
  type Database,
  dayInZone,
  type Platform,
  selectTenants,
  type Tenant,
} from '../../backend/src/kernel/index.ts'
import { loadReference } from '../../data/reference/load.ts'
import { loadGenerated } from '../../data/sample-city/load/index.ts'
import type { CityOptions } from '../../data/sample-city/types.ts'
import { openBooks } from './sample-money.ts'
import { openOffice, openState, type SignIn } from './sample-office.ts'
import { openUtilities } from './sample-utilities.ts'

/** Who can sign in to the sample towns; made at the first start, never the same twice. */
export type DemoSignIns = { password: string; users: SignIn[] }

type Town = Pick<CityOptions, 'seed' | 'parcels' | 'properties' | 'code' | 'names'>

const towns = (parcels: number): Town[] => [
  { seed: 1, parcels, code: 'nayapur', names: { en: 'Nayapur', hi: 'नयापुर', mr: 'नयापूर' } },
  // The town that has a register and no map.
  {
    seed: 2,
    parcels: 0,
    properties: Math.min(3000, parcels),
    code: 'puranagaon',
    names: { en: 'Purana Gaon', hi: 'पुराना गाँव', mr: 'जुने गाव' },
  },
]

const fileOf = (dataFolder: string) => join(dataFolder, 'demo-sign-ins.json')

/** The sign-ins of this data folder, or null where no sample was loaded. */
export function readDemoSignIns(dataFolder: string): DemoSignIns | null {
  return existsSync(fileOf(dataFolder)) ? (JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')) as DemoSignIns) : null
}

/** `empty`: nothing is there. `cut-short`: only a first load that was stopped half-way. `in-use`: anything else. */
export async function stateOfTowns(database: Database): Promise<'empty' | 'cut-short' | 'in-use'> {
  const tenants = await asOwner(database, selectTenants)
  if (tenants.length === 0) return 'empty'
  const known = new Set(towns(0).map((town) => town.code))
  const isOurs = tenants.every((tenant) => tenant.kind === 'state' || known.has(tenant.code))
  return isOurs && tenants.some((tenant) => tenant.settings.firstLoad === 'running') ? 'cut-short' : 'in-use'
}

/** Takes away what a first load left when it was stopped; the migrations make it anew. */
export async function clearCutShort(database: Database): Promise<void> {
  const folder = fileURLToPath(new URL('../../data/migrations', import.meta.url))
  const text = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
  const schemas = [...text.matchAll(/^create schema (?:if not exists )?(\w+)/gim)].map((each) => each[1])
  await database.pool.query(
    `drop schema if exists ${[...schemas, 'graphile_worker'].join(', ')} cascade; drop table public.khasra_migrations`,
  )
}

/** Loads the sample towns and makes their staff. Answers the sign-ins and writes them beside the data. */
export async function loadSample(
  platform: Platform,
  parcels: number,
  say: (words: string) => void,
): Promise<DemoSignIns> {
  const { config, database } = platform
  const today = config.today ?? dayInZone(platform.now(), 'Asia/Kolkata')
  const signIns: DemoSignIns = { password: newPassword(), users: [] }
  const made: Tenant[] = []
  const workflows = allWorkflows()
  for (const town of towns(parcels)) made.push(await loadTown(platform, { ...town, today }, say))
  // Values that come along, those of a town among them: the offices work by them.
  await loadReference(database)
  for (const tenant of made) {
    signIns.users.push(...(await openOffice(platform, tenant, signIns.password)))
    await openUtilities(platform, workflows, tenant.tenantId)
    await openBooks(platform, tenant.tenantId)
  }
  signIns.users.push(...(await openState(platform, made[0]!.stateId, made, signIns.password)))
  writeFileSync(fileOf(config.dataFolder), JSON.stringify(signIns, null, 2), { mode: 0o600 })
  await asOwner(database, (db) =>
    db.query(`update kernel.tenants set settings = settings - 'firstLoad' where settings ? 'firstLoad'`),
  )
  return signIns
}

async function loadTown(platform: Platform, options: CityOptions, say: (words: string) => void) {
  const size = options.parcels || (options.properties ?? 0)
  const loaded = await loadGenerated(platform, options, {
    onState: (stateId) =>
      asOwner(platform.database, async (db) => {
        await db.query(
          `update kernel.tenants set settings = settings || '{"firstLoad":"running"}' where tenant_id = $1::int`,
          [stateId],
        )
      }),
    onProgress: (done) => {
      const part = Math.min(99, Math.floor((100 * (done.parcels || done.properties)) / Math.max(1, size)))
      say(`Loading the sample town ${options.names.en}: ${part} %`)
    },
  })
  return loaded.tenant
}

/** Easy to type from a terminal into a phone, and 46 bits of chance. */
function newPassword(): string {
  const words = ['neem', 'mango', 'lotus', 'tulsi', 'banyan', 'peepal', 'jasmine', 'palash', 'amla', 'ashoka']
  const pick = () => words[randomInt(words.length)]
  return `${pick()}-${pick()}-${randomBytes(5).toString('hex')}`
}
