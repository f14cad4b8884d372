import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { formatRupees, Invalid } from '../kernel/index.ts'
import {
  caseSchema,
  computeTax,
  loadPack,
  type Pack,
  packFile,
  packNames,
  packOfCase,
  packSchema,
  provePack,
  referencePack,
  TaxFault,
} from '../modules/property-tax/index.ts'
import { BadUsage, done, type Verb, type VerbAnswer } from './verb.ts'

function readJson(file: string | undefined, what: string): unknown {
  if (!file) throw new BadUsage(`say which ${what}: khasra tax compute CASE.json`)
  if (!existsSync(file)) throw new BadUsage(`there is no file ${file}`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new BadUsage(`${file} is no JSON: ${(error as Error).message}`)
  }
}

/** What was read and found wanting: exit code 1, the place and what to do. */
function wanting(error: unknown): VerbAnswer {
  if (!(error instanceof TaxFault)) throw error
  const field = error.path || (error.kind === 'pack' ? 'pack' : 'case')
  const text = `${field}: ${error.message}`
  process.stderr.write(`${text}\n`)
  return { exitCode: 1, json: { error: { kind: error.kind, field, message: error.message } }, text }
}

async function compute(args: string[]): Promise<VerbAnswer> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { rules: { type: 'string' } } })
  const json = readJson(positionals[0], 'case')
  const rules = values.rules === undefined ? null : rulesIn(values.rules)
  try {
    const pack = rules ? rules() : packOfCase(json)
    const bill = computeTax(pack, json)
    const lines = bill.lines.map(
      (line) => `${line.head.padEnd(28)} ${formatRupees(line.amountPaise, 'en').padStart(16)}  ${line.formula}`,
    )
    return done(
      bill,
      [...lines, `${'total'.padEnd(28)} ${formatRupees(bill.totalPaise, 'en').padStart(16)}`].join('\n'),
    )
  } catch (error) {
    return wanting(error)
  }
}

/** Rules by file, or by the name of a pack that comes along. */
function rulesIn(named: string): () => Pack {
  if (!existsSync(named) && packNames().includes(named)) return () => referencePack(named)
  const json = readJson(named, 'rules')
  return () => loadPack(json, packFile)
}

async function schema(args: string[]): Promise<VerbAnswer> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
  const schemas: Record<string, object> = {
    case: z.toJSONSchema(caseSchema, { io: 'input', unrepresentable: 'any' }),
    pack: z.toJSONSchema(packSchema, { io: 'input', unrepresentable: 'any' }),
  }
  const [which] = positionals
  if (which !== undefined && !schemas[which]) throw new BadUsage('khasra tax schema [case|pack]')
  const json = which === undefined ? schemas : schemas[which]!
  return done(json, JSON.stringify(json, null, 2))
}

async function packs(): Promise<VerbAnswer> {
  const list = packNames().map((name) => {
    const { file } = referencePack(name)
    return {
      name,
      title: file.title,
      cities: file.cities,
      from: file.from,
      to: file.to ?? null,
      areaUnit: file.areaUnit,
      inputs: file.inputs,
      required: [
        ...file.settings.filter((each) => each.required).map((each) => `settings.${each.name}`),
        ...file.tables.filter((each) => each.required && each.rows.length === 0).map((each) => `tables.${each.name}`),
      ],
    }
  })
  const text = list.map(
    (each) =>
      `${each.name.padEnd(28)} ${typeof each.title === 'string' ? each.title : each.title.en}${each.required.length ? `  (needs ${each.required.join(', ')})` : ''}`,
  )
  return done({ packs: list }, text.join('\n'))
}

/** Packs of property tax for `khasra rules test`. */
export const taxFamily = {
  all: () => packNames().map((name) => provePack(referencePack(name))),
  /** Only a pack of this family lists its legal instruments, or computes in steps. */
  knows: (value: unknown) =>
    typeof value === 'object' && value !== null && ('instruments' in value || 'steps' in value),
  /** @throws Invalid with the fault as a reason */
  file(path: string) {
    try {
      return provePack(loadPack(readJson(path, 'pack'), packFile))
    } catch (error) {
      if (!(error instanceof TaxFault)) throw error
      throw new Invalid('pack', 'This rule pack cannot be used.', { reasons: [`${error.path}: ${error.message}`] })
    }
  },
}

/** Verbs about property tax and its rule packs; none needs a database. */
export const taxVerbs: Verb[] = [
  {
    name: 'tax compute',
    summary: 'computes the tax of a case, with every line, formula and source',
    example: 'khasra tax compute case.json --rules my-town.json --json',
    run: compute,
  },
  {
    name: 'tax schema',
    summary: 'prints the JSON Schema of a case and of a rule pack',
    example: 'khasra tax schema pack > pack.schema.json',
    run: schema,
  },
  {
    name: 'tax packs',
    summary: 'lists the rule packs that come along, and what each needs to be told',
    example: 'khasra tax packs',
    run: packs,
  },
]
