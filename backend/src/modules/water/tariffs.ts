/** Tariff packs: those that come with the platform, and the one that a town has put in force by its own instrument. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Conflict, type Db, Invalid } from '../../kernel/index.ts'
import { readPack, type TariffPack } from '../../kernel/pure-tariff.ts'
import { selectMaster } from '../identity/index.ts'
import { tariffExamples, type WaterPackFile } from './rules-tariff.ts'

const folder = new URL('../../../../data/reference/water/tariffs/', import.meta.url)
let known: Map<string, WaterPackFile> | undefined

/** The packs of data/reference/water/tariffs, by name. None of them is in force anywhere until a town adopts it. */
export function referencePacks(): ReadonlyMap<string, WaterPackFile> {
  known ??= new Map(
    readdirSync(fileURLToPath(folder))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => tariffExamples.read(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
      .map((file) => [file.pack.pack, file]),
  )
  return known
}

/** Register of masters that says which tariff a town charges by. */
export const tariffRegister = 'water.tariffs'
export type TariffUse = 'supply' | 'connection-fee'

/** A pack by its name, or one that was written out. @throws Invalid naming every fault of it */
export function packFrom(value: unknown): TariffPack {
  if (typeof value !== 'string') return readPack(value)
  const found = referencePacks().get(value)
  if (!found)
    throw new Invalid('pack', 'There is no tariff pack of this name.', {
      got: value,
      expected: [...referencePacks().keys()],
    })
  return found.pack
}

/** What a town has put in force for a use; null when it has not. */
export async function tariffOn(
  db: Db,
  use: TariffUse,
  day: string,
): Promise<{ pack: TariffPack; instrument: string; from: string } | null> {
  const found = await selectMaster(db, { register: tariffRegister, key: use }, day)
  return found && { pack: packFrom(found.value), instrument: found.instrument, from: found.validFrom }
}

/** @throws Conflict where the town has put no tariff in force: no rate is made up */
export async function requireTariff(db: Db, use: TariffUse, day: string) {
  const found = await tariffOn(db, use, day)
  if (!found) throw new Conflict('tariff', 'This town has put no water tariff in force for that day.', { got: day })
  return found
}
