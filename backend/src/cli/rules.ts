/** `khasra rules test`: every family of rule packs proves its packs by the worked examples that they carry. */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Problem } from '../kernel/index.ts'
import { byeLawFamily, openPack } from '../modules/building-permits/bye-laws/packs.ts'
import type { ByeLaws } from '../modules/building-permits/bye-laws/rules-read-pack.ts'
import { proveChargePacks, provePackFile } from './charges.ts'
import { taxFamily } from './tax.ts'
import { BadUsage, type Verb, type VerbAnswer } from './verb.ts'

/** What a pack's own examples say of it. */
export interface TestedPack {
  name: string
  examples: number
  failed: { id: string; expected: unknown; got: unknown }[]
}

/** A family of packs: a room with rules of its own adds one here. */
export interface PackFamily {
  /** Packs that come along, each proved. */
  all(): TestedPack[]
  /** Whether a file is one of these, by what it says of itself. */
  knows(value: unknown): boolean
  /** @throws Problem for a file that cannot be used, with every fault as a reason */
  file(path: string): TestedPack
}

/** Charges for water and waste stand last: their files say of themselves only what is charged. */
const families: PackFamily[] = [
  {
    all: () => byeLawFamily.names().map((name) => byeLawFamily.test(name)),
    knows: (value) => (value as { kind?: unknown } | null)?.kind === 'bye-laws',
    file: (path) => byeLawFamily.test(path),
  },
  taxFamily,
  { all: proveChargePacks, knows: () => true, file: provePackFile },
]

/** A pack that was read and found wanting is no bad usage: every fault is told, with its interval. Others are thrown on. */
function wanting(error: unknown): VerbAnswer {
  const faults = error instanceof Problem ? (error.details.reasons ?? []) : []
  if (!(error instanceof Problem) || !faults.length) throw error
  const text = [error.message, ...faults.map((fault) => `  ${fault}`)].join('\n')
  return { exitCode: 1, json: { error: { message: error.message }, faults }, text }
}

/** A pack of bye-laws by name or path, or the answer that says what is wrong with it. */
export function packOrFaults(nameOrPath: string): ByeLaws | VerbAnswer {
  try {
    return openPack(nameOrPath)
  } catch (error) {
    return wanting(error)
  }
}

function ofFile(path: string): TestedPack {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new BadUsage(`${path} is no JSON`)
  }
  return families.find((family) => family.knows(value))!.file(path)
}

function tested(given: string | undefined): TestedPack[] {
  if (given !== undefined && existsSync(given)) return [ofFile(given)]
  const known = families.flatMap((family) => family.all())
  const packs = given === undefined ? known : known.filter((pack) => pack.name === given)
  if (packs.length) return packs
  throw new BadUsage(`no rule pack is called ${given}: there are ${known.map((pack) => pack.name).join(', ')}`)
}

async function testRules(args: string[]): Promise<VerbAnswer> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
  if (positionals.length > 1) throw new BadUsage('name one pack, or none for all of them')
  try {
    return answerOf(tested(positionals[0]))
  } catch (error) {
    return wanting(error)
  }
}

function answerOf(packs: TestedPack[]): VerbAnswer {
  const failed = packs.flatMap((pack) =>
    pack.failed.map(
      (each) => `${pack.name}, ${each.id}: expected ${JSON.stringify(each.expected)}, got ${JSON.stringify(each.got)}`,
    ),
  )
  const counts = packs.map(
    (pack) => `${pack.name}: ${pack.examples - pack.failed.length} of ${pack.examples} examples hold`,
  )
  return { exitCode: failed.length ? 1 : 0, json: { packs }, text: [...counts, ...failed].join('\n') }
}

/** The verb. */
export const rulesVerb: Verb = {
  name: 'rules test',
  summary: 'proves the rule packs by their own worked examples: one by name or in a file, else all that come along',
  example: 'khasra rules test cg-birgaon',
  run: testRules,
}
