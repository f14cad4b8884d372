/** What a page may show of a name, mobile or e-mail to someone who may not see it whole. Pure, cut by grapheme. */

const dot = '•'
const segmenter = new Intl.Segmenter('hi', { granularity: 'grapheme' })

/** The same for every word: the length of a name would help to guess it. */
const maskLength = 5

/**
 * Keeps the first letter of each word: रमेश शर्मा → र••••• श•••••. Every mask is five dots.
 * Initials keep their dot; marks that are not letters fall away. '' for an empty name.
 */
export function maskName(name: string): string {
  let masked = ''
  for (let from = 0; from < name.length; ) {
    const space = name.indexOf(' ', from)
    const to = space < 0 ? name.length : space
    const word = to > from ? maskWord(name.slice(from, to)) : ''
    if (word) masked = masked ? `${masked} ${word}` : word
    from = to + 1
  }
  return masked
}

const maskMemory = new Map<string, string>()
const maskMemoryLimit = 50_000
const dots = dot.repeat(maskLength)

/** What stands between two spaces. Words repeat in a register, and cutting by grapheme is slow: the answer is remembered. */
function maskWord(text: string): string {
  const known = maskMemory.get(text)
  if (known !== undefined) return known
  if (maskMemory.size >= maskMemoryLimit) maskMemory.clear()
  const words = text.normalize('NFC').match(/[\p{L}\p{M}\p{N}\u200c\u200d]+/gu) ?? []
  const masked = words.map((word) => firstLetter(word) + dots).join(' ')
  maskMemory.set(text, masked)
  return masked
}

/** The first letter without its conjunct and matra, because a whole syllable (श्री, ज्ञा) tells too much: लक्ष्मी → ल, श्रीराम → श. */
function firstLetter(word: string): string {
  const [first] = segmenter.segment(word)
  const base = /^\p{L}\u093C?/u.exec(first?.segment ?? '')
  return base ? base[0] : (first?.segment ?? '')
}

/** Masks a name in every language it is kept in. */
export function maskNames<N extends { readonly [language: string]: string | undefined }>(
  names: N,
): { [language: string]: string } {
  const masked: { [language: string]: string } = {}
  for (const [language, name] of Object.entries(names)) if (name) masked[language] = maskName(name)
  return masked
}

/** 9826012345 → ••••••2345. */
export function maskMobile(mobile: string): string {
  const digits = mobile.replace(/\D/g, '')
  return dot.repeat(Math.max(0, digits.length - 4)) + digits.slice(-4)
}

/** sunita.rao@example.in → s•••••@example.in. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 1) return dot.repeat(maskLength)
  return firstLetter(email) + dot.repeat(maskLength) + email.slice(at)
}
