/** Verbs about drawings and bye-laws, on files alone. */
import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { packNames } from '../modules/building-permits/bye-laws/packs.ts'
import { type Envelope, envelopeOf } from '../modules/building-permits/bye-laws/rules-envelope.ts'
import { caseSchema, packSchema } from '../modules/building-permits/bye-laws/rules-pack.ts'
import { readDrawingBytes } from '../modules/building-permits/drawing/read-file.ts'
import type { Drawing } from '../modules/building-permits/drawing/rules-drawing.ts'
import { packOrFaults } from './rules.ts'
import { BadUsage, done, type Verb, type VerbAnswer } from './verb.ts'

const options = {
  'bye-laws': { type: 'string' },
  use: { type: 'string' },
  width: { type: 'string' },
  depth: { type: 'string' },
  'road-width': { type: 'string' },
  zone: { type: 'string' },
  height: { type: 'string' },
  'plot-area': { type: 'string' },
  'built-up': { type: 'string' },
  fact: { type: 'string', multiple: true },
  on: { type: 'string' },
} as const

function metres(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0 || value > 1e6)
    throw new BadUsage(`--${name} must be a number above 0: ${text}`)
  return value
}

/** `--fact parkingHeightM=5`: what a pack knows besides. */
function otherFacts(given: readonly string[] = []): Record<string, number | string> {
  return Object.fromEntries(
    given.map((each) => {
      const [name, text] = each.split('=')
      if (!name || text === undefined || text === '') throw new BadUsage(`--fact is NAME=VALUE: ${each}`)
      return [name, Number.isFinite(Number(text)) ? Number(text) : text]
    }),
  )
}

async function envelope(args: string[]): Promise<VerbAnswer> {
  const { values } = parseArgs({ args, options })
  const { 'bye-laws': byeLaws, use } = values
  if (!byeLaws) throw new BadUsage(`say by which bye-laws: --bye-laws ${packNames().join('|')}, or a file of your own`)
  const [widthM, depthM] = [metres(values.width, 'width'), metres(values.depth, 'depth')]
  if (!use || widthM === undefined || depthM === undefined)
    throw new BadUsage('say use, width and depth: --use residential --width 9 --depth 15')
  const day = values.on ?? new Date().toISOString().slice(0, 10)
  if (!z.iso.date().safeParse(day).success) throw new BadUsage(`--on must be a day as YYYY-MM-DD: ${day}`)
  const opened = packOrFaults(byeLaws)
  if ('exitCode' in opened) return opened
  const laws = opened
  const given = Object.entries({
    ...otherFacts(values.fact),
    use,
    widthM,
    depthM,
    roadM: metres(values['road-width'], 'road-width'),
    heightM: metres(values.height, 'height'),
    plotSqm: metres(values['plot-area'], 'plot-area'),
    builtUpSqm: metres(values['built-up'], 'built-up'),
    zone: values.zone,
  }).filter((entry): entry is [string, number | string] => entry[1] !== undefined)
  const found = envelopeOf(laws, Object.fromEntries(given), day)
  const { unknown, ...rest } = found
  return done({ byeLaws: laws.pack.pack, on: day, ...rest, unknown }, textOf(laws.pack.names.en, found))
}

const shown = (value: number | null, unit: string): string => (value === null ? 'not known' : `${value} ${unit}`.trim())

function textOf(title: string, found: Envelope): string {
  const { front, rear, side1, side2 } = found.setbacks
  const lines: [string, string][] = [
    ['front', shown(front, 'm')],
    ['rear', shown(rear, 'm')],
    ['sides', `${shown(side1, 'm')} and ${shown(side2, 'm')}`],
    ['between margins', shown(found.buildableSqm, 'm²')],
    ['coverage', shown(found.coverageSqm, 'm²')],
    ['floor area ratio', shown(found.far, '')],
    ['built-up area', shown(found.builtUpSqm, 'm²')],
    ['height', shown(found.heightM, 'm')],
    ['parking', shown(found.parkingEcs, 'spaces')],
    ...(found.allowed === false ? [['', 'nothing may be built: the road is too narrow'] as [string, string]] : []),
    ...Object.entries(found.others).map(([name, value]): [string, string] => [name, String(value)]),
  ]
  const why = found.unknown.map((each) =>
    each.because === 'missing'
      ? `${each.output}: say ${each.fact}`
      : each.because === 'not-sourced'
        ? `${each.output}: ${each.words} (${each.clause})`
        : `${each.output}: the pack has no rule`,
  )
  const table = lines.map(([name, value]) => `  ${name.padEnd(18)} ${value}`)
  return [title, ...table, ...(why.length ? ['', 'Not known:', ...why.map((each) => `  ${each}`)] : [])].join('\n')
}

async function schema(args: string[]): Promise<VerbAnswer> {
  parseArgs({ args, options: {} })
  const json = {
    case: z.toJSONSchema(caseSchema, { io: 'input' }),
    pack: z.toJSONSchema(packSchema, { io: 'input' }),
  }
  return done(json, JSON.stringify(json, null, 2))
}

async function read(args: string[]): Promise<VerbAnswer> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
  const [path, ...more] = positionals
  if (!path || more.length) throw new BadUsage('name one drawing: khasra plan read house.dxf')
  const found = readDrawingBytes(bytesOf(path))
  return done(found, drawingText(found))
}

function bytesOf(path: string): Uint8Array {
  try {
    if (!statSync(path).isFile()) throw new BadUsage(`${path} is no file`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof BadUsage) throw error
    throw new BadUsage(`there is no file ${path} that can be read`)
  }
}

function drawingText(found: Drawing): string {
  const { version, units, entities, layers, closedPolylines: closed, texts, declared, findings } = found
  const largest = [...closed].sort((a, b) => b.areaSqm - a.areaSqm).slice(0, 20)
  return [
    `${version ?? 'no version'}, in ${units}s, ${entities} entities on ${layers.length} layers, ${closed.length} closed outlines, ${texts.length} texts`,
    ...largest.map(
      (each) =>
        `  ${each.areaSqm.toFixed(3).padStart(12)} m²  ${each.layer}${each.block ? ` (block ${each.block})` : ''}`,
    ),
    ...Object.entries(declared).map(([key, value]) => `  ${key} = ${value}`),
    ...findings.map((each) => `! ${each.message}`),
  ].join('\n')
}

/** The verbs. */
export const planVerbs: Verb[] = [
  {
    name: 'plan read',
    summary:
      'reads a DXF drawing: units, layers, closed outlines with their areas, what it declares and where it contradicts itself',
    example: 'khasra plan read house.dxf --json',
    run: read,
  },
  {
    name: 'plan envelope',
    summary: 'margins, coverage, floor area and parking of a plot under a pack of bye-laws',
    example: 'khasra plan envelope --bye-laws cg-birgaon --use residential --width 9 --depth 15 --road-width 9',
    run: envelope,
  },
  {
    name: 'plan schema',
    summary: 'the JSON Schema of a case and of a pack of bye-laws',
    example: 'khasra plan schema --json',
    run: schema,
  },
]
