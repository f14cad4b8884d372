/**
 * A name written in one script, shown in the other. What comes out is computed, never a fact of the register: callers mark it so. Pure.
 * Names of the known list come out in their usual spelling, all others by rule.
 */
import { dropSilentVowels, isIndic, normaliseIndic, readSyllables, type Syllable } from './rules-devanagari.ts'
import * as known from './rules-known-names.ts'
import { plainLatin } from './rules-latin.ts'

/** A name for showing; `computed` is true when it stands in the register in another script only. */
export type ShownName = { text: string; computed: boolean }

/** The name to show to a reader of `language`: as registered where it is, else transliterated. '' when there is none at all. */
export function showName(names: { readonly [language: string]: string | undefined }, language: string): ShownName {
  const wantsLatin = language === 'en'
  const inScript = wantsLatin
    ? [names.en]
    : language === 'mr'
      ? [names.mr, names.hi]
      : [names[language], names.hi, names.mr]
  const registered = inScript.find((text) => text)
  if (registered) return { text: registered, computed: false }
  const other = Object.values(names).find((text) => text)
  if (!other) return { text: '', computed: false }
  const text = wantsLatin ? toLatin(other, names.mr ? 'mr' : 'hi') : toDevanagari(other)
  return { text, computed: text !== other }
}

const pairs = `${known.knownMaleNames},${known.knownFemaleNames},${known.knownSurnames}`
  .split(',')
  .map((pair) => pair.trim().split(/\s+/))
  .filter((pair) => pair.length === 2) as [string, string][]
const usualDevanagari = new Map(pairs.map(([latin, devanagari]) => [latin.toLowerCase(), devanagari]))
const usualLatin = new Map(pairs.map(([latin, devanagari]) => [normaliseIndic(devanagari), latin]))
for (const [latin, devanagari] of pairsOf(
  'Kumar कुमार, Lal लाल, Prasad प्रसाद, Devi देवी, Bai बाई, Kumari कुमारी, Chand चंद, Ram राम, Singh सिंह, Shri श्री',
)) {
  usualDevanagari.set(latin.toLowerCase(), devanagari)
  usualLatin.set(normaliseIndic(devanagari), latin)
}

function pairsOf(text: string): [string, string][] {
  return text.split(', ').map((pair) => pair.split(' ') as [string, string])
}

// biome-ignore format: a table
const latinOfSound: Record<string, string> = {
  k: 'k', K: 'kh', g: 'g', G: 'gh', c: 'ch', C: 'chh', j: 'j', J: 'jh', z: 'z', t: 't', T: 'th', d: 'd', D: 'dh',
  R: 'd', n: 'n', m: 'm', p: 'p', P: 'ph', f: 'f', b: 'b', B: 'bh', v: 'v', y: 'y', r: 'r', l: 'l', s: 's',
  S: 'sh', h: 'h', a: 'a', A: 'a', i: 'i', I: 'i', u: 'u', U: 'u', e: 'e', E: 'ai', o: 'o', O: 'au', '': '',
}

/** Devanagari (or a kindred script) in Latin letters, words capitalised: लक्ष्मी → Lakshmi, ज्ञानेश्वर → Dnyaneshwar in Marathi and Gyaneshwar in Hindi. */
export function toLatin(text: string, language: 'hi' | 'mr' = 'hi'): string {
  return normaliseIndic(text).replace(
    /[\u0900-\u0963\u0970-\u097F]+/gu,
    (word) => usualLatin.get(word) ?? latinWord(word, language),
  )
}

function latinWord(word: string, language: 'hi' | 'mr'): string {
  const gya = language === 'mr' ? 'dny' : 'gy'
  const spoken = dropSilentVowels(readSyllables(word))
  let out = ''
  for (const [index, syllable] of spoken.entries())
    out += latinSyllable(syllable, spoken[index + 1]?.onset[0], index === 0)
  const settled = out
    .replaceAll('gy', word.includes('ज्ञ') ? gya : 'gy')

    .replace(/aa+/g, 'a')
  return settled.charAt(0).toUpperCase() + settled.slice(1)
}

function latinSyllable(syllable: Syllable, next: string | undefined, first: boolean): string {
  let onset = syllable.onset.map((sound) => latinOfSound[sound] ?? '').join('')
  // व after a consonant and before an a is a w in nearly every usual spelling: Ishwar, Diwan, Agarwal.
  if (/[^aeiou]v$/.test(onset) || (!first && onset === 'v' && /[aA]/.test(syllable.vowel)))
    onset = `${onset.slice(0, -1)}w`
  const vowel = latinOfSound[syllable.vowel] ?? ''
  if (syllable.nasal === '') return onset + vowel
  if (next === 'h') return `${onset + vowel}ng`
  return onset + vowel + (next && 'pPbBm'.includes(next) ? 'm' : next || syllable.nasal === 'anusvara' ? 'n' : '')
}

// biome-ignore format: a table
const letters: [string, string][] = Object.entries({
  ksh: 'क्ष', chh: 'छ', dny: 'ज्ञ', gy: 'ज्ञ', kh: 'ख', gh: 'घ', ch: 'च', jh: 'झ', th: 'थ', dh: 'ध', ph: 'फ',
  bh: 'भ', sh: 'श', b: 'ब', c: 'क', d: 'द', f: 'फ', g: 'ग', h: 'ह', j: 'ज', k: 'क', l: 'ल', m: 'म', n: 'न', p: 'प',
  q: 'क', r: 'र', s: 'स', t: 't', v: 'व', w: 'व', x: 'क्स', y: 'य', z: 'ज़',
})
const consonantOf = new Map(
  letters.filter(([latin]) => latin !== 'gya').map(([latin, sign]) => [latin, sign === 't' ? 'त' : sign]),
)
// biome-ignore format: a table
const vowelSigns: Record<string, [alone: string, joined: string]> = {
  aa: ['आ', 'ा'], ai: ['ऐ', 'ै'], au: ['औ', 'ौ'], ee: ['ई', 'ी'], oo: ['ऊ', 'ू'], ou: ['औ', 'ौ'], ei: ['ऐ', 'ै'],
  a: ['अ', ''], i: ['इ', 'ि'], u: ['उ', 'ु'], e: ['ए', 'े'], o: ['ओ', 'ो'],
}

/** Latin in Devanagari: known names in their usual spelling, others letter by letter; a final i, u and a are long (Sonali → सोनाली). */
export function toDevanagari(text: string): string {
  if (isIndic(text)) return text
  return text.normalize('NFC').replace(/[\p{L}\p{M}'’]+/gu, (word) => {
    const plain = plainLatin(word)
    return usualDevanagari.get(plain) ?? (plain.length === 1 ? `${letterName(plain)}` : devanagariWord(plain))
  })
}

function letterName(letter: string): string {
  const names = 'ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड'.split(' ')
  return names[letter.charCodeAt(0) - 97] ?? letter
}

/** Spellings of sounds that the letters alone do not give: Bhatia, Choudhary, Dubey, Agarwal, Ramdas. */
function respelt(word: string): string {
  return word
    .replace(/ey$/, 'e')
    .replace(/([^aeiou])y(?![aeiou])/g, '$1ee')
    .replace(/i(a+)/g, 'iy$1')
    .replace(/ya$/, 'yaa')
    .replace(/(w)al$/, '$1aal')
    .replace(/(?<=.{2})(nath|das|ram|lal|chand)$/, (half) => (half === 'chand' ? half : half.replace('a', 'aa')))
    .replace(/([^aeiou])e$/, (ending, letter: string) => (letter === 'r' ? letter : ending))
}

function devanagariWord(plain: string): string {
  const word = respelt(plain)
  let out = ''
  let open = false
  for (let index = 0; index < word.length; ) {
    const vowel = [2, 1].map((size) => word.slice(index, index + size)).find((part) => part in vowelSigns)
    if (vowel) {
      const atEnd = index + vowel.length === word.length
      out += devanagariVowel(vowel, open, atEnd)
      open = false
      index += vowel.length
      continue
    }
    const consonant =
      [3, 2, 1].map((size) => word.slice(index, index + size)).find((part) => consonantOf.has(part)) ?? word[index]!
    const before = word[index - 1]
    const nasal = consonant === 'n' && before && 'aeiou'.includes(before) && /^[kgcjtd]/.test(word.slice(index + 1))
    out += nasal ? 'ं' : (open && isConjunct(word[index - 1], consonant) ? '्' : '') + (consonantOf.get(consonant) ?? '')
    open = !nasal
    index += consonant.length
  }
  return out
}

/** Two consonants share a sign in श्र, त्य, र्म, स्त, न्न; elsewhere an a is unspoken between them (देवकी). */
function isConjunct(before: string | undefined, consonant: string): boolean {
  return 'ryvw'.includes(consonant[0]!) || before === 'r' || before === 's' || before === 'h' || before === consonant[0]
}

function devanagariVowel(vowel: string, joined: boolean, atEnd: boolean): string {
  const long = atEnd && joined ? ({ a: 'aa', i: 'ee', u: 'oo' }[vowel] ?? vowel) : vowel
  const [alone, sign] = vowelSigns[long]!
  return joined ? sign : alone
}
