import { type Day, Invalid } from '../../kernel/pure.ts'

/** Where a one-time code goes. */
export interface Destination {
  channel: 'mobile' | 'email'
  /** Ten digits, or a lower-case e-mail address. */
  value: string
}

const devanagariZero = '०'.charCodeAt(0)

/**
 * Reads a mobile (with or without +91, 0, spaces, in either digits) or an e-mail address.
 * @throws Invalid naming `to`
 */
export function readDestination(text: string): Destination {
  const plain = text
    .normalize('NFC')
    .trim()
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - devanagariZero))
  if (/^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,30}$/.test(plain)) return { channel: 'email', value: plain.toLowerCase() }
  const digits = plain.replace(/[\s()-]/g, '').replace(/^(\+91|0091|91(?=\d{10}$)|0)/, '')
  if (/^\d{10}$/.test(digits)) return { channel: 'mobile', value: digits }
  throw new Invalid('to', 'Give a mobile number of ten digits or an e-mail address.', {
    expected: '9876543210 or name@example.org',
  })
}

/** How long a user stays locked after so many failures in a row: none below five, then one minute doubling to one hour. */
export function lockSeconds(failures: number): number {
  return failures < 5 ? 0 : Math.min(3600, 60 * 2 ** (failures - 5))
}

/** The least a staff password must be: length beats symbols (NIST SP 800-63B). */
export function passwordFault(password: string, username: string) {
  if (password.length < 12) return 'Use at least 12 characters.'
  if (password.length > 200) return 'Use at most 200 characters.'
  if (username && password.toLowerCase().includes(username.toLowerCase()))
    return 'The password must not hold the user name.'
  if (new Set(password).size < 5) return 'Use more than a few different characters.'
  return null
}

/** True while a dated row holds on `today`; `validTo` is the first day that it does not. */
export function holdsOn(row: { validFrom: Day; validTo: Day }, today: Day): boolean {
  return row.validFrom <= today && today < row.validTo
}

/**
 * The powers of a dissolved council are held by one administrator; a council that sits holds its own powers, and its post
 * is vacant. Every other post is held in another capacity.
 */
export function capacityFault(designation: string, capacity: string): string | null {
  if ((designation === 'council') === (capacity === 'administrator')) return null
  return designation === 'council'
    ? 'The powers of the council are held by an administrator alone.'
    : 'An administrator holds the powers of the council, not this post.'
}

/** Life of a staff session and of a citizen's, in hours. */
export const sessionHours = { staff: 12, citizen: 24 * 14 } as const

/** Codes that one network address may ask for: many telephones share one address of their network, so not few. */
export const codesPerCallerAndHour = 300

/** A one-time code lives ten minutes and bears five wrong tries. */
export const codeLifeSeconds = 600
export const codeAttempts = 5
