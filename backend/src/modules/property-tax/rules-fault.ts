/** What is wrong with a pack or a case: where, and what to do about it. */
export class TaxFault extends Error {
  /** Path in the file: `tables[2].rows[4].value`. */
  readonly path: string
  /** 'pack' when the rules are wrong, 'case' when the property is, 'missing' when required configuration was not given. */
  readonly kind: 'pack' | 'case' | 'missing'
  constructor(kind: TaxFault['kind'], path: string, message: string) {
    super(message)
    this.kind = kind
    this.path = path
  }
}

export const packFault = (path: string, message: string): TaxFault => new TaxFault('pack', path, message)
export const caseFault = (path: string, message: string): TaxFault => new TaxFault('case', path, message)

/** Small letters and digits alone: `Owner-Occupied`, `owner occupied` and `OWNER_OCCUPIED` are one word. Other scripts stay. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

/** The known name that was probably meant, as "; did you mean x?"; empty when none is near. */
export function didYouMean(said: string, known: Iterable<string>): string {
  let best = ''
  let least = Math.max(2, Math.floor(said.length / 3)) + 1
  for (const name of known) {
    const distance = plain(name) === plain(said) ? 0 : editDistance(plain(said), plain(name))
    if (distance < least) [best, least] = [name, distance]
  }
  return best ? `; did you mean ${best}?` : ''
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
