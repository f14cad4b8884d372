import { parseArgs } from 'node:util'
import { ImportRefused } from '../../../../../data/importers/index.ts'
import { type CheckFileOptions, checkFile } from './check-file.ts'
import { describeReport } from './describe-report.ts'
import type { CheckReport } from './report.ts'

/** What a verb of the command line gives back: its exit code, one JSON document and the same for people. */
export type VerbAnswer = { exitCode: 0 | 1 | 2; json: object; text: string }

/** How the verb is called, with an example. */
export const parcelsCheckUsage =
  'khasra parcels check FILE [--layer L] [--id-field F] [--area-field F] [--crs EPSG:n]\n' +
  '  e.g. khasra parcels check wards.zip --area-field AREA_SQ_KM'

/**
 * `khasra parcels check`: 0 when nothing is amiss, 1 when the file was read and found wanting, 2 when the call is wrong or the file is refused
 * (then `json` is `{ error: { code, message } }` and `text` the one line for stderr). Does not throw for bad input.
 */
export async function parcelsCheckVerb(args: string[]): Promise<VerbAnswer> {
  const call = parseCall(args)
  if ('problem' in call) return refusal('usage', `${call.problem}\n${parcelsCheckUsage}`)
  try {
    const report = await checkFile(call.path, call.options)
    return { exitCode: isWanting(report) ? 1 : 0, json: report, text: describeReport(report) }
  } catch (error) {
    if (error instanceof ImportRefused) return refusal(error.code, error.message)
    throw error
  }
}

/** Whether a report names any fault. */
export function isWanting(report: CheckReport): boolean {
  const lists = [
    report.skipped,
    report.invalid,
    report.overlaps,
    report.duplicates,
    report.repeatedIds,
    report.areaMismatches,
  ]
  return lists.some((list) => list.length > 0)
}

const refusal = (code: string, message: string): VerbAnswer => ({
  exitCode: 2,
  json: { error: { code, message } },
  text: message,
})

type Call = { path: string; options: CheckFileOptions } | { problem: string }

function parseCall(args: string[]): Call {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        layer: { type: 'string' },
        'id-field': { type: 'string' },
        'area-field': { type: 'string' },
        crs: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const [path, ...rest] = positionals
    if (path === undefined) return { problem: 'which file?' }
    if (rest.length > 0) return { problem: `one file at a time; ${JSON.stringify(rest[0])} is one too many` }
    const { layer, crs } = values
    return { path, options: { layer, crs, idField: values['id-field'], areaField: values['area-field'] } }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
