/**
 * What the search box keeps and asks. Pure.
 *
 * Tokens beside those of names (collation "C"; ~ stands above and ! below every other letter used):
 *   p:<property number>   o:<old number>   u:<ULPIN>   k:<parcel number>   m:<mobile>
 *   ar:<road>/<house>   al:<locality>/<house>   ab:<building>/<unit>   ah:<house>
 */
import type { Names } from '../../kernel/pure.ts'
import { nameTokens, queryTokens, type TokenRange } from './rules-name-search.ts'
import { normalNumber, plainDigits, readMobile, readPropertyNumber } from './rules-numbers.ts'

/** 1 owner, 2 address, 3 number, 4 mobile. */
export type TokenKind = 1 | 2 | 3 | 4

/** A row of parcels.search_tokens. */
export interface SearchRow {
  token: string
  kind: TokenKind
  propertyId: number
}

/** All that a property can be found by. */
export interface SearchSubject {
  propertyId: number
  propertyNumber: string
  /** Owners, co-owners, lessees, societies, heirs, persons liable and occupiers; relatives are fathers' or husbands' names. */
  owners: { names: Names; relatives?: Names | null }[]
  address: { houseNumber: string | null; roadId: number | null; localityId: number | null }
  buildings: { buildingId: number; unitNumber: string | null }[]
  outsideNumbers: { scheme: string; value: string }[]
  parcelNumbers: string[]
  mobiles: string[]
}

const numberPrefix: Record<string, string> = {
  'old-property-number': 'o',
  registry: 'o',
  'property-card': 'o',
  consumer: 'o',
  digipin: 'o',
  ulpin: 'u',
}

/** A house or flat number as it is compared: runs of digits and letters joined by '-': `12A`, `12-A`, `१२ ए` share `12-…`. */
export function houseKey(text: string | null): string {
  const plain = plainDigits((text ?? '').normalize('NFC')).toLowerCase()
  return (plain.match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? []).join('-')
}

/** All rows of parcels.search_tokens for a property; unique. The loader and every action that changes a name or place use it. */
export function searchRowsFor(subject: SearchSubject): SearchRow[] {
  const rows = new Map<string, SearchRow>()
  const add = (kind: TokenKind, token: string) =>
    rows.set(`${kind}${token}`, { token: token.slice(0, 120), kind, propertyId: subject.propertyId })
  for (const { names, relatives } of subject.owners)
    for (const { token } of nameTokens(names, relatives ?? {})) add(1, token)
  for (const token of addressTokensOf(subject)) add(2, token)
  add(3, `p:${subject.propertyNumber}`)
  for (const { scheme, value } of subject.outsideNumbers) {
    const prefix = numberPrefix[scheme]
    if (prefix) add(3, `${prefix}:${normalNumber(value)}`)
  }
  for (const number of subject.parcelNumbers) add(3, `k:${normalNumber(number)}`)
  for (const mobile of subject.mobiles) add(4, `m:${readMobile(mobile) ?? normalNumber(mobile)}`)
  return [...rows.values()]
}

function addressTokensOf({ address, buildings }: SearchSubject): string[] {
  const house = houseKey(address.houseNumber)
  const tokens = buildings.map(({ buildingId, unitNumber }) => `ab:${buildingId}/${houseKey(unitNumber)}`)
  if (address.roadId) tokens.push(`ar:${address.roadId}/${house}`)
  if (address.localityId) tokens.push(`al:${address.localityId}/${house}`)
  if (house) tokens.push(`ah:${house}`)
  return tokens
}

/** 1 street, 2 locality, 3 named building. */
export type PlaceKind = 1 | 2 | 3

/** A row of parcels.place_tokens. */
export interface PlaceRow {
  token: string
  kind: PlaceKind
  placeId: number
}

/** The rows by which a street, locality or building is found; its generic words (marg, nagar) are left out where another remains. */
export function placeRowsFor(place: { kind: PlaceKind; placeId: number; names: Names }): PlaceRow[] {
  const telling: Record<string, string> = {}
  for (const [language, name] of Object.entries(place.names)) {
    const words = wordsOf(name ?? '').filter((word) => !isGeneric(word))
    telling[language] = words.join(' ') || (name ?? '')
  }
  const words = nameTokens(telling).filter(({ token }) => token.startsWith('nw:'))
  return words.map(({ token }) => ({ token, kind: place.kind, placeId: place.placeId }))
}

const genericWords = new Set(
  `road rd marg street st lane gali galli path nagar colony colny vihar mohalla muhalla tola pura ward town city chowk square sector phase
   block plot house no number near behind opposite tower apartment apartments heights enclave complex building flat shop makan the
   रोड मार्ग गली पथ नगर कॉलोनी कालोनी विहार मोहल्ला मुहल्ला टोला वार्ड चौक सेक्टर ब्लॉक प्लॉट मकान नंबर क्रमांक नं पास टावर अपार्टमेंट भवन फ्लैट दुकान
   रस्ता गल्ली पेठ घर वसाहत इमारत`
    .trim()
    .split(/\s+/),
)

function isGeneric(word: string): boolean {
  return genericWords.has(word.toLowerCase())
}

function wordsOf(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}/.-]*/gu) ?? []
}

/** What was typed, taken apart once. */
export interface ReadQuery {
  text: string
  /** Words without digits, in order; at most eight. */
  words: string[]
  /** House keys of words with digits, joined ones first: `12/3 B` gives `12-3-b`, `12-3`. */
  houses: string[]
  propertyNumber: string | null
  /** Numbers one digit away that would be valid, when the typed one is not. */
  nearNumbers: string[]
  mobile: string | null
  /** The whole text as an outside number, when it holds a digit. */
  outsideNumber: string | null
  /** `ward 12` in the text. */
  ward: string | null
}

const wardPattern = /(?:^|\s)(?:ward|वार्ड|प्रभाग)\s*(?:no\.?|number|क्र\.?|क्रमांक|नं\.?)?\s*(\d{1,3})(?=\s|,|$)/iu

/** Reads the text of the search box. Never throws; at most 200 characters are looked at. */
export function readSearchText(given: string): ReadQuery {
  const whole = plainDigits(given.normalize('NFC').slice(0, 200)).trim()
  const ward = wardPattern.exec(whole)?.[1] ?? null
  const text = ward ? whole.replace(wardPattern, ' ').trim() : whole
  const all = wordsOf(text.replaceAll(',', ' '))
  const words = all.filter((word) => !/\p{N}/u.test(word)).slice(0, 8)
  const reading = readPropertyNumber(text)
  return {
    text,
    words,
    houses: housesOf(all),
    propertyNumber: 'number' in reading ? reading.number : null,
    nearNumbers: 'fault' in reading && reading.fault === 'check-digit' ? nearNumbers(normalNumber(text)) : [],
    mobile: readMobile(text),
    outsideNumber: /\p{N}/u.test(text) ? normalNumber(text).slice(0, 60) : null,
    ward,
  }
}

function housesOf(all: string[]): string[] {
  const keys: string[] = []
  for (const [index, word] of all.entries()) {
    if (!/\p{N}/u.test(word)) continue
    const next = all[index + 1]
    if (next && next.length === 1 && !/\p{N}/u.test(next)) keys.push(houseKey(`${word} ${next}`))
    keys.push(houseKey(word))
  }
  return [...new Set(keys)].slice(0, 4)
}

/** Valid numbers that one wrong digit or one swap of neighbours away from `digits`. At most 19. */
export function nearNumbers(digits: string): string[] {
  const found = new Set<string>()
  const tryText = (text: string) => 'number' in readPropertyNumber(text) && found.add(text)
  for (let place = 0; place < digits.length; place++) {
    for (let digit = 0; digit < 10; digit++) tryText(digits.slice(0, place) + digit + digits.slice(place + 1))
    if (place + 1 < digits.length)
      tryText(digits.slice(0, place) + digits[place + 1] + digits[place] + digits.slice(place + 2))
  }
  return [...found]
}

/** Everything that begins with `from`. */
export function startingWith(from: string, limit: number): TokenRange {
  return { from, to: `${from}~`, limit, each: limit }
}

/** Exactly `token`. */
export function exactly(token: string, limit: number): TokenRange {
  return { from: token, to: `${token}!`, limit, each: limit }
}

/** A word of the query with the ranges of place_tokens to read for it; generic words are not looked up. */
export function placeRanges(words: string[]): { word: number; range: TokenRange }[] {
  return words.flatMap((word, index) =>
    isGeneric(word) || word.length < 3 ? [] : wordRanges(word).map((range) => ({ word: index, range })),
  )
}

function wordRanges(word: string): TokenRange[] {
  const [sounding = []] = queryTokens(word).steps
  return sounding.map((range) => ({ ...range, limit: 40 }))
}
