/** What names and functions mean while a property is computed: facts of the case, settings, tables, steps so far. */
import { addDays, type Day } from '../../kernel/pure.ts'
import type { Facts, TaxCase } from './rules-case.ts'
import { evaluate, isSame, numberIn, numberOf, type Scope, sayValue, truthIn, type Value } from './rules-evaluate.ts'
import { caseFault, packFault, plain, TaxFault } from './rules-fault.ts'
import { type Formula, partsOf } from './rules-formula.ts'
import { divide, type Exact, exactNumber, larger, smaller, sumOf, toText, whole, zero } from './rules-number.ts'
import { wordOf } from './rules-pack-checks.ts'
import type { LoadedTable, Pack } from './rules-pack-parts.ts'
import { loadTable } from './rules-pack-tables.ts'
import { findRow, isInForce, readCell, slabParts } from './rules-tables.ts'

/** A line of the bill. Paise; reductions are negative. */
export interface TaxLine {
  head: string
  amountPaise: number
  formula: string
  source: string
  step: string
  label?: string | Record<string, string>
  unit?: number
  floor?: number
  owner?: number
  year?: string
}

/** What a step came to, in the order of computing. */
export interface TaxStep {
  id: string
  value: number | string | boolean
  formula: string
  source: string
  unit?: number
  owner?: number
}

type Call = Extract<Formula, { kind: 'call' }>

/** Everything known while one property is computed. */
export class Working {
  readonly pack: Pack
  readonly at: TaxCase
  readonly values = new Map<string, Value>()
  readonly perUnit = new Map<string, Value[]>()
  readonly perOwner = new Map<string, Value[]>()
  readonly lines: TaxLine[] = []
  readonly steps: TaxStep[] = []
  /** Amounts of heads so far, exact paise. */
  readonly heads = new Map<string, number>()
  readonly against = new Map<string, string>()
  /** Names of instruments that the present step has read. */
  readonly cited = new Set<string>()
  readonly skipped: ReadonlySet<string>
  private readonly brought = new Map<string, LoadedTable>()

  constructor(pack: Pack, at: TaxCase, skipped: ReadonlySet<string> = new Set()) {
    this.pack = pack
    this.at = at
    this.skipped = skipped
  }

  /** A table with the rows that the case brings for a required one. */
  table(name: string): LoadedTable {
    const known = this.brought.get(name) ?? this.pack.tables.get(name)!
    if (known.rows.length > 0 || !known.required) return known
    const rows = this.at.file.tables[name]
    const file = this.pack.file.tables.find((each) => each.name === name)!
    if (!rows)
      throw new TaxFault(
        'missing',
        `tables.${name}`,
        `pack ${this.pack.name} needs the rows of table ${name}${file.description ? ` (${file.description})` : ''}: no source gives them, the town must set them`,
      )
    const loaded = loadTable(this.pack.file, { ...file, required: false, rows }, `tables.${name}`, true)
    this.brought.set(name, loaded)
    return loaded
  }

  /** A setting in force; one that the pack requires comes from the case. */
  setting(name: string): Value {
    const setting = this.pack.file.settings.find(
      (each) => each.name === name && isInForce(this.datesOf(each), this.at.rulesOn),
    )
    if (!setting) throw packFault(`settings.${name}`, `setting ${name} is not in force on ${this.at.rulesOn}`)
    const given = this.at.file.settings[name]
    if (setting.optional && given === undefined && setting.value === undefined) return null
    if (setting.value === undefined && given === undefined)
      throw new TaxFault(
        'missing',
        `settings.${name}`,
        `pack ${this.pack.name} needs the setting ${name}${setting.description ? ` (${setting.description})` : ''}: no source gives it, the town must set it`,
      )
    const value = readCell(setting.value ?? given)
    if (setting.values && !setting.values.some((each) => isSame(each, value)))
      throw caseFault(`settings.${name}`, `must be one of ${setting.values.join(', ')}, not ${sayValue(value)}`)
    this.cited.add(setting.instrument ?? this.pack.file.instrument)
    return value
  }

  datesOf(part: { from?: string; to?: string | null }): { from: Day; to: Day | null } {
    return { from: part.from ?? this.pack.file.from, to: part.to ?? this.pack.file.to ?? null }
  }

  isInForce(part: { from?: string; to?: string | null }, day = this.at.rulesOn): boolean {
    return isInForce(this.datesOf(part), day)
  }

  addLine(line: TaxLine): void {
    this.lines.push(line)
    this.heads.set(line.head, (this.heads.get(line.head) ?? 0) + line.amountPaise)
  }

  sources(instrument: string): string {
    return [...new Set([instrument, ...this.cited])].map((id) => this.pack.cited(id)).join(' · ')
  }
}

/** Where a formula stands: the property, one of its units, or one of its owners. */
export class Place implements Scope {
  readonly working: Working
  readonly unit: number | null
  readonly owner: number | null
  private readonly more: Facts
  constructor(working: Working, where: { unit?: number; owner?: number } = {}, more: Facts = new Map()) {
    this.working = working
    this.unit = where.unit ?? null
    this.owner = where.owner ?? null
    this.more = more
  }

  valueOf(name: string): Value {
    const { working } = this
    const more = this.more.get(name)
    if (more !== undefined) return more
    if (working.values.has(name)) return working.values.get(name)!
    if (this.unit !== null && working.perUnit.has(name)) return working.perUnit.get(name)![this.unit]!
    if (this.owner !== null && working.perOwner.has(name)) return working.perOwner.get(name)![this.owner]!
    if (working.pack.settingNames.has(name)) return working.setting(name)
    return this.fact(name)
  }

  /** A fact of the case, nearest first; `unit.use` and `property.use` say whose. */
  private fact(name: string): Value {
    const { at, pack } = this.working
    const [whose, rest] = name.includes('.') ? [name.split('.')[0]!, name.split('.').slice(1).join('.')] : ['', name]
    const key = plain(rest)
    const unit = this.unit === null ? undefined : at.units[this.unit]
    const owner = this.owner === null ? undefined : at.owners[this.owner]
    const known = { unit, owner, property: at.property } as Record<string, Facts | undefined>
    const found = whose ? known[whose]?.get(key) : (owner?.get(key) ?? unit?.get(key) ?? at.property.get(key))
    const value = found ?? (whose ? null : caseFact(at, key))
    return this.checked(pack, rest, value)
  }

  private checked(pack: Pack, name: string, value: Value): Value {
    const input = pack.file.inputs.find((each) => plain(each.name) === plain(name))
    if (!input) return value
    if (value === null && input.default !== undefined) return readCell(input.default)
    if (value !== null && input.values && !input.values.some((each) => isSame(each, value)))
      throw caseFault(this.pathOf(name), `must be one of ${input.values.join(', ')}, not ${sayValue(value)}`)
    if (value === null && input.required) throw caseFault(this.pathOf(name), `is needed: ${input.description}`)
    return value
  }

  /** Where a fact should stand in the case. */
  pathOf(name: string): string {
    return this.unit === null
      ? this.owner === null
        ? `property.${name}`
        : `owners[${this.owner}].${name}`
      : `units[${this.unit}].${name}`
  }

  call(call: Call): Value | undefined {
    const [first, second] = call.args
    switch (call.name) {
      case 'lookup':
        return this.lookup(call)
      case 'slab':
        return this.slab(call)
      case 'line':
        return { n: BigInt(this.working.heads.get(wordOf(first) ?? '') ?? 0), d: 100n }
      case 'rank':
        return whole(this.rankOf(first, second))
      case 'limitChange':
        return this.limitChange(call)
      case 'count':
        return whole(this.each(first!, first).length)
      case 'sum':
      case 'largest':
      case 'smallest':
      case 'average':
        return this.gather(call.name, this.each(first!, second))
    }
    return undefined
  }

  private gather(name: string, places: { value: Exact }[]): Exact {
    const values = places.map((each) => each.value)
    if (values.length === 0 || name === 'sum') return sumOf(values)
    if (name === 'average') return divide(sumOf(values), whole(values.length))
    return values.reduce(name === 'largest' ? larger : smaller)
  }

  /** The formula in every unit (or owner, when it speaks of owners) for which the condition holds. */
  private each(formula: Formula, condition: Formula | undefined): { value: Exact }[] {
    const { working } = this
    const ofOwners = [...partsOf(formula)].some(
      (part) =>
        part.kind === 'name' &&
        (part.name === 'share' || part.name.startsWith('owner.') || working.perOwner.has(part.name)),
    )
    const count = ofOwners ? working.at.owners.length : working.at.units.length
    return Array.from(
      { length: count },
      (_, index) => new Place(working, ofOwners ? { owner: index } : { unit: index }, this.more),
    )
      .filter((place) => condition === undefined || truthIn(condition, place))
      .map((place) => ({ value: formula === condition ? zero : numberIn(formula, place) }))
  }

  private keysOf(table: LoadedTable, call: Call, range?: Exact) {
    const said = (key: string): Value => {
      const named = call.named.find((each) => plain(each.name) === plain(key))
      const formula = named?.value ?? table.of.get(key)
      return formula ? evaluate(formula, this) : this.valueOf(key)
    }
    const needed = (key: string): Value => {
      const value = said(key)
      if (value === null) throw caseFault(this.pathOf(key), `table ${table.name} needs ${key}, which is not stated`)
      return value
    }
    return {
      word: (key: string) => sayValue(needed(key)),
      number: (key: string) => range ?? numberOf(needed(key), key),
      day: this.working.at.rulesOn,
    }
  }

  private found<T>(table: LoadedTable, work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (error instanceof TaxFault) throw error
      throw caseFault(
        this.unit === null ? 'property' : `units[${this.unit}]`,
        `table ${table.name}: ${(error as Error).message}`,
      )
    }
  }

  private lookup(call: Call): Value {
    const table = this.working.table(wordOf(call.args[0])!)
    const second = call.args[1]
    const column = second?.kind === 'text' ? second.value : 'value'
    const range = second && second.kind !== 'text' ? numberIn(second, this) : undefined
    const row = this.found(table, () => findRow(table, this.keysOf(table, call, range)))
    this.working.cited.add(row.instrument)
    const cell = row.cells.get(column)
    if (cell === undefined) throw packFault(`tables.${table.name}`, `row ${row.index} has no column ${column}`)
    return cell
  }

  private slab(call: Call): Exact {
    const table = this.working.table(wordOf(call.args[0])!)
    const reading = table.readingSetting ? sayValue(this.working.setting(table.readingSetting)) : table.reading
    if (reading !== 'whole-amount' && reading !== 'telescopic')
      throw packFault(`tables.${table.name}.reading`, `slab(${table.name}) needs a reading: whole-amount or telescopic`)
    if (!call.args[1])
      throw packFault(`tables.${table.name}`, `slab takes the table and the amount: slab(${table.name}, alv)`)
    const amount = numberIn(call.args[1], this)
    const parts = this.found(table, () => slabParts({ ...table, reading }, amount, this.keysOf(table, call, amount)))
    for (const part of parts) this.working.cited.add(part.row.instrument)
    return sumOf(parts.map((part) => part.amount))
  }

  private rankOf(order: Formula | undefined, word: Formula | undefined): number {
    const name = wordOf(order)!
    const value = word ? evaluate(word, this) : null
    const at = this.working.pack.file.orders[name]!.findIndex((each) => isSame(each, value))
    if (at < 0)
      throw caseFault(
        this.pathOf(name),
        `${sayValue(value)} is not in the order of ${name}: ${this.working.pack.file.orders[name]!.join(', ')}`,
      )
    return at
  }

  /** The new word, at most so many places above or below the old one. */
  private limitChange(call: Call): Value {
    const [order, old, now, up, down] = call.args
    if (!down) throw packFault('', 'limitChange takes five values: limitChange(zone, oldZone, zone, 1, 0)')
    if (evaluate(old!, this) === null) return evaluate(now!, this)
    const [before, after] = [this.rankOf(order, old), this.rankOf(order, now)]
    const [mostUp, mostDown] = [numberIn(up!, this), numberIn(down, this)].map((each) => Number(toText(each)))
    const at = Math.max(before - mostDown!, Math.min(before + mostUp!, after))
    return this.working.pack.file.orders[wordOf(order)!]![at]!
  }
}

function caseFact(at: TaxCase, key: string): Value {
  const facts: Record<string, Value> = {
    year: whole(at.year),
    asof: at.asOf,
    yearstart: at.yearStart,
    yearend: addDays(at.yearEnd, -1),
  }
  const own =
    facts[key] ?? (at.file as Record<string, unknown>)[Object.keys(at.file).find((name) => plain(name) === key) ?? '']
  if (typeof own === 'number') return exactNumber(own)
  return typeof own === 'object' && own !== null && !('n' in own) ? null : ((own as Value | undefined) ?? null)
}
