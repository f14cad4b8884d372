const dammTable = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

/** The Damm check digit of a text of digits: finds every single wrong digit and every swap of neighbours. */
export function checkDigitOf(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('only digits carry a check digit')
  let interim = 0
  for (const digit of digits) interim = Number(dammTable[interim]![Number(digit)])
  return String(interim)
}

/** Whether the last digit is the check digit of those before it. */
export function hasValidCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigitOf(digits) === '0'
}

// Web Crypto, which Node and the browser share; pure files know the types of neither.
const { crypto } = globalThis as unknown as { crypto: { randomUUID(): string } }

/** 'a1b2…' of 128 random bits, for requests and references. Runs in Node and in the browser. */
export function newRequestId(): string {
  return crypto.randomUUID()
}
