/** Properties by number or mobile: read where the numbers stand, so that no copy of them can be out of date. */
import {
  selectByMobile,
  selectByOutsideNumber,
  selectByPropertyNumber,
  selectByTokens,
  selectThoseInWards,
} from './queries-search.ts'
import { exactly, outsideKindOf } from './rules-search.ts'
import { type Evidence, isOfficer, note, type Search } from './search-evidence.ts'

/** Adds evidence for every number that the text may be; staff with the permission find mobiles too. */
export async function findNumbers(search: Search): Promise<void> {
  const found = [
    ...(await byPropertyNumber(search)),
    ...(await byOutsideNumber(search)),
    ...(await byParcelNumber(search)),
    ...(await byMobile(search)),
  ]
  const kept = await insideWards(search, found)
  for (const { propertyId, score, matchedOn } of kept) note(search, propertyId, score, matchedOn)
}

async function byPropertyNumber({ db, context, query, limit }: Search): Promise<Evidence[]> {
  const typed = query.outsideNumber ?? ''
  const beginning = /^\d{3,9}$/.test(typed) ? typed : null
  const exact = [...(query.propertyNumber ? [query.propertyNumber] : []), ...query.nearNumbers]
  if (!exact.length && !beginning) return []
  const rows = await selectByPropertyNumber(db, context.tenant.tenantId, exact, beginning, limit)
  const scoreOf = (number: string) =>
    number === query.propertyNumber ? 1 : query.nearNumbers.includes(number) ? 0.7 : 0.72
  return rows.map((row) => ({
    propertyId: row.property_id,
    score: scoreOf(row.property_number),
    matchedOn: 'property-number',
  }))
}

/** Old numbers and ULPINs; a beginning is enough when it is long. */
async function byOutsideNumber({ db, context, query, limit }: Search): Promise<Evidence[]> {
  const number = query.outsideNumber
  if (!number || number.length < 2) return []
  const rows = await selectByOutsideNumber(db, context.tenant.tenantId, number, number.length >= 4, limit)
  return rows.flatMap(({ property_id: propertyId, scheme, whole }): Evidence[] => {
    const matchedOn = outsideKindOf(scheme)
    if (!matchedOn || (!whole && matchedOn === 'ulpin' && number.length < 6)) return []
    return [{ propertyId, score: whole ? (matchedOn === 'ulpin' ? 1 : 0.98) : 0.75, matchedOn }]
  })
}

async function byParcelNumber({ db, context, query }: Search): Promise<Evidence[]> {
  const number = query.outsideNumber
  if (!number || number.length < 2) return []
  const rows = await selectByTokens(db, context.tenant.tenantId, [exactly(`k:${number}`, 20)])
  return rows.map((row) => ({ propertyId: row.property_id, score: 0.9, matchedOn: 'parcel-number' }))
}

async function byMobile({ db, context, query }: Search): Promise<Evidence[]> {
  if (!query.mobile || !isOfficer(context) || !context.permissions.has('parcels.search-mobile')) return []
  const ids = await selectByMobile(db, context.tenant.tenantId, query.mobile, 50)
  return ids.map((propertyId) => ({ propertyId, score: 1, matchedOn: 'mobile' }))
}

async function insideWards({ db, context, wardIds }: Search, found: Evidence[]): Promise<Evidence[]> {
  if (!wardIds || !found.length) return found
  const ids = found.map(({ propertyId }) => propertyId)
  const inside = new Set(await selectThoseInWards(db, context.tenant.tenantId, ids, wardIds))
  return found.filter(({ propertyId }) => inside.has(propertyId))
}
