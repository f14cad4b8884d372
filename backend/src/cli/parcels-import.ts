import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type ImportedFeature, ImportRefused } from '../../../data/importers/index.ts'
import { type Context, type Platform, systemContext } from '../kernel/index.ts'
import {
  addImportRows,
  announceImport,
  type ImportBatch,
  type ImportRow,
  type ImportSource,
  publishImport,
  rowsPerTransaction,
  startImport,
} from '../modules/parcels/actions/import-parcels.ts'
import { readAndCheck } from '../modules/parcels/check/check-file.ts'
import { describeReport } from '../modules/parcels/check/describe-report.ts'
import { areaUnitSqm, guessNumberField } from '../modules/parcels/check/fields.ts'
import type { CheckReport } from '../modules/parcels/check/report.ts'
import { isWanting } from '../modules/parcels/check/verb.ts'
import { importRowsOf } from '../modules/parcels/import-rows.ts'
import { refuseElsewhere, townForImport } from './import-town.ts'
import { BadUsage, done, say, type Verb, type VerbAnswer, withPlatform } from './verb.ts'

const options = {
  city: { type: 'string' },
  layer: { type: 'string' },
  'id-field': { type: 'string' },
  'area-field': { type: 'string' },
  'number-field': { type: 'string' },
  crs: { type: 'string' },
  level: { type: 'string', default: 'municipal-plot' },
  'effective-on': { type: 'string' },
  'new-town': { type: 'string' },
  state: { type: 'string' },
  properties: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const

const levels = ['municipal-plot', 'layout-plot', 'nazul-plot', 'revenue-khasra', 'occupied-site', 'provisional']

type Call = ReturnType<typeof readCall>

function readCall(args: string[]) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
  const [path, ...rest] = positionals
  if (!path || rest.length > 0) throw new BadUsage('say one file: khasra parcels import FILE --city T')
  if (!values.city) throw new BadUsage('say which town: --city T (and --new-town "Name" to make it)')
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(values.city)) throw new BadUsage('a town code is small letters, digits and dashes')
  if (!levels.includes(values.level)) throw new BadUsage(`--level is one of ${levels.join(', ')}`)
  const from = values['effective-on']
  if (from !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(from)) throw new BadUsage('--effective-on is a day: YYYY-MM-DD')
  return { ...values, path, city: values.city }
}

async function importParcels(args: string[]): Promise<VerbAnswer> {
  const call = readCall(args)
  try {
    const began = performance.now()
    const { report, areas } = await readAndCheck(call.path, {
      layer: call.layer,
      idField: call['id-field'],
      areaField: call['area-field'],
      crs: call.crs,
    })
    say(`Read and checked ${report.read} of ${report.features} features in ${seconds(began)} s`)
    const prepared = prepare(areas, report, call)
    if (call['dry-run']) return dryAnswer(report, prepared.rows.length)
    return await withPlatform((platform) => write(platform, call, report, areas, prepared), { mayMake: true })
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    return { exitCode: 2, json: { error: { code: error.code, message: error.message } }, text: error.message }
  }
}

const seconds = (began: number) => Number(((performance.now() - began) / 1000).toFixed(2))

function prepare(areas: ImportedFeature[], report: CheckReport, call: Call) {
  const numberField = call['number-field'] ?? guessNumberField(areas) ?? report.idField
  const sqmPerUnit = areaUnitSqm(report.areaUnit)
  return { numberField, ...importRowsOf(areas, { numberField, areaField: report.areaField, sqmPerUnit }) }
}

function dryAnswer(report: CheckReport, count: number): VerbAnswer {
  const text = `${describeReport(report)}\n\ndry run: ${count} parcels would be written, nothing was`
  return { exitCode: isWanting(report) ? 1 : 0, json: { ...report, dryRun: true, wouldWrite: count }, text }
}

async function write(
  platform: Platform,
  call: Call,
  report: CheckReport,
  areas: ImportedFeature[],
  prepared: ReturnType<typeof prepare>,
): Promise<VerbAnswer> {
  const { tenant, isNew } = await townForImport(platform, call, report.areaCrs, areas)
  const context = await systemContext(platform, tenant.tenantId)
  if (!isNew) await refuseElsewhere(context, areas)
  const source: ImportSource = {
    sourceName: basename(call.path),
    sha256: await hashOf(call),
    crs: report.crs,
    level: call.level,
    effectiveOn: call['effective-on'] ?? context.today,
  }
  const began = performance.now()
  const batch = await startImport(context, source)
  const loaded = await loadRows(context, batch, source, prepared.rows)
  const loadSeconds = seconds(began)
  const skipped = [
    ...prepared.skipped,
    ...loaded.lost.map((index) => ({ index, reason: 'nothing is left of its rings' })),
  ]
  await publishImport(context, batch, { features: report.features, written: loaded.written, skipped })
  const properties = await announce(context, batch, source, call.properties ?? isNew)
  const written = {
    city: call.city,
    batchId: batch.batchId,
    parcels: loaded.written,
    properties,
    numberField: prepared.numberField,
    mended: loaded.mended,
    withoutNumber: [...prepared.repeated, ...loaded.unnumbered].sort((a, b) => a - b),
    skipped,
    seconds: seconds(began),
    rowsPerSecond: Math.round(loaded.written / Math.max(0.001, loadSeconds)),
  }
  return done({ ...report, written }, `${describeReport(report)}\n\n${wordsOf(written)}`)
}

async function hashOf(call: Call): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([call.layer ?? '', call.level, call['number-field'] ?? '']))
  if (statSync(call.path).isFile()) for await (const chunk of createReadStream(call.path)) hash.update(chunk as Buffer)
  else hash.update(call.path)
  return hash.digest('hex')
}

async function loadRows(context: Context, batch: ImportBatch, source: ImportSource, rows: ImportRow[]) {
  const total = { written: 0, mended: [] as number[], lost: [] as number[], unnumbered: [] as number[] }
  const waiting = rows.filter((row) => row.index > batch.cursorIndex)
  if (waiting.length < rows.length) say(`Going on after feature ${batch.cursorIndex}, where an earlier import stopped`)
  for (let at = 0; at < waiting.length; at += rowsPerTransaction) {
    const page = await addImportRows(context, batch, source, waiting.slice(at, at + rowsPerTransaction))
    total.written += page.written
    for (const key of ['mended', 'lost', 'unnumbered'] as const) total[key].push(...page[key])
    if ((at / rowsPerTransaction) % 20 === 19) say(`${total.written} of ${waiting.length} parcels written`)
  }
  total.written += rows.length - waiting.length
  return total
}

async function announce(context: Context, batch: ImportBatch, source: ImportSource, withProperties: boolean) {
  let after = 0
  let announced = 0
  for (;;) {
    const { last, count } = await announceImport(context, batch, {
      after,
      withProperties,
      effectiveOn: source.effectiveOn,
    })
    announced += count
    if (count === 0) return withProperties ? announced : 0
    after = last
  }
}

function wordsOf(written: {
  city: string
  parcels: number
  properties: number
  mended: number[]
  rowsPerSecond: number
}) {
  const { city, parcels, properties, mended, rowsPerSecond } = written
  return `${city}: ${parcels} parcels and ${properties} properties written, ${mended.length} mended (${rowsPerSecond} parcels a second)`
}

/** `khasra parcels import`: a map file into a town, as one batch that is published at the end. */
export const parcelsImportVerb: Verb = {
  name: 'parcels import',
  summary: 'brings any map file of parcels into a town, checked, as one batch',
  example: 'khasra parcels import survey.zip --city waikato --new-town "Waikato" [--dry-run]',
  run: importParcels,
}
