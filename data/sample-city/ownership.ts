import { dateOf, dayOf } from './dates.ts'
import { newCompany } from './organisations.ts'
import { enterPerson, newFamily } from './people.ts'
import type { CellSite } from './settle.ts'
import type { Person, Property, Role, RoleKind, Share } from './types.ts'

/** One role row; shares are whole-number fractions, null is "not stated". */
export const enterRole = (
  site: CellSite,
  property: Property,
  party: { kind: Role['partyKind']; key: number },
  role: RoleKind,
  wish: {
    share?: Share | null
    others?: boolean
    tenure?: Role['tenure']
    fromDay: number
    toDay?: number
    instrument?: string | null
  },
): Role => {
  const entered: Role = {
    key: site.books.key('roles'),
    propertyKey: property.key,
    partyKind: party.kind,
    partyKey: party.key,
    role,
    share: wish.share ?? null,
    others: wish.others ?? false,
    tenure: wish.tenure ?? null,
    from: dateOf(wish.fromDay),
    to: wish.toDay === undefined ? null : dateOf(wish.toDay),
    instrument: wish.instrument ?? null,
    recordedOn: dateOf(Math.min(site.todayDay, wish.fromDay + 45)),
  }
  site.books.chunk.roles.push(entered)
  return entered
}

/** Everyone who held the property holds it no more from that day: it went to a body. */
export const endRoles = (site: CellSite, property: Property, day: number): void => {
  for (const role of site.books.chunk.roles) {
    if (role.propertyKey !== property.key) continue
    if (role.from >= dateOf(day)) role.from = dateOf(day - 6000)
    if (role.to === null || role.to > dateOf(day)) role.to = dateOf(day)
  }
}

const part = (numerator: number, denominator: number): Share => ({ numerator, denominator })

/** Sub-registrar's numbers are made up: "D/2014/18233". */
export const deedNumber = (site: CellSite, day: number) =>
  `D/${dateOf(day).slice(0, 4)}/${site.random.whole(100, 48_000)}`

/** Owners, and some of the other people of an ordinary property: tenants, banks, an earlier owner, old numbers. */
export const enterOwners = (site: CellSite, property: Property): Person[] => {
  const { random, books, todayDay } = site
  if (site.cell.kind === 'industrial' && random.chance(0.85)) return enterCompanyOwner(site, property)
  const family = newFamily(random)
  const since = dayOf(property.validFrom)
  const sold = random.chance(0.1) ? Math.max(since + 200, todayDay - random.whole(100, 5200)) : null
  const fromDay = sold !== null && sold < todayDay - 20 ? sold : since
  const role: RoleKind = site.cell.kind === 'slum' ? 'lessee' : 'owner'
  const instrument = fromDay === sold ? deedNumber(site, fromDay) : null
  const owners: Person[] = []
  const pattern = patternFor(random.next())
  for (let index = 0; index < pattern.length; index++) {
    const gender = pattern === COUPLE ? (index === 0 ? 'male' : 'female') : undefined
    const person = enterPerson(books, random, todayDay, { family, gender })
    owners.push(person)
    enterRole(site, property, { kind: 'person', key: person.key }, index > 0 && role === 'owner' ? 'co-owner' : role, {
      share: pattern[index]!,
      others: pattern === AND_OTHERS,
      tenure: role === 'lessee' ? 'patta' : null,
      fromDay,
      instrument,
    })
  }
  if (fromDay === sold) enterSeller(site, property, since, sold)
  enterOthers(site, property, owners[0]!)
  return owners
}

/** Works belong to firms, on lease of the State or their own. */
const enterCompanyOwner = (site: CellSite, property: Property): Person[] => {
  const { random, todayDay, books } = site
  const firm = newCompany(books, random)
  const fromDay = Math.min(todayDay - 20, dayOf(property.validFrom))
  enterRole(site, property, { kind: 'organisation', key: firm.key }, 'owner', {
    share: part(1, 1),
    fromDay,
    instrument: deedNumber(site, fromDay),
  })
  books.chunk.outsideNumbers.push({
    scheme: 'gstin',
    value: `98KPXXX${String(firm.key).padStart(5, '0')}X1Z0`,
    issuer: 'GST Network',
    subjectKind: 'organisation',
    subjectKeys: [firm.key],
    from: null,
    to: null,
    verified: 'as-stated',
  })
  if (random.chance(0.3)) {
    const agent = enterPerson(books, random, todayDay)
    enterRole(site, property, { kind: 'person', key: agent.key }, 'agent', {
      fromDay: todayDay - random.whole(50, 900),
    })
  }
  return []
}

type Pattern = readonly (Share | null)[]
const SOLE: Pattern = [part(1, 1)]
const COUPLE: Pattern = [part(1, 2), part(1, 2)]
const THIRDS: Pattern = [part(1, 3), part(1, 3), part(1, 3)]
const HALF_AND_QUARTERS: Pattern = [part(1, 2), part(1, 4), part(1, 4)]
const NOT_STATED: Pattern = [null, null]
const AND_OTHERS: Pattern = [null]
const patternFor = (draw: number): Pattern =>
  draw < 0.7
    ? SOLE
    : draw < 0.84
      ? COUPLE
      : draw < 0.9
        ? THIRDS
        : draw < 0.92
          ? HALF_AND_QUARTERS
          : draw < 0.96
            ? NOT_STATED
            : AND_OTHERS

const enterSeller = (site: CellSite, property: Property, fromDay: number, toDay: number) => {
  const seller = enterPerson(site.books, site.random, site.todayDay)
  enterRole(site, property, { kind: 'person', key: seller.key }, 'owner', { share: part(1, 1), fromDay, toDay })
}

const enterOthers = (site: CellSite, property: Property, owner: Person) => {
  const { random, books, todayDay } = site
  const open = property.kind === 'open-land' || property.kind === 'agricultural'
  if (!open && random.chance(0.09)) {
    const tenant = enterPerson(books, random, todayDay)
    enterRole(site, property, { kind: 'person', key: tenant.key }, 'tenant', {
      tenure: 'rent',
      fromDay: todayDay - random.whole(40, 2400),
    })
  }
  if (random.chance(0.06))
    enterRole(site, property, { kind: 'person', key: owner.key }, 'person-liable', {
      fromDay: todayDay - random.whole(40, 2400),
    })
  const numbers = books.chunk.outsideNumbers
  if (random.chance(0.4)) {
    numbers.push({
      scheme: 'old-property-number',
      value: `${site.series}/${random.whole(1, 999)}/${property.key}`,
      issuer: `${site.town.en} Nagar Palika`,
      subjectKind: 'property',
      subjectKeys: [property.key],
      from: property.validFrom,
      to: dateOf(todayDay - 2600),
      verified: 'paper-seen',
    })
  }
  if (property.address.houseNumber.includes('/') && random.chance(0.3)) {
    numbers.push({
      scheme: 'property-card',
      value: `PC/${site.series}/${property.key}`,
      issuer: 'City Survey Office (sample)',
      subjectKind: 'property',
      subjectKeys: [property.key],
      from: null,
      to: null,
      verified: 'as-stated',
    })
  }
  if (!open && random.chance(0.2)) {
    numbers.push({
      scheme: 'consumer',
      value: `KPW${String(property.key).padStart(7, '0')}`,
      issuer: `${site.town.en} Jal Vibhag`,
      subjectKind: 'property',
      subjectKeys: [property.key],
      from: null,
      to: null,
      verified: 'as-stated',
    })
  }
  if (!open && random.chance(0.22)) enterHousehold(site, property, owner)
}

/** Samagra-like family numbers carry letters, so that none can be a real one. */
const enterHousehold = (site: CellSite, property: Property, head: Person) => {
  const key = site.books.key('households')
  head.householdKey = key
  site.books.chunk.households.push({ key, headPersonKey: head.key, propertyKey: property.key })
  site.books.chunk.outsideNumbers.push({
    scheme: 'samagra-family',
    value: `KP${String(key).padStart(6, '0')}`,
    issuer: 'Kalpana Samagra',
    subjectKind: 'household',
    subjectKeys: [key],
    from: null,
    to: null,
    verified: 'as-stated',
  })
}
