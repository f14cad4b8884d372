/** What the municipal property extract says, from the page of a property. Pure. */
import type { Names } from '../../kernel/pure.ts'
import { nameOfRestriction } from '../parcels/rules-restrictions.ts'
import type { ParcelPage } from '../parcels/schemas.ts'

type Words = { en: string; hi: string; mr: string }

const roles: Record<string, Words> = {
  owner: { en: 'Owner', hi: 'मालिक', mr: 'मालक' },
  'co-owner': { en: 'Co-owner', hi: 'सह-मालिक', mr: 'सहमालक' },
  'person-liable': { en: 'Person liable', hi: 'देनदार', mr: 'देणेकरी' },
  occupier: { en: 'Occupier', hi: 'अधिभोगी', mr: 'भोगवटादार' },
  tenant: { en: 'Tenant', hi: 'किराएदार', mr: 'भाडेकरू' },
  lessee: { en: 'Lessee', hi: 'पट्टेदार', mr: 'पट्टेदार' },
  mortgagee: { en: 'Mortgagee', hi: 'बंधकग्राही', mr: 'गहाणदार' },
  society: { en: 'Society', hi: 'सोसायटी', mr: 'संस्था' },
  heir: { en: 'Heir', hi: 'वारिस', mr: 'वारस' },
}

const grades: Record<string, Words> = {
  unit: { en: 'Unit in a building', hi: 'भवन की इकाई', mr: 'इमारतीतील घटक' },
  building: { en: 'Building', hi: 'भवन', mr: 'इमारत' },
  parcel: { en: 'Plot', hi: 'भूखंड', mr: 'भूखंड' },
  site: { en: 'Occupied site', hi: 'अधिभोग स्थल', mr: 'भोगवट्याची जागा' },
  point: { en: 'Point on the map', hi: 'नक्शे पर बिंदु', mr: 'नकाशावरील बिंदू' },
  street: { en: 'Street and ward alone', hi: 'केवल गली और वार्ड', mr: 'फक्त रस्ता व प्रभाग' },
}

const nothing: Words = { en: 'Not on record', hi: 'दर्ज नहीं', mr: 'नोंद नाही' }
const others: Words = { en: ' and others', hi: ' वगैरह', mr: ' व इतर' }

/** A code without words of its own is printed as it is, so that nothing is left out. */
const wordsOf = (table: Record<string, Words>, code: string): Words => table[code] ?? { en: code, hi: code, mr: code }

/** Roles that say something about the property; agents and payers do not. */
const shownRoles = Object.keys(roles)

const square = (areaSqm: number): number => Math.round(areaSqm * 100) / 100

function placeOf(page: ParcelPage): Words {
  const grade = wordsOf(grades, page.property!.place.grade)
  const numbers = page.parcels.flatMap(({ number }) => (number ? [number] : [])).slice(0, 6)
  const unit = [page.property!.wing, page.property!.unitNumber].filter(Boolean).join('-')
  const rest = [unit, numbers.join(', ')].filter(Boolean).join('; ')
  return rest ? { en: `${grade.en} ${rest}`, hi: `${grade.hi} ${rest}`, mr: `${grade.mr} ${rest}` } : grade
}

const withOthers = (names: Names, more: boolean): Names =>
  more
    ? Object.fromEntries(
        Object.entries(names).map(([language, name]) => [
          language,
          `${name}${others[language as keyof Words] ?? ' …'}`,
        ]),
      )
    : names

/** Values and lists of the letter `property-extract`. `uses` are the names of uses by their code, as the map's legend has them. */
export function extractOf(page: ParcelPage, uses: Record<string, Words>) {
  const property = page.property!
  const nameOfUse = (code: string | undefined) => (code && code !== 'unknown' ? wordsOf(uses, code) : nothing)
  const ward = page.boundaries.find(({ set }) => set === 'electoral-ward')
  const areaSqm = square(page.parcels.reduce((sum, plot) => sum + plot.areaSqm, 0))
  const use = nameOfUse(page.parcels[0]?.use)
  return {
    values: {
      propertyNumber: property.propertyNumber,
      address: property.address,
      ward: ward?.names ?? nothing,
      place: placeOf(page),
      areaSqm,
      use,
      asOf: page.asOf,
    },
    lists: {
      owners: page.parties
        .filter(({ role }) => shownRoles.includes(role))
        .map((party) => ({
          name: withOthers(party.names, party.others),
          role: wordsOf(roles, party.role),
          share: party.share ? `${party.share.numerator}/${party.share.denominator}` : '–',
          since: party.since ?? '–',
        })),
      buildings: page.buildings.map((building) => ({
        name: building.name ?? { en: 'Building', hi: 'भवन', mr: 'इमारत' },
        floors: building.floorsAboveGround,
        areaSqm: square(building.footprintSqm ?? 0),
        use: nameOfUse(building.units[0]?.use),
      })),
      orders: page.restrictions.map((each) => {
        const { en = each.kind, hi = en, mr = en } = nameOfRestriction(each.kind)
        const { authority, number, date } = each.order
        const rest = `${authority}, ${number}, ${date}`
        return {
          order: { en: `${en[0]!.toUpperCase()}${en.slice(1)}: ${rest}`, hi: `${hi}: ${rest}`, mr: `${mr}: ${rest}` },
        }
      }),
    },
  }
}
