import type { Books } from './books.ts'
import type { CellSite } from './settle.ts'
import type { Names, Organisation } from './types.ts'

const known = new WeakMap<Books, Map<string, Organisation>>()

/** The one organisation of that name in the town, written when first asked for. */
export const organisation = (books: Books, kind: Organisation['kind'], names: Names): Organisation => {
  const table = known.get(books) ?? new Map<string, Organisation>()
  known.set(books, table)
  const before = table.get(names.en!)
  if (before) return before
  const entered: Organisation = { key: books.key('organisations'), kind, names, mobile: null }
  table.set(names.en!, entered)
  books.chunk.organisations.push(entered)
  return entered
}

export const municipality = ({ books, town }: Pick<CellSite, 'books' | 'town'>) =>
  organisation(books, 'municipal', {
    en: `${town.en} Nagar Palik Nigam`,
    hi: `${town.hi} नगर पालिक निगम`,
    mr: `${town.mr} महानगरपालिका`,
  })
export const railways = ({ books }: Pick<CellSite, 'books'>) =>
  organisation(books, 'government', { en: 'Kalpana Central Railway', hi: 'कल्पना मध्य रेलवे', mr: 'कल्पना मध्य रेल्वे' })
export const stateGovernment = ({ books }: Pick<CellSite, 'books'>) =>
  organisation(books, 'government', {
    en: 'Government of Kalpana Pradesh',
    hi: 'कल्पना प्रदेश शासन',
    mr: 'कल्पना प्रदेश शासन',
  })
export const bank = ({ books }: Pick<CellSite, 'books'>, ordinal: number) =>
  organisation(books, 'company', {
    en: `Kalpana Gramin Bank, Branch ${ordinal}`,
    hi: `कल्पना ग्रामीण बैंक, शाखा ${ordinal}`,
    mr: `कल्पना ग्रामीण बँक, शाखा ${ordinal}`,
  })
