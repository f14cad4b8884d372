/** The second half of `npm start`, once the dependencies are there: database, migrations, sample towns, server. */
import { buildPlatform } from '../../backend/src/app.ts'
import { appliedMigrations, type Config, knownMigrations, migrate, readConfig } from '../../backend/src/kernel/index.ts'
import { startServer } from '../../backend/src/main.ts'
import { loadReference } from '../../data/reference/load.ts'
import { removeHalfLoaded } from '../../data/sample-city/load/half-loaded.ts'
import { type ConfiguredDatabase, openConfigured } from './database.ts'
import { clearCutShort, type DemoSignIns, loadSample, readDemoSignIns, stateOfTowns } from './sample.ts'

/** What the launcher needs from whoever calls it. */
export type LaunchOptions = {
  environment: NodeJS.ProcessEnv
  say: (words: string) => void
  /** Settled when the web client is built; the address is given only then. */
  webReady: Promise<unknown>
  onLost: (problem: Error) => void
}

/** A running Khasra. */
export type Launched = { address: string; signIns: DemoSignIns | null; engine: string; close(): Promise<void> }

/** Brings everything up. Throws an Error whose message is a line for a person; nothing is left running then. */
export async function launch({ environment, say, webReady, onLost }: LaunchOptions): Promise<Launched> {
  // An empty variable means what a missing one means: compose files and shells make no difference.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const config = readConfig(given)
  const opened = await openConfigured(config, { serve: true, onProgress: say, onLost })
  try {
    await prepare(config, opened, Number(given.KHASRA_SAMPLE_PARCELS ?? 25_000), say)
    await webReady
    const server = await startServer({ config, database: opened.database })
    opened.announce(server.address)
    const close = async () => {
      await server.close()
      await opened.close()
    }
    return {
      address: server.address,
      signIns: readDemoSignIns(config.dataFolder),
      engine: opened.database.engine,
      close,
    }
  } catch (problem) {
    await opened.close()
    throw problem
  }
}

async function prepare(
  config: Config,
  { database }: ConfiguredDatabase,
  parcels: number,
  say: (words: string) => void,
): Promise<void> {
  const applied = await appliedMigrations(database)
  const missing = knownMigrations().length - applied.length
  if (missing > 0)
    say(applied.length === 0 ? 'Making the tables' : `Bringing the database up to date (${missing} steps)`)
  await migrate(database)
  const towns = await stateOfTowns(database)
  if (towns === 'cut-short') {
    say('The first start was cut short while it loaded the sample town; beginning that again')
    await clearCutShort(database)
    await migrate(database)
  }
  // Whoever serves the embedded database is alone with it; on a server a town may be coming in at this moment.
  const half = await removeHalfLoaded(buildPlatform(config, database), database.engine === 'embedded')
  for (const code of half) say(`Took away the town ${code}, whose load was cut short`)
  if (towns === 'in-use' || parcels === 0) await loadReference(database)
  else await loadSample(buildPlatform(config, database), parcels, say)
}
