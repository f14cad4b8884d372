/**
 * What the search box keeps and asks. Pure.
 *
 * Tokens beside those of whole names (collation "C"; ~ stands above and ! below every other letter used):
 *   k:<parcel number>
 *   ar:<road>/<house>   al:<locality>/<house>   ab:<building>/<unit>
 *   w<ward>/<word of an owner>   w<ward>/ah:<house>     by ward (w0: none), so that a frequent name is found in any of them;
 *                                                       one word alone is asked in each
 * Other numbers and mobiles have no rows: the tables in which they stand answer for them.
 */
import type { Names } from '../../kernel/pure.ts'
import { nameTokens, skeletonOf, type TokenRange, wordSteps, wordTokens } from './rules-name-search.ts'
import { normalNumber, plainDigits, readMobile, readPropertyNumber } from './rules-numbers.ts'

/** 1 owner, 2 address, 3 number. */
export type TokenKind = 1 | 2 | 3

/** A row of parcels.search_tokens. */
export interface SearchRow {
  token: string
  kind: TokenKind
  propertyId: number
}

/** All that a property can be found by. */
export interface SearchSubject {
  propertyId: number
  /** The area of the electoral set in which it stands; null outside every ward. */
  wardId?: number | null
  /** Owners, co-owners, lessees, societies, heirs, persons liable and occupiers; relatives are fathers' or husbands' names. */
  owners: { names: Names; relatives?: Names | null }[]
  address: { houseNumber: string | null; roadId: number | null; localityId: number | null }
  buildings: { buildingId: number; unitNumber: string | null }[]
  parcelNumbers: string[]
}

const oldNumberSchemes = new Set(['old-property-number', 'registry', 'property-card', 'consumer', 'digipin'])

/** By which of the outside numbers of a property it may be found; null for those that are no address of it. */
export function outsideKindOf(scheme: string): 'ulpin' | 'old-number' | null {
  if (scheme === 'ulpin') return 'ulpin'
  return oldNumberSchemes.has(scheme) ? 'old-number' : null
}

/** A house or flat number as it is compared: runs of digits and letters joined by '-': `12A`, `12-A`, `१२ ए` share `12-…`. */
export function houseKey(text: string | null): string {
  const plain = plainDigits((text ?? '').normalize('NFC')).toLowerCase()
  return (plain.match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? []).join('-')
}

/** All rows of parcels.search_tokens for a property; unique. The loader and every action that changes a name or place use it. */
export function searchRowsFor(subject: SearchSubject): SearchRow[] {
  const { propertyId } = subject
  const rows: SearchRow[] = []
  for (const [token, kind] of searchTokensOf(subject)) rows.push({ token, kind, propertyId })
  return rows
}

const longestToken = 120

/** The tokens of a property with their kinds, as searchRowsFor has them. */
export function searchTokensOf(subject: SearchSubject): Map<string, TokenKind> {
  const tokens = new Map<string, TokenKind>()
  const ward = subject.wardId ?? 0
  for (const { names, relatives } of subject.owners) {
    for (const token of nameTokens(names, relatives ?? {})) addToken(tokens, token, 1)
    for (const token of wordTokens(names)) addToken(tokens, inWard(ward, token), 1)
  }
  for (const token of addressTokensOf(subject)) addToken(tokens, token, 2)
  for (const number of subject.parcelNumbers) addToken(tokens, `k:${normalNumber(number)}`, 3)
  return tokens
}

function addToken(tokens: Map<string, TokenKind>, token: string, kind: TokenKind): void {
  const short = token.length > longestToken ? token.slice(0, longestToken) : token
  if (!tokens.has(short)) tokens.set(short, kind)
}

function addressTokensOf({ address, buildings, wardId }: SearchSubject): string[] {
  const house = houseKey(address.houseNumber)
  const tokens = buildings.map(({ buildingId, unitNumber }) => `ab:${buildingId}/${houseKey(unitNumber)}`)
  if (address.roadId) tokens.push(`ar:${address.roadId}/${house}`)
  if (address.localityId) tokens.push(`al:${address.localityId}/${house}`)
  if (house && wardId) tokens.push(inWard(wardId, `ah:${house}`))
  return tokens
}

/** A token as it is kept for one ward. */
export function inWard(wardId: number, token: string): string {
  return `w${wardId}/${token}`
}

/** The words of a name as ranges inside one ward, in two steps: as they sound, and one consonant wrong. */
export function wardSteps(wardId: number, words: readonly string[]): TokenRange[][] {
  const perWord = words.map(wordSteps)
  // A ward is small: more of a range fits.
  return [0, 1].map((step) =>
    perWord.flatMap((steps) => (steps[step] ?? []).map((range) => wardRange(wardId, range, 3 * range.limit))),
  )
}

function wardRange(wardId: number, { from, to }: TokenRange, limit: number): TokenRange {
  return { from: inWard(wardId, from), to: inWard(wardId, to), limit, each: limit }
}

/** Ranges for the whole town, those of single words parted among its wards and what lies in none. */
export function acrossWards(wardIds: readonly number[], ranges: readonly TokenRange[]): TokenRange[] {
  const wards = [...wardIds, 0]
  return ranges.flatMap((range) =>
    isOfWord(range)
      ? wards.map((wardId) => wardRange(wardId, range, Math.max(4, Math.ceil(range.limit / wards.length))))
      : [range],
  )
}

/** Whether a range is about one word, which is kept by ward. */
export function isOfWord({ from }: TokenRange): boolean {
  return from.startsWith('nw:')
}

/** 1 street, 2 locality, 3 named building. */
export type PlaceKind = 1 | 2 | 3

/** A row of parcels.place_tokens. */
export interface PlaceRow {
  token: string
  kind: PlaceKind
  placeId: number
}

/**
 * The rows by which a street, locality or building is found: each telling word by its sound, and the whole name as one key, so that
 * "Himalaya Kunj 5, Street 1" is not one of two hundred streets of Himalaya Kunj.
 */
export function placeRowsFor(place: { kind: PlaceKind; placeId: number; names: Names }): PlaceRow[] {
  const tokens = new Set<string>()
  const telling: Record<string, string> = {}
  for (const [language, name] of Object.entries(place.names)) {
    const words = queryWords(name ?? '')
    telling[language] =
      words
        .filter((word) => !word.generic && !word.digits)
        .map((word) => word.text)
        .join(' ') ||
      (name ?? '')
    const key = placeKey(words)
    if (key) tokens.add(`pk:${key}`.slice(0, 120))
  }
  for (const token of wordTokens(telling)) tokens.add(token)
  return [...tokens].map((token) => ({ token, kind: place.kind, placeId: place.placeId }))
}

/** A word of a query or of a place's name. */
export interface QueryWord {
  text: string
  /** Holds a digit: a house number, or the number of a street. */
  digits: boolean
  /** Says what kind of place it is (road, nagar, मार्ग), not which. */
  generic: boolean
}

/** The words of a text in order. */
export function queryWords(text: string): QueryWord[] {
  return wordsOf(plainDigits(text)).map((word) => ({
    text: word,
    digits: /\p{N}/u.test(word),
    generic: genericWords.has(word.toLowerCase()),
  }))
}

/** A name of a place as one key, the same in either script: sounds of its telling words and its numbers, in order. */
export function placeKey(words: readonly QueryWord[]): string {
  const telling = words.some((word) => !word.digits && !word.generic)
  return words
    .filter((word) => word.digits || !telling || !word.generic)
    .map((word) => (word.digits ? houseKey(word.text) : soundKey(word.text)))
    .filter(Boolean)
    .join('/')
}

const soundKeys = new Map<string, string>()

/** The sounds of the telling words of a name in all its languages: to know the town's own name at the end of an address. */
export function soundsOf(names: Names): ReadonlySet<string> {
  const words = Object.values(names).flatMap((name) => queryWords(name ?? ''))
  return new Set(words.filter((word) => !word.generic && !word.digits).map((word) => soundKey(word.text)))
}

/** A word by its consonants, the same in either script. */
export function soundKey(word: string): string {
  const known = soundKeys.get(word)
  if (known !== undefined) return known
  if (soundKeys.size > 20_000) soundKeys.clear()
  const key = skeletonOf(word)
  soundKeys.set(word, key)
  return key
}

const genericWords = new Set(
  `road rd marg street st lane gali galli path nagar colony colny vihar mohalla muhalla tola pura ward town city chowk square sector phase
   block plot house no number near behind opposite tower apartment apartments heights enclave complex building flat shop makan the
   रोड मार्ग गली पथ नगर कॉलोनी कालोनी विहार मोहल्ला मुहल्ला टोला वार्ड चौक सेक्टर ब्लॉक प्लॉट मकान नंबर क्रमांक नं पास टावर अपार्टमेंट भवन फ्लैट दुकान
   रस्ता गल्ली पेठ घर वसाहत इमारत रास्ता लेन स्ट्रीट सड़क टावर्स हाइट्स एन्क्लेव`
    .trim()
    .split(/\s+/),
)

function wordsOf(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}/.-]*/gu) ?? []
}

/** What was typed, taken apart once. */
export interface ReadQuery {
  text: string
  /** At most ten, in order. */
  words: QueryWord[]
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

const landmark =
  /^(?:near|behind|beside|opposite|opp\.?|next to)\s|\s(?:के (?:पास|पीछे|सामने|बगल में)|जवळ|मागे|समोर)$|(?:जवळ|मागे|समोर)$/iu

/** Parts between commas, without those that only say what is near: "46, Mandir Marg, behind the school". */
function withoutLandmarks(text: string): string {
  const parts = text.split(',').map((part) => part.trim())
  const telling = parts.filter((part) => !landmark.test(part))
  return (telling.length && parts.length > 1 ? telling : parts).join(' ')
}

/** Reads the text of the search box. Never throws; at most 200 characters are looked at. */
export function readSearchText(given: string): ReadQuery {
  const whole = plainDigits(given.normalize('NFC').slice(0, 200)).trim()
  const ward = wardPattern.exec(whole)?.[1] ?? null
  const text = ward ? whole.replace(wardPattern, ' ').trim() : whole
  const reading = readPropertyNumber(text)
  return {
    text,
    words: queryWords(withoutLandmarks(text)).slice(0, 10),
    propertyNumber: 'number' in reading ? reading.number : null,
    nearNumbers: 'fault' in reading && reading.fault === 'check-digit' ? nearNumbers(normalNumber(text)) : [],
    mobile: readMobile(text),
    outsideNumber: /\p{N}/u.test(text) ? normalNumber(text).slice(0, 60) : null,
    ward,
  }
}

/** House keys of the words that no place has taken, joined ones first: `12/3 B` gives `12-3-b`, `12-3`. */
export function housesIn(words: readonly QueryWord[]): string[] {
  const keys: string[] = []
  for (const [index, word] of words.entries()) {
    if (!word.digits) continue
    const next = words[index + 1]
    if (next && next.text.length === 1 && !next.digits) keys.push(houseKey(`${word.text} ${next.text}`))
    keys.push(houseKey(word.text))
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

/** What of place_tokens to read: stretches of the query as whole names, or single words where no name fits. */
export interface PlaceRange {
  range: TokenRange
  /** Word indexes, both included. */
  from: number
  to: number
  /** How sure a hit is; null: the name must be scored. */
  score: number | null
}

/** Stretches of the query read as the whole name of a place, or as its beginning. */
export function wholeNameRanges(words: readonly QueryWord[]): PlaceRange[] {
  const ranges = new Map<string, PlaceRange>()
  const add = (token: string, range: TokenRange, from: number, to: number, score: number) => {
    const known = ranges.get(token)
    // The longest stretch of one key takes its generic words along.
    if (!known || known.to - known.from < to - from) ranges.set(token, { range, from, to, score })
  }
  for (let from = 0; from < words.length; from++) {
    // A kind of place begins a name only before a number: Sector 4.
    if (words[from]!.digits || (words[from]!.generic && !words[from + 1]?.digits)) continue
    for (let to = from; to < Math.min(words.length, from + 6); to++) {
      const stretch = words.slice(from, to + 1)
      const key = placeKey(stretch)
      if (!key || stretch.every((word) => word.generic)) continue
      add(`pk:${key}`, exactly(`pk:${key}`, 60), from, to, 1)
      if (to + 1 === words.length || !words[to + 1]!.digits)
        add(`pk:${key}/`, startingWith(`pk:${key}/`, 40), from, to, 0.88)
      if (to + 1 === words.length && key.length > 2) add(`pk:${key}~`, startingWith(`pk:${key}`, 40), from, to, 0.84)
    }
  }
  return [...ranges.values()]
}

/** Single telling words, for names that are misspelt or half typed. */
export function wordRanges(words: readonly QueryWord[]): PlaceRange[] {
  return words.flatMap((word, at) => {
    if (word.generic || word.digits || word.text.length < 3) return []
    const [sounding = []] = wordSteps(word.text)
    return sounding.map((range) => ({ range: { ...range, limit: 40, each: 40 }, from: at, to: at, score: null }))
  })
}
