/** Numbers of properties and parcels: ours with a check digit, ULPIN and khasra as others print them. Pure. */
import { checkDigitOf, hasValidCheckDigit, Invalid } from '../../kernel/pure.ts'

const largestSerial = 999_999_999
const serialSpace = 1_000_000_000
// Prime to 10^9, so that every serial has its own number; neighbours in the register get numbers far apart.
const spread = 387_420_489

// Most numbers are plain, and a town is loaded by the million: those go straight through.
const isAscii = (text: string) => /^[ -~]*$/.test(text)

/** Digits of any Indian script that has them, as 0–9. Length is kept. */
export function plainDigits(text: string): string {
  if (isAscii(text)) return text
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!
    let zero = code
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--
    return code < 128 ? digit : String(code - zero)
  })
}

/**
 * The property number of a serial from the state's counter: nine spread digits and their Damm check digit.
 * Two serials never give one number.
 * @throws RangeError when the serial is not 1 … 999,999,999
 */
export function propertyNumberOf(serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > largestSerial)
    throw new RangeError(`a property serial is 1 to ${largestSerial}, not ${serial}`)
  // In two parts, so that no product passes 2^53.
  const high = Math.floor(serial / 32_768)
  const low = serial % 32_768
  const digits = String((((high * spread) % serialSpace) * 32_768 + low * spread) % serialSpace).padStart(9, '0')
  return digits + checkDigitOf(digits)
}

/** `482 173 906 4`, as it stands on bills and door plates. */
export function printPropertyNumber(number: string): string {
  return `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6, 9)} ${number.slice(9)}`
}

/** What became of a text that may be a property number. */
export type NumberReading = { number: string } | { fault: 'not-ten-digits' | 'check-digit' }

/** Reads a property number with spaces, dashes or Devanagari digits; a wrong digit or two swapped neighbours are a fault. */
export function readPropertyNumber(text: string): NumberReading {
  const digits = plainDigits(text.normalize('NFC')).replace(/[\s\-–./]/g, '')
  if (!/^\d{10}$/.test(digits)) return { fault: 'not-ten-digits' }
  return hasValidCheckDigit(digits) ? { number: digits } : { fault: 'check-digit' }
}

/** A mobile as ten digits, with or without +91 or 0 before it; null when it is none. */
export function readMobile(text: string): string | null {
  const digits = plainDigits(text.normalize('NFC')).replace(/[\s\-().]/g, '')
  return /^(?:\+?91|0)?([5-9]\d{9})$/.exec(digits)?.[1] ?? null
}

/**
 * A ULPIN (Bhu-Aadhaar): 14 letters and digits, checked and kept, never made here: the algorithm is not public.
 * @throws Invalid naming `ulpin`
 */
export function readUlpin(text: string): string {
  const ulpin = plainDigits(text.normalize('NFC')).replace(/[\s-]/g, '').toUpperCase()
  if (!/^[0-9A-Z]{14}$/.test(ulpin))
    throw new Invalid('ulpin', 'A ULPIN has 14 letters and digits. Copy it from the land record.', {
      got: text,
      expected: '14 of 0-9, A-Z',
    })
  return ulpin
}

/** An outside number as it is compared: letters and digits only, upper case, one digit script, NFC. */
export function normalNumber(text: string): string {
  if (isAscii(text)) return text.toUpperCase().replace(/[^0-9A-Z]+/g, '')
  return plainDigits(text.normalize('NFC'))
    .toUpperCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

/**
 * A khasra number as text: `214`, `214/3`, `214/3/क`, with the village before it where a town has several (`रामपुर 214/3`).
 * Never a number: 214/10 is not 214/1, and 045 is what the sheet says.
 * @throws Invalid naming `number`
 */
export function khasraKey(village: string | null, khasra: string): string {
  const plain = plainDigits(khasra.normalize('NFC')).trim()
  const parts = plain.split(/\s*[/\\]\s*/)
  if (!/^\p{N}+[\p{L}\p{M}]*$/u.test(parts[0] ?? '') || parts.some((part) => !/^[\p{L}\p{M}\p{N}-]{1,12}$/u.test(part)))
    throw new Invalid('number', 'Write the khasra number as on the sheet, for example 214/3.', {
      got: khasra,
      expected: '214/3',
    })
  const place = village?.normalize('NFC').trim().replace(/\s+/g, ' ')
  return place ? `${place} ${parts.join('/')}` : parts.join('/')
}

/**
 * The number of a parcel of any level as it is kept: NFC, one digit script, single spaces, no control characters; 1 to 60 characters.
 * @throws Invalid naming `number`
 */
export function parcelNumber(text: string): string {
  const number = plainDigits(text.normalize('NFC')).trim().replace(/\s+/g, ' ')
  if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} /\-().]*$/u.test(number) || number.length > 60)
    throw new Invalid(
      'number',
      'A parcel number is 1 to 60 letters, digits, spaces, / and -, beginning with a letter or digit.',
      {
        got: text.slice(0, 80),
      },
    )
  return number
}
