import type { Books } from './books.ts'
import { dateOf } from './dates.ts'
import { type GivenName, MEN, WOMEN } from './given-names.ts'
import type { Random } from './random.ts'
import { SURNAMES, type Surname } from './surnames.ts'
import type { Names, Person } from './types.ts'

const byRegion = <T extends { region: string }>(names: readonly T[]) => {
  const table = new Map<string, T[]>()
  for (const name of names) {
    const list = table.get(name.region)
    if (list) list.push(name)
    else table.set(name.region, [name])
  }
  return table
}
const men = byRegion(MEN)
const women = byRegion(WOMEN)
const surnames = byRegion(SURNAMES)
/** How often each region is met in the town. */
const REGIONS = [...'nnnnnnnnnnnnnmmmguuusppbca']

const MIDDLES: readonly (readonly [string, string])[] = [
  ['Kumar', 'कुमार'],
  ['Kumar', 'कुमार'],
  ['Lal', 'लाल'],
  ['Prasad', 'प्रसाद'],
  ['Chand', 'चंद'],
  ['Das', 'दास'],
  ['Narayan', 'नारायण'],
]
const WOMENS_ENDS: readonly (readonly [string, string])[] = [
  ['Bai', 'बाई'],
  ['Devi', 'देवी'],
  ['Kumari', 'कुमारी'],
]

/** A family: its region and surname, so that its members match. */
export type Family = { region: string; surname: Surname }
export const newFamily = (random: Random): Family => {
  const region = random.pick(REGIONS)
  return { region, surname: random.pick(surnames.get(region)!) }
}

const given = (random: Random, family: Family, gender: Person['gender']): GivenName => {
  const table = gender === 'female' ? women : men
  return random.pick(table.get(family.region) ?? table.get('n')!)
}

const fullName = (
  random: Random,
  family: Family,
  first: GivenName,
  gender: Person['gender'],
  father: GivenName,
): { en: string; hi: string } => {
  const { surname, region } = family
  if (gender === 'female') {
    if (region === 'n' && random.chance(0.45)) {
      const end = random.pick(WOMENS_ENDS)
      return random.chance(0.5)
        ? { en: `${first.latin} ${end[0]}`, hi: `${first.devanagari} ${end[1]}` }
        : { en: `${first.latin} ${end[0]} ${surname.latin}`, hi: `${first.devanagari} ${end[1]} ${surname.devanagari}` }
    }
  } else if (region === 'n' && random.chance(0.35)) {
    const middle = random.pick(MIDDLES)
    return {
      en: `${first.latin} ${middle[0]} ${surname.latin}`,
      hi: `${first.devanagari} ${middle[1]} ${surname.devanagari}`,
    }
  } else if (region === 'p') {
    return { en: `${first.latin} Singh ${surname.latin}`, hi: `${first.devanagari} सिंह ${surname.devanagari}` }
  }
  if (region === 'm' || region === 'g')
    return {
      en: `${first.latin} ${father.latin} ${surname.latin}`,
      hi: `${first.devanagari} ${father.devanagari} ${surname.devanagari}`,
    }
  return { en: `${first.latin} ${surname.latin}`, hi: `${first.devanagari} ${surname.devanagari}` }
}

export type PersonWish = {
  family?: Family
  gender?: Person['gender']
  script?: 'both' | 'latin' | 'devanagari'
  alive?: Person['alive']
}

/** Writes one made-up person; a quarter of all are known in Latin only, a quarter in Devanagari only. */
export const enterPerson = (books: Books, random: Random, todayDay: number, wish: PersonWish = {}): Person => {
  const family = wish.family ?? newFamily(random)
  const gender = wish.gender ?? (random.chance(0.36) ? 'female' : 'male')
  const first = given(random, family, gender)
  const elder = given(random, family, 'male')
  const full = fullName(random, family, first, gender, elder)
  const draw = random.next()
  const script = wish.script ?? (draw < 0.25 ? 'latin' : draw < 0.5 ? 'devanagari' : 'both')
  const key = books.key('persons')
  const age = Math.floor(random.between(24, 84))
  const state = wish.alive ?? (random.chance(0.02) ? 'dead' : random.chance(0.06) ? 'unknown' : 'living')
  const person: Person = {
    key,
    names: inScript(script, full.en, full.hi),
    gender,
    relation: random.chance(0.86)
      ? {
          kind: gender === 'female' && random.chance(0.7) ? 'husband' : 'father',
          names: inScript(
            script,
            `${elder.latin} ${family.surname.latin}`,
            `${elder.devanagari} ${family.surname.devanagari}`,
          ),
        }
      : null,
    alive: state,
    birthYear: random.chance(0.7) ? Number(dateOf(todayDay).slice(0, 4)) - age : null,
    diedOn: state === 'dead' ? dateOf(todayDay - random.whole(60, 5000)) : null,
    mobile: random.chance(0.74) ? mobileOf(key) : null,
    mobileOn: null,
    email: random.chance(0.11) ? `${first.latin.toLowerCase()}.${key}@example.in` : null,
    householdKey: null,
    correspondence: null,
  }
  if (person.mobile) person.mobileOn = dateOf(todayDay - random.whole(10, 2200))
  books.chunk.persons.push(person)
  return person
}

type Script = 'both' | 'latin' | 'devanagari'
const inScript = (script: Script, en: string, hi: string): Names =>
  script === 'latin' ? { en } : script === 'devanagari' ? { hi } : { en, hi }

/** Series 5550, 5551, … are in nobody's use. */
const mobileOf = (key: number) => String(5_550_000_000 + Math.floor(key / 1e6) * 1e6 + ((key * 7919) % 1e6))
