/** A made-up register and its misspellings, for measuring recall. Test material: nothing outside the tests may import it. */
import * as unseen from './recall-names.ts'

/** An owner of the made-up register. `key` is the true name: owners with an equal key are the same answer. */
export type MadeOwner = {
  id: number
  key: string
  full: { en: string; hi: string }
  names: { en?: string; hi?: string }
}
export type NamePools = { given: [string, string][]; surnames: [string, string][] }
/** One misspelt query and the name that it means. */
export type Misspelling = { kind: string; query: string; key: string; meant: string }

/** A small seeded generator (mulberry32): a number in [0, 1) at each call. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Reads "Latin Devanagari" pairs parted by commas. */
export function pairsOf(text: string): [string, string][] {
  return text
    .trim()
    .split(/,\s*/)
    .map((pair) => pair.trim().split(/\s+/) as [string, string])
}

/** The pools that the sound rules were never tuned on. */
export function unseenPools(): NamePools {
  return {
    given: [...pairsOf(unseen.unseenMaleNames), ...pairsOf(unseen.unseenFemaleNames)],
    surnames: pairsOf(unseen.unseenSurnames),
  }
}

const middles: [string, string][] = pairsOf(
  'Kumar कुमार, Lal लाल, Prasad प्रसाद, Singh सिंह, Chand चंद, Devi देवी, Bai बाई, Kumari कुमारी',
)

/** `count` owners with frequent and rare names; a quarter stand in Latin only, a quarter in Devanagari only. */
export function makeRegister(count: number, seed: number, pools: NamePools): MadeOwner[] {
  const random = seeded(seed)
  const draw = (pool: [string, string][]) => pool[Math.min(pool.length - 1, Math.floor(random() ** 1.7 * pool.length))]!
  return Array.from({ length: count }, (_, id) => {
    const chance = random()
    const words = [draw(pools.given)]
    if (chance < 0.3) words.push(draw(middles))
    else if (chance < 0.42) words.push(draw(pools.given))
    words.push(draw(pools.surnames))
    const full = { en: words.map((word) => word[0]).join(' '), hi: words.map((word) => word[1]).join(' ') }
    const script = random()
    const names = script < 0.25 ? { en: full.en } : script < 0.5 ? { hi: full.hi } : full
    return { id, key: full.en, full, names }
  })
}

type Slip = (text: string, random: () => number) => string
const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!

/** Exchanges one place where a pattern fits, chosen by chance; unchanged where none fits. */
function exchanging(pairs: readonly (readonly [string, string])[]): Slip {
  return (text, random) => {
    const lower = text.toLowerCase()
    const places = pairs.flatMap(([from, to]) =>
      [...lower.matchAll(new RegExp(from, 'gu'))].map((match) => ({ at: match.index, from: match[0], to })),
    )
    if (places.length === 0) return text
    const { at, from, to } = pick(places, random)
    return lower.slice(0, at) + to + lower.slice(at + from.length)
  }
}

function atLetter(
  change: (letters: string[], at: number) => void,
  fits: (letters: string[], at: number) => boolean,
): Slip {
  return (text, random) => {
    const letters = [...text.toLowerCase()]
    const places = letters.map((_, at) => at).filter((at) => fits(letters, at))
    if (places.length === 0) return text
    change(letters, pick(places, random))
    return letters.join('')
  }
}

const isLetter = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{M}]/u.test(letter)
const dropped = atLetter(
  (letters, at) => letters.splice(at, 1),
  (letters, at) => isLetter(letters[at]),
)
const doubled = atLetter(
  (letters, at) => letters.splice(at, 0, letters[at]!),
  (letters, at) => /[\p{L}]/u.test(letters[at]!),
)
const swapped = atLetter(
  (letters, at) => letters.splice(at, 2, letters[at + 1]!, letters[at]!),
  (letters, at) => isLetter(letters[at]) && isLetter(letters[at + 1]) && letters[at] !== letters[at + 1],
)

function initials(text: string, random: () => number): string {
  const words = text.split(' ')
  const letter = (word: string) => [...new Intl.Segmenter('hi', { granularity: 'grapheme' }).segment(word)][0]!.segment
  const dots = pick(['. ', ' ', '.'], random)
  if (words.length === 2) return `${letter(words[0]!)}. ${words[1]}`
  return random() < 0.5
    ? `${words.slice(0, -1).map(letter).join(dots)}${dots}${words.at(-1)}`
    : `${words[0]} ${letter(words[1]!)}${dots}${words.slice(2).join(' ')}`
}

// biome-ignore format: a table
const vowelLengths = [
  ['aa', 'a'], ['a(?=[^aeiou\\s])', 'aa'], ['ee', 'i'], ['i', 'ee'], ['oo', 'u'], ['u', 'oo'], ['ai', 'e'],
  ['e', 'i'], ['au', 'o'], ['o', 'u'], ['a\\b', ''],
] as const
// biome-ignore format: a table
const latinSounds = [
  ['ksh', 'x'], ['x', 'ksh'], ['sh', 's'], ['s(?!h)', 'sh'], ['v', 'w'], ['w', 'v'], ['ph', 'f'], ['f', 'ph'],
  ['z', 'j'], ['j(?!h)', 'z'], ['gy', 'jn'], ['dny', 'gy'], ['ch(?!h)', 'chh'], ['chh', 'ch'], ['c?k(?!h)', 'q'],
  ['y\\b', 'i'], ['i\\b', 'y'], ['b', 'v'],
] as const
// biome-ignore format: a table
const aspirates = [
  ['th', 't'], ['t(?!h)', 'th'], ['dh', 'd'], ['d(?!h)', 'dh'], ['bh', 'b'], ['b(?!h)', 'bh'], ['kh', 'k'],
  ['gh', 'g'], ['g(?!h)', 'gh'],
] as const
// biome-ignore format: a table
const matras = [
  ['ि', 'ी'], ['ी', 'ि'], ['ु', 'ू'], ['ू', 'ु'], ['े', 'ै'], ['ै', 'े'], ['ो', 'ौ'], ['ौ', 'ो'], ['ा', ''],
  ['े', 'ि'], ['ि', ''], ['(?<=[क-ह])(?=[क-ह])', 'ा'],
] as const
// biome-ignore format: a table
const conjuncts = [
  ['्', ''], ['(?<=[क-ह])(?=[क-ह])', '्'], ['र्([क-ह])', 'र'], ['ष्ण', 'श्न'], ['क्ष', 'छ'], ['क्ष', 'क्श'],
  ['ज्ञ', 'ग्य'], ['ऋ', 'रि'], ['ृ', '्रि'], ['त्त', 'त'], ['द्ध', 'ध'], ['च्छ', 'छ'],
] as const
// biome-ignore format: a table
const nuktas = [
  ['ज', 'ज़'], ['ड', 'ड़'], ['ढ', 'ढ़'], ['क', 'क़'], ['ख', 'ख़'], ['ग', 'ग़'], ['फ', 'फ़'], ['़', ''],
] as const
// biome-ignore format: a table
const nasals = [
  ['ं', 'न्'], ['ं', 'म्'], ['ं', ''], ['ं', 'ँ'], ['न्', 'ं'], ['म्', 'ं'], ['ण', 'न'], ['न', 'ण'],
] as const
// biome-ignore format: a table
const sibilants = [
  ['श', 'स'], ['स', 'श'], ['ष', 'श'], ['व', 'ब'], ['ब', 'व'], ['ळ', 'ल'], ['ड़', 'ड'], ['थ', 'त'], ['ध', 'द'],
  ['भ', 'ब'], ['घ', 'ग'],
] as const

const latinSlips: Record<string, Slip> = {
  'vowel length': exchanging(vowelLengths),
  'like sounds': exchanging(latinSounds),
  aspirate: exchanging(aspirates),
  'dropped letter': dropped,
  'doubled letter': doubled,
  'undoubled letter': exchanging([['([a-z])\\1', '']]),
  'neighbours swapped': swapped,
  initials,
}
latinSlips['undoubled letter'] = (text, random) =>
  /([a-z])\1/i.test(text) ? text.replace(/([a-z])\1/i, '$1') : doubled(text, random)
const devanagariSlips: Record<string, Slip> = {
  matra: exchanging(matras),
  conjunct: exchanging(conjuncts),
  nukta: exchanging(nuktas),
  nasal: exchanging(nasals),
  'like letters': exchanging(sibilants),
  'dropped sign': dropped,
  'swapped signs': swapped,
  'initials in Devanagari': initials,
}
const spacing: Slip = (text, random) => {
  const words = text.split(' ')
  if (words.length > 2) return random() < 0.5 ? words[0]! + words.slice(1).join(' ') : words.reverse().join(' ')
  return words.reverse().join(' ')
}

/** `count` misspellings, of every kind equally many; the truth is the name, so owners of one name are one answer. */
export function makeMisspellings(register: readonly MadeOwner[], count: number, seed: number): Misspelling[] {
  const random = seeded(seed)
  const kinds = [
    ...Object.keys(latinSlips),
    ...Object.keys(devanagariSlips),
    'other script',
    'other script and a slip',
    'words moved or joined',
  ]
  const out: Misspelling[] = []
  for (let attempt = 0; out.length < count && attempt < count * 60; attempt++) {
    const kind = kinds[out.length % kinds.length]!
    const owner = pick(register, random)
    const query = misspell(kind, owner, random)
    if (query !== null) out.push({ kind, query, key: owner.key, meant: JSON.stringify(owner.names) })
  }
  return out
}

function misspell(kind: string, owner: MadeOwner, random: () => number): string | null {
  const { names, full } = owner
  const crossed = !names.en ? full.en : !names.hi ? full.hi : null
  if (kind === 'other script') return crossed
  if (kind === 'other script and a slip') {
    if (crossed === null) return null
    const slips = Object.entries(crossed === full.en ? latinSlips : devanagariSlips).filter(
      ([name]) => !name.startsWith('initials'),
    )
    return changed(crossed, pick(slips, random)[1], random)
  }
  if (kind === 'words moved or joined') return spacing(names.en ?? names.hi!, random)
  const base = kind in latinSlips ? names.en : names.hi
  return base === undefined ? null : changed(base, (latinSlips[kind] ?? devanagariSlips[kind])!, random)
}

function changed(text: string, slip: Slip, random: () => number): string | null {
  const query = slip(text, random).normalize('NFC')
  return query === text || query === text.toLowerCase() ? null : query
}
