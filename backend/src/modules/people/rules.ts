/** Rules of the register of people. Pure: today is an argument. */
import { addMonths, type Day, Invalid, type Names } from '../../kernel/pure.ts'
import { readDestination } from '../identity/rules.ts'

const nameLength = 200
const devanagari = /\p{Script=Devanagari}/u
const latin = /\p{Script=Latin}/u

/**
 * Names as they are stored: NFC, one space between words, at least one language; en in Latin, hi and mr in Devanagari.
 * @throws Invalid naming the language at fault
 */
export function readNames(names: Names, field = 'names'): Names {
  const read: Names = {}
  for (const [language, given] of Object.entries(names)) {
    const text = given?.normalize('NFC').replace(/\s+/gu, ' ').trim()
    if (!text) continue
    const at = `${field}.${language}`
    if (text.length > nameLength)
      throw new Invalid(at, `A name has at most ${nameLength} letters.`, { got: text.length })
    if (!/\p{L}/u.test(text) || /[<>\p{C}]/u.test(text.replace(/[\u200c\u200d]/gu, '')))
      throw new Invalid(at, 'Write the name in letters.', { got: text.slice(0, 40) })
    if (language === 'en' && devanagari.test(text)) throw new Invalid(at, 'Write the English name in Latin letters.')
    if (
      (language === 'hi' || language === 'mr') &&
      latin.test(text.replace(/[ivxlc]+/giu, '')) &&
      !devanagari.test(text)
    )
      throw new Invalid(at, 'Write the Hindi or Marathi name in Devanagari.')
    read[language] = text
  }
  if (Object.keys(read).length === 0)
    throw new Invalid(field, 'Give the name in at least one language.', { expected: '{ "hi": "…" }' })
  return read
}

// biome-ignore format: a table
const verhoeffProduct = [
  '0123456789', '1234067895', '2340178956', '3401289567', '4012395678', '5987604321', '6598710432', '7659821043', '8765932104', '9876543210',
]
// biome-ignore format: a table
const verhoeffPermutation = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258']

/** True for twelve digits with a valid Verhoeff check digit, as every Aadhaar number has (UIDAI). */
export function isAadhaarNumber(digits: string): boolean {
  if (!/^[2-9]\d{11}$/.test(digits)) return false
  let check = 0
  for (let place = 0; place < 12; place++) {
    const digit = Number(digits[11 - place])
    check = Number(verhoeffProduct[check]![Number(verhoeffPermutation[place % 8]![digit])])
  }
  return check === 0
}

/** Digits of any script as 0–9. */
function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!
    let zero = code
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
    return String((code - zero) % 10)
  })
}

const twelveDigits = /(?<![\d])\d(?:[\s.\-–_/]{0,2}\d){11}(?![\s.\-–_/]{0,2}\d)/u

/**
 * Refuses a twelve-digit number anywhere in a value: an Aadhaar number is never written here (Aadhaar Act s.29, Regulations 2016).
 * Any twelve digits are refused, also those whose check digit is wrong: they are most often a mistyped Aadhaar number.
 * @throws Invalid naming the field; the number itself is not repeated
 */
export function refuseAadhaar(value: unknown, field = ''): void {
  if (typeof value === 'number' && /^\d{12}$/.test(String(value))) refuse(field)
  if (typeof value === 'string' && twelveDigits.test(plainDigits(value))) refuse(field)
  if (Array.isArray(value)) for (const [index, item] of value.entries()) refuseAadhaar(item, `${field}.${index}`)
  else if (value && typeof value === 'object')
    for (const [key, item] of Object.entries(value)) {
      refuseAadhaar(key, field)
      refuseAadhaar(item, field ? `${field}.${key}` : key)
    }
}

function refuse(field: string): never {
  throw new Invalid(
    field || 'text',
    'Twelve digits look like an Aadhaar number, which is never kept here. Give the last four digits and the vault reference instead.',
  )
}

/** Ten digits of an Indian mobile, from any usual way of writing it. @throws Invalid naming `mobile` */
export function readMobileNumber(text: string): string {
  const { channel, value } = readDestination(text)
  if (channel !== 'mobile' || !/^[6-9]/.test(value))
    throw new Invalid('mobile', 'Give a mobile number of ten digits that begins with 6, 7, 8 or 9.')
  return value
}

/** A small-letter e-mail address. @throws Invalid naming `email` */
export function readEmail(text: string): string {
  const { channel, value } = readDestination(text)
  if (channel !== 'email') throw new Invalid('email', 'Give an e-mail address.', { expected: 'name@example.org' })
  return value
}

/** A claim is good for twelve months from the day that it was proved. */
export const claimMonths = 12

/** The first day on which a claim proved on `provedOn` must be proved again. */
export function provedUntil(provedOn: Day): Day {
  return addMonths(provedOn, claimMonths)
}

/** What a mobile or e-mail is worth on a day. */
export type ClaimState = 'claimed' | 'proved' | 'to-prove-again' | 'ended'

/** State of a claim: only a proved one may receive what is private. */
export function claimState(claim: { provedUntil: Day | null; endedOn: Day | null }, today: Day): ClaimState {
  if (claim.endedOn !== null && claim.endedOn <= today) return 'ended'
  if (claim.provedUntil === null) return 'claimed'
  return today < claim.provedUntil ? 'proved' : 'to-prove-again'
}

/**
 * What a sign-in by a mobile or address does to an entry that has it: one that proved it within twelve months becomes the
 * user's, one that is the user's already is proved anew, and any other is left alone.
 */
export function contactStep(
  claim: { provedUntil: Day | null; endedOn: Day | null },
  isMine: boolean,
  today: Day,
): 'link' | 'renew' | 'none' {
  const state = claimState(claim, today)
  if (state === 'ended') return 'none'
  if (isMine) return 'renew'
  return state === 'proved' ? 'link' : 'none'
}
