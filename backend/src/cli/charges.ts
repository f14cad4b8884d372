/** Verbs that work out charges from files, without a database: a council tries a tariff before it resolves on it. */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readInput } from '../kernel/index.ts'
import { readPack, type TariffPack, type TariffResult, tariffPackSchema } from '../kernel/pure-tariff.ts'
import { referenceFees } from '../modules/waste/index.ts'
import { chargeGenerator, feeCaseOf, feeExamples, wasteCaseSchema } from '../modules/waste/rules-fees.ts'
import { referencePacks } from '../modules/water/index.ts'
import { chargeConnection, tariffCaseOf, tariffExamples, waterCaseSchema } from '../modules/water/rules-tariff.ts'
import { BadUsage, done, type Verb, type VerbAnswer } from './verb.ts'

const readers = {
  water: {
    caseSchema: waterCaseSchema as z.ZodType<{ pack?: string | undefined }>,
    exampleSchema: tariffExamples.schema as z.ZodType,
    packs: () => referencePacks() as ReadonlyMap<string, { pack: TariffPack }>,
    compute: (pack: TariffPack, given: unknown) => chargeConnection(pack, waterCaseSchema.parse(given)),
    asked: (given: unknown) => tariffCaseOf(waterCaseSchema.parse(given)),
  },
  waste: {
    caseSchema: wasteCaseSchema as z.ZodType<{ pack?: string | undefined }>,
    exampleSchema: feeExamples.schema as z.ZodType,
    packs: () => referenceFees() as ReadonlyMap<string, { pack: TariffPack }>,
    compute: (pack: TariffPack, given: unknown) => chargeGenerator(pack, wasteCaseSchema.parse(given)),
    asked: (given: unknown) => feeCaseOf(wasteCaseSchema.parse(given)),
  },
}
type Room = keyof typeof readers

/** JSON from a file. @throws BadUsage in a line */
function readJson(file: string): unknown {
  if (!existsSync(file)) throw new BadUsage(`there is no file ${file}`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new BadUsage(`${file} is not JSON`)
  }
}

/** `khasra water schema`, `khasra waste schema`: the JSON Schema of a case and of a pack. */
async function printSchema(room: Room): Promise<VerbAnswer> {
  const { caseSchema, exampleSchema, packs } = readers[room]
  const pack = tariffPackSchema.extend({ examples: z.array(exampleSchema).max(1000).optional() })
  const json = {
    case: z.toJSONSchema(caseSchema, { io: 'input' }),
    rules: z.toJSONSchema(pack, { io: 'input' }),
    packs: [...packs().keys()],
  }
  return done(json, JSON.stringify(json, null, 2))
}

async function compute(room: Room, args: string[]): Promise<VerbAnswer> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { rules: { type: 'string' } } })
  const [file] = positionals
  if (!file) throw new BadUsage(`give a case: khasra ${room} compute case.json`)
  const { caseSchema, packs, compute: run, asked } = readers[room]
  const input = readJson(file)
  const given = readInput(caseSchema, input, 'body')
  const pack = values.rules ? packOf(readJson(values.rules)) : packs().get(given.pack ?? '')?.pack
  if (!pack)
    throw new BadUsage(`name a pack in the case, or give --rules FILE; there are ${[...packs().keys()].join(', ')}`)
  const result = run(pack, input)
  return done({ ...result, steps: stepsOf(result, asked(input)) }, textOf(result))
}

function packOf(value: unknown): TariffPack {
  const { examples: _, ...pack } = (value ?? {}) as { examples?: unknown }
  return readPack(pack)
}

const stepsOf = (result: TariffResult, asked: object) => [
  { step: 'asked', ...asked },
  ...result.lines.map((line) => ({ step: line.head, formula: line.formula, amountPaise: line.amountPaise })),
  { step: 'total', amountPaise: result.totalPaise },
]

const textOf = (result: TariffResult): string =>
  [
    ...result.lines.map(
      (line) => `${line.head.padEnd(16)} ${(line.amountPaise / 100).toFixed(2).padStart(12)}  ${line.formula}`,
    ),
    `${'total'.padEnd(16)} ${(result.totalPaise / 100).toFixed(2).padStart(12)}  ${result.pack}, ${result.instrument}`,
  ].join('\n')

/** A pack with the outcome of its own worked examples. */
export interface ProvedPack {
  name: string
  examples: number
  failed: { id: string; expected: unknown; got: unknown }[]
}

/** The packs of water and waste that come with the platform, proved by their own examples. */
export function proveChargePacks(): ProvedPack[] {
  const water = [...referencePacks().values()].map((file) => ({ file, failed: tariffExamples.failed(file) }))
  const waste = [...referenceFees().values()].map((file) => ({ file, failed: feeExamples.failed(file) }))
  return [...water, ...waste].map(({ file, failed }) => ({
    name: file.pack.pack,
    examples: file.examples.length,
    failed,
  }))
}

/** A pack in a file, of water or of waste by the shape of its examples. @throws BadUsage, Invalid naming every fault */
export function provePackFile(file: string): ProvedPack {
  const value = readJson(file)
  const first = (value as { examples?: { case?: object }[] } | null)?.examples?.[0]?.case
  if (first && 'generator' in first) {
    const read = feeExamples.read(value)
    return { name: read.pack.pack, examples: read.examples.length, failed: feeExamples.failed(read) }
  }
  const read = tariffExamples.read(value)
  return { name: read.pack.pack, examples: read.examples.length, failed: tariffExamples.failed(read) }
}

const verbsOf = (room: Room, what: string): Verb[] => [
  {
    name: `${room} schema`,
    summary: `prints the JSON Schema of a case and of a rule pack of ${what}`,
    example: `khasra ${room} schema --json`,
    run: () => printSchema(room),
  },
  {
    name: `${room} compute`,
    summary: `works out ${what} for a case in a file, by a pack that comes along or one in a file`,
    example: `khasra ${room} compute case.json --rules pack.json`,
    run: (args) => compute(room, args),
  },
]

/** Verbs about charges for water and waste. */
export const chargeVerbs: Verb[] = [...verbsOf('water', 'water charges'), ...verbsOf('waste', 'user fees for waste')]
