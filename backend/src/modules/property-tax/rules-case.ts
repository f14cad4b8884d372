/** Reads a case: areas into the pack's unit, floors into numbers, names of facts into one spelling. */
import { type Day, financialYearName } from '../../kernel/pure.ts'
import { type CaseFile, caseSchema } from './rules-case-schema.ts'
import type { Value } from './rules-evaluate.ts'
import { caseFault, plain } from './rules-fault.ts'
import { divide, type Exact, exactNumber, multiply, one, subtract, sumOf, whole, zero } from './rules-number.ts'
import { firstIssue, type Pack, sqmPer } from './rules-pack-parts.ts'
import { roundTo } from './rules-rounding.ts'
import { readCell } from './rules-tables.ts'

/** Facts by their plain name. */
export type Facts = ReadonlyMap<string, Value>

export interface TaxCase {
  file: CaseFile
  asOf: Day
  /** First calendar year of the tax year. */
  year: number
  yearName: string
  yearStart: Day
  yearEnd: Day
  /** The day whose rates hold. */
  rulesOn: Day
  property: Facts
  units: Facts[]
  owners: Facts[]
}

// Other spellings of the fields that most packs use.
const alike: Record<string, string> = {
  usage: 'use',
  usagetype: 'use',
  constructiontype: 'construction',
  structure: 'construction',
  occupancytype: 'occupancy',
  yearbuilt: 'builtyear',
  constructionyear: 'builtyear',
  yearofconstruction: 'builtyear',
  floorno: 'floor',
  floornumber: 'floor',
  ownercategory: 'category',
}

const floors: Record<string, number> = {
  ground: 0,
  groundfloor: 0,
  g: 0,
  gf: 0,
  basement: -1,
  b1: -1,
  b2: -2,
  lowerground: -1,
  stilt: 0,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  firstfloor: 1,
  secondfloor: 2,
  thirdfloor: 3,
}

function floorOf(value: unknown, path: string): Exact {
  const text = plain(String(value))
  const found =
    floors[text] ??
    (/^-?\d+$/.test(String(value).trim())
      ? Number(value)
      : /^\d+(st|nd|rd|th)(floor)?$/.test(text)
        ? Number.parseInt(text, 10)
        : null)
  if (found === null) throw caseFault(path, `"${String(value)}" is no floor: give a number, 0 for the ground`)
  return whole(found)
}

const areaField = /^(.*area)(sqm|sqft|sqyd)$/

/** Facts of one object. Areas come out in the pack's unit under their name without the unit. */
function factsOf(pack: Pack, object: Record<string, unknown>, path: string): Map<string, Value> {
  const facts = new Map<string, Value>()
  for (const [name, given] of Object.entries(object)) {
    if (given === null || given === undefined) continue
    const at = alike[plain(name)] ?? plain(name)
    const measured = areaField.exec(at)
    if (measured && typeof given === 'number') {
      if (!(given > 0 && given <= 1e9))
        throw caseFault(`${path}.${name}`, `must be an area of more than 0, not ${given}`)
      const stated = exactNumber(given)
      // No detour over square metres when the case speaks the pack's unit: 750 stays 750.
      const own =
        plain(pack.file.areaUnit) === measured[2]
          ? stated
          : divide(multiply(stated, sqmPer(measured[2]!)!), pack.sqmPerUnit)
      facts.set(measured[1]!, pack.areaRound ? roundTo(own, pack.areaRound) : own)
    } else facts.set(at, at === 'floor' ? floorOf(given, `${path}.${name}`) : factOf(given, `${path}.${name}`))
  }
  return facts
}

function factOf(given: unknown, path: string): Value {
  if (typeof given === 'number') {
    if (!Number.isFinite(given) || Math.abs(given) > 9e15)
      throw caseFault(path, `the number ${given} is beyond what can be computed`)
    if (given < 0) throw caseFault(path, `must not be negative, not ${given}`)
    return exactNumber(given)
  }
  if (typeof given === 'boolean') return given
  // "10%" is a number; "03" is the name of a zone and stays a word.
  if (typeof given === 'string') return /%$/.test(given.trim()) ? readCell(given) : given.slice(0, 500)
  return null
}

/**
 * Reads a case for a pack.
 * @throws TaxFault naming the field
 */
export function readCase(pack: Pack, json: unknown): TaxCase {
  const checked = caseSchema.safeParse(json)
  if (!checked.success) {
    const { path, message } = firstIssue(checked.error)
    throw caseFault(path, message)
  }
  const file = checked.data
  const yearDay = pack.file.yearStart
  const year = file.year === undefined ? yearOfDay(file.asOf, yearDay) : yearOfName(file.year)
  const yearStart = `${year}-${yearDay}`
  const property = factsOf(pack, file.property, 'property')
  const units = unitsOf(pack, file, property)
  derive(property, units, year)
  return {
    file,
    asOf: file.asOf,
    year,
    yearName: yearDay === '01-01' ? String(year) : financialYearName(year),
    yearStart,
    yearEnd: `${year + 1}-${yearDay}`,
    rulesOn: file.year === undefined ? file.asOf : yearStart,
    property,
    units,
    owners: ownersOf(pack, file),
  }
}

const yearOfDay = (day: Day, start: string) => Number(day.slice(0, 4)) - (day.slice(5) < start ? 1 : 0)

function yearOfName(name: string | number): number {
  const found = /^(\d{4})(?:\s*[-–/]\s*\d{2,4})?$/.exec(String(name).trim())
  if (!found) throw caseFault('year', `"${name}" is no year: write 2024-25`)
  return Number(found[1])
}

/** A property that states a unit's own facts and no units counts as one unit. */
function unitsOf(pack: Pack, file: CaseFile, property: Facts): Map<string, Value>[] {
  if (file.units) return file.units.map((unit, index) => factsOf(pack, unit, `units[${index}]`))
  const givenNames = pack.steps.filter((step) => step.per === 'unit').flatMap((step) => step.given.map(plain))
  return property.has('area') || givenNames.some((name) => property.has(name)) ? [new Map(property)] : []
}

function derive(property: Map<string, Value>, units: Map<string, Value>[], year: number): void {
  const areas = units
    .map((unit) => unit.get('area'))
    .filter((area): area is Exact => typeof area === 'object' && area !== null)
  const ground = units
    .filter((unit) => isZeroFloor(unit.get('floor')))
    .map((unit) => unit.get('area') as Exact | undefined)
  const groundArea = sumOf(ground.filter((area): area is Exact => area !== undefined))
  for (const unit of units) {
    const built = unit.get('builtyear')
    if (built && typeof built === 'object' && 'n' in built) {
      const age = subtract(whole(year), built)
      unit.set('age', age.n < 0n ? zero : age)
    }
  }
  const set = (name: string, value: Value) => property.has(name) || property.set(name, value)
  set('builtarea', sumOf(areas))
  set('groundarea', groundArea)
  const plot = property.get('plotarea')
  if (plot && typeof plot === 'object' && 'n' in plot) {
    const left = subtract(plot, groundArea)
    set('unbuiltarea', left.n < 0n ? zero : left)
  } else set('unbuiltarea', zero)
}

const isZeroFloor = (floor: Value | undefined) =>
  floor !== undefined && floor !== null && typeof floor === 'object' && 'n' in floor && floor.n === 0n

function ownersOf(pack: Pack, file: CaseFile): Facts[] {
  const owners = file.owners?.length ? file.owners : [{}]
  const equal = divide(one, whole(owners.length))
  const read = owners.map((owner, index) => {
    const facts = factsOf(pack, { ...owner, share: undefined }, `owners[${index}]`)
    facts.set('share', owner.share === undefined ? equal : (readCell(owner.share) as Exact))
    return facts
  })
  const total = sumOf(read.map((owner) => owner.get('share') as Exact))
  if (total.n > total.d) throw caseFault('owners', 'the shares of the owners sum to more than the whole')
  return read
}
