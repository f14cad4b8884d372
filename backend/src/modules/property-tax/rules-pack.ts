/** Loads a rule pack: reads formulas, proves tables whole, checks that every name is known. Nothing is computed with a faulty pack. */
import { packFault } from './rules-fault.ts'
import { exactNumber } from './rules-number.ts'
import { checkParts } from './rules-pack-checks.ts'
import { datesOf, firstIssue, loadStep, type Pack, readRound, sqmPer } from './rules-pack-parts.ts'
import { type PackFile, packSchema } from './rules-pack-schema.ts'
import { loadTable } from './rules-pack-tables.ts'

/**
 * Reads a pack from a file's JSON; `find` gives the pack that it extends.
 * @throws TaxFault naming the place and the missing or doubled interval
 */
export function loadPack(json: unknown, find: (name: string) => unknown = () => null): Pack {
  const checked = packSchema.safeParse(merge(json, find, 0))
  if (!checked.success) {
    const { path, message } = firstIssue(checked.error)
    throw packFault(path, message)
  }
  const file = checked.data
  const dates = (part: { from?: string; to?: string | null; instrument?: string }, path: string, instrument?: string) =>
    datesOf(file, part, path, instrument)
  const tables = new Map(file.tables.map((table, index) => [table.name, loadTable(file, table, `tables[${index}]`)]))
  const steps = file.steps.map((step, index) => loadStep(step, `steps[${index}]`, dates(step, `steps[${index}]`)))
  const sqm = file.sqmPerAreaUnit === undefined ? sqmPer(file.areaUnit) : exactNumber(file.sqmPerAreaUnit)
  if (!sqm)
    throw packFault('areaUnit', `"${file.areaUnit}" is no unit of area: sqm, sqft or sqyd (or give sqmPerAreaUnit)`)
  const pack: Pack = {
    name: file.name,
    file,
    tables,
    steps,
    stepIds: new Map(steps.map((step) => [step.id, step.per])),
    settingNames: new Set(file.settings.map((setting) => setting.name)),
    formulas: new Map(),
    rounding: readRound(file.round, 'round')!,
    areaRound: readRound(file.areaRound, 'areaRound'),
    sqmPerUnit: sqm,
    cited: (id) => citation(file.instruments[id]!),
  }
  checkParts(pack, dates)
  return pack
}

function citation(instrument: PackFile['instruments'][string]): string {
  return [instrument.title, instrument.number, instrument.date].filter(Boolean).join(', ')
}

const named = ['settings', 'tables', 'steps', 'rebates', 'penalties', 'amnesties', 'inputs'] as const

type Part = { name?: string; id?: string }

/** Parts of the pack that is extended, replaced where this one has some of the same name. */
function merge(json: unknown, find: (name: string) => unknown, depth: number): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw packFault('', 'a rule pack is one JSON object')
  const own = json as Record<string, unknown>
  if (typeof own.extends !== 'string') return own
  const found = find(own.extends)
  if (!found || depth > 5) throw packFault('extends', `there is no pack "${own.extends}" to extend`)
  const base = merge(found, find, depth + 1) as Record<string, unknown>
  const merged: Record<string, unknown> = { ...base, examples: [], cities: [], ...own }
  merged.instruments = { ...(base.instruments as object), ...(own.instruments as object) }
  merged.orders = { ...(base.orders as object), ...(own.orders as object) }
  for (const part of named) {
    const [below, above] = [base[part], own[part]] as [Part[] | undefined, Part[] | undefined]
    if (!below || !above) continue
    const key = (each: Part) => each.name ?? each.id
    const replaced = new Map(above.map((each) => [key(each), above.filter((other) => key(other) === key(each))]))
    const seen = new Set<unknown>()
    const kept = below.flatMap((each) => {
      const mine = replaced.get(key(each))
      if (!mine) return [each]
      if (seen.has(key(each))) return []
      seen.add(key(each))
      return mine
    })
    merged[part] = [...kept, ...above.filter((each) => !seen.has(key(each)))]
  }
  return merged
}
