/** Money is whole paise everywhere. Indian grouping: 12,34,567.50. */
const digitsOf: Record<string, string> = { mr: '०१२३४५६७८९' }

/** Groups the digits of a whole number by thousand, then by hundreds: 1234567 → 12,34,567. */
function groupIndian(digits: string): string {
  const head = digits.slice(0, -3)
  const tail = digits.slice(-3)
  return head ? `${head.replace(/\B(?=(\d{2})+(?!\d))/g, ',')},${tail}` : tail
}

/**
 * `₹12,34,567.50` for 123456750 paise. Marathi gets Devanagari digits, Hindi Latin ones (CLDR 48);
 * Intl groups mr-IN currency by thousands, therefore number and symbol are set apart here.
 * @throws RangeError when `amountPaise` is not a safe whole number
 */
export function formatRupees(amountPaise: number, language: string): string {
  if (!Number.isSafeInteger(amountPaise)) throw new RangeError('amountPaise must be a safe whole number of paise')
  const absolute = Math.abs(amountPaise)
  const rupees = groupIndian(String(Math.floor(absolute / 100)))
  const paise = String(absolute % 100).padStart(2, '0')
  const text = `${amountPaise < 0 ? '-' : ''}₹${rupees}.${paise}`
  const digits = digitsOf[language]
  return digits ? text.replace(/\d/g, (digit) => digits[Number(digit)]!) : text
}

/** A decimal number with lakh/crore grouping and at most `decimals` places, in the language's digits. */
export function formatNumber(value: number, language: string, decimals = 0): string {
  const [whole, part] = Math.abs(value).toFixed(decimals).split('.')
  const text = `${value < 0 ? '-' : ''}${groupIndian(whole!)}${part ? `.${part}` : ''}`
  const digits = digitsOf[language]
  return digits ? text.replace(/\d/g, (digit) => digits[Number(digit)]!) : text
}

/** Splits an amount by whole-number weights so that the parts sum to it exactly; earlier parts get the odd paise. */
export function splitPaise(amountPaise: number, weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= 0) throw new RangeError('weights must sum to more than zero')
  const parts = weights.map((weight) => Number((BigInt(amountPaise) * BigInt(weight)) / BigInt(total)))
  let odd = amountPaise - parts.reduce((sum, part) => sum + part, 0)
  return parts.map((part) => {
    const step = Math.sign(odd)
    odd -= step
    return part + step
  })
}
