/**
 * The sounds that Latin and Devanagari spellings of a name share, one ASCII letter a sound:
 * consonants k K g G c C j J z t T d D R n m p P f b B v y r l s S h (capital: aspirated, R: ड़, S: श ष), vowels a A i I u U e E o O.
 * Pure: no clock, no I/O, runs in a browser.
 */

const vowelLetters = 'aAiIuUeEoO'

/** True for a vowel letter of the sound alphabet. */
export function isVowelSound(sound: string | undefined): boolean {
  return sound !== undefined && vowelLetters.includes(sound)
}

/** The coarse class of each sound that a skeleton keeps. Spellings differ inside a class far more often than between classes. */
// biome-ignore format: a table
const soundClass: Record<string, string> = {
  k: 'k', K: 'k', g: 'g', G: 'g', c: 'c', C: 'c', j: 'j', J: 'j', z: 'j',
  t: 't', T: 't', d: 'd', D: 'd', R: 'd', n: 'n', m: 'm', p: 'p', P: 'p', f: 'p',
  b: 'b', B: 'b', v: 'b', y: 'y', r: 'r', l: 'l', s: 's', S: 's', h: 'h',
}

/** Class letter of a consonant sound, or undefined for a vowel. */
export function classOf(sound: string): string | undefined {
  return soundClass[sound]
}

/**
 * Settles a raw sound string so that both scripts arrive at the same one: doubled consonants become one (the aspirated one stays),
 * a y that closes a syllable is a vowel (Jay = Jai), a+i and a+u are one vowel, ao and eo end in v (Rao = राव, Deo = देव).
 */
export function settleSounds(raw: string): string {
  let out = ''
  for (let index = 0; index < raw.length; index++) {
    const sound = raw[index]!
    const last = out.at(-1)
    if (last && !isVowelSound(sound) && !isVowelSound(last) && soundClass[last] === soundClass[sound]) {
      if (last === last.toLowerCase()) out = out.slice(0, -1) + sound
      continue
    }
    if (sound === 'y' && last && isVowelSound(last) && !isVowelSound(raw[index + 1]) && raw[index + 1] !== 'y') {
      out = joinVowel(out, 'I')
      continue
    }
    out = isVowelSound(sound) ? joinVowel(out, sound) : out + sound
  }
  return out
}

function joinVowel(out: string, vowel: string): string {
  const last = out.at(-1) ?? ''
  const openA = last === 'a' || last === 'A'
  if (openA && (vowel === 'i' || vowel === 'I')) return `${out.slice(0, -1)}E`
  if (openA && (vowel === 'u' || vowel === 'U')) return `${out.slice(0, -1)}O`
  if ((openA || last === 'e') && (vowel === 'o' || vowel === 'O')) return `${out}v`
  if (last.toLowerCase() === vowel.toLowerCase() && isVowelSound(last)) return out.slice(0, -1) + vowel.toUpperCase()
  return out + vowel
}

/** What it costs to leave a sound out. An unwritten a costs least, a consonant costs one. */
const leaveOutCost = new Float64Array(128).fill(1)
/** What it costs to write one sound for another, indexed from * 128 + to. */
const exchangeCost = new Float64Array(128 * 128).fill(1)

function allowExchange(sounds: string, cost: number): void {
  for (const from of sounds)
    for (const to of sounds) {
      const slot = from.charCodeAt(0) * 128 + to.charCodeAt(0)
      exchangeCost[slot] = from === to ? 0 : Math.min(exchangeCost[slot]!, cost)
    }
}

// biome-ignore format: a table
for (const [sounds, cost] of [['a', 0.15], ['A', 0.25], ['iIuU', 0.4], ['eEoO', 0.45], ['h', 0.35], ['y', 0.35]] as const)
  for (const sound of sounds) leaveOutCost[sound.charCodeAt(0)] = cost
for (let code = 0; code < 128; code++) exchangeCost[code * 128 + code] = 0
allowExchange(vowelLetters, 0.5)
for (const near of ['kK', 'gG', 'cC', 'jJ', 'tT', 'dD', 'pPf', 'bB', 'sS', 'dR', 'DR', 'Pf']) allowExchange(near, 0.12)
for (const near of ['aA', 'iI', 'uU', 'eE', 'oO']) allowExchange(near, 0.08)
for (const near of ['iIeE', 'uUoO', 'aAE', 'AO', 'iIy']) allowExchange(near, 0.28)
for (const near of ['jJz', 'rR', 'vb', 'vB']) allowExchange(near, 0.22)
for (const near of ['nm', 'kc', 'kg', 'cs', 'td', 'TD', 'tT', 'rl', 'cCS', 'zs', 'vuUoO', 'ld', 'jg', 'gy', 'jy'])
  allowExchange(near, 0.6)

/** The weight of a sound string: what it would cost to leave all of it out, at least 1.5 so that tiny words are not brittle. */
export function soundWeight(sounds: string): number {
  let weight = 0
  for (let index = 0; index < sounds.length; index++) weight += leaveOutCost[sounds.charCodeAt(index)]!
  return Math.max(weight, 1.5)
}

const swapCost = 0.5
const tableWidth = 48
const table = new Float64Array(tableWidth * tableWidth)

/**
 * Weighted Damerau–Levenshtein cost between two sound strings (optimal string alignment). With `prefix`, what `to` holds beyond `from` is nearly free:
 * the reader is still typing. Longer strings than 47 sounds are cut.
 */
export function soundDistance(from: string, to: string, prefix = false): number {
  const rows = Math.min(from.length, tableWidth - 1)
  const columns = Math.min(to.length, tableWidth - 1)
  table[0] = 0
  for (let column = 1; column <= columns; column++)
    table[column] = table[column - 1]! + leaveOutCost[to.charCodeAt(column - 1)]!
  for (let row = 1; row <= rows; row++) fillRow(row, from, to, columns)
  const last = rows * tableWidth
  if (!prefix) return table[last + columns]!
  let best = table[last + columns]!
  for (let column = 1; column < columns; column++)
    best = Math.min(best, table[last + column]! + 0.02 * (columns - column))
  return best
}

function fillRow(row: number, from: string, to: string, columns: number): void {
  const here = row * tableWidth
  const above = here - tableWidth
  const fromCode = from.charCodeAt(row - 1)
  table[here] = table[above]! + leaveOutCost[fromCode]!
  for (let column = 1; column <= columns; column++) {
    const toCode = to.charCodeAt(column - 1)
    let best = table[above + column - 1]! + exchangeCost[fromCode * 128 + toCode]!
    best = Math.min(
      best,
      table[above + column]! + leaveOutCost[fromCode]!,
      table[here + column - 1]! + leaveOutCost[toCode]!,
    )
    const swapped =
      row > 1 && column > 1 && fromCode === to.charCodeAt(column - 2) && from.charCodeAt(row - 2) === toCode
    if (swapped) best = Math.min(best, table[above - tableWidth + column - 2]! + swapCost)
    table[here + column] = best
  }
}
