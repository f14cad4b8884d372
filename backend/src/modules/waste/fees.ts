/** Fee packs and the rules on bulk generators that come with the platform, and what a town has put in force. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Db, Invalid } from '../../kernel/index.ts'
import { readPack, type TariffPack } from '../../kernel/pure-tariff.ts'
import { selectMaster } from '../identity/index.ts'
import { feeExamples, type WastePackFile } from './rules-fees.ts'
import { type GeneratorRules, generatorRulesSchema } from './rules-generators.ts'

const folder = new URL('../../../../data/reference/waste/', import.meta.url)
let packs: Map<string, WastePackFile> | undefined
let rules: GeneratorRules | undefined

/** The packs of data/reference/waste/fees, by name. None is in force anywhere until a town adopts it. */
export function referenceFees(): ReadonlyMap<string, WastePackFile> {
  const fees = new URL('./fees/', folder)
  packs ??= new Map(
    readdirSync(fileURLToPath(fees))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => feeExamples.read(JSON.parse(readFileSync(new URL(name, fees), 'utf8'))))
      .map((file) => [file.pack.pack, file]),
  )
  return packs
}

/** The dated rules of law on bulk generators. */
export function generatorRules(): GeneratorRules {
  rules ??= generatorRulesSchema.parse(JSON.parse(readFileSync(new URL('./bulk-generators.json', folder), 'utf8')))
  return rules
}

/** Register of masters that says which fees a town charges. */
export const feeRegister = 'waste.fees'

/** A pack by its name, or one that was written out. @throws Invalid naming every fault of it */
export function feePackFrom(value: unknown): TariffPack {
  if (typeof value !== 'string') return readPack(value)
  const found = referenceFees().get(value)
  if (!found)
    throw new Invalid('pack', 'There is no fee pack of this name.', {
      got: value,
      expected: [...referenceFees().keys()],
    })
  return found.pack
}

/** What a town has put in force; null when it has not. */
export async function feesOn(
  db: Db,
  day: string,
): Promise<{ pack: TariffPack; instrument: string; from: string } | null> {
  const found = await selectMaster(db, { register: feeRegister, key: 'fees' }, day)
  return found && { pack: feePackFrom(found.value), instrument: found.instrument, from: found.validFrom }
}
