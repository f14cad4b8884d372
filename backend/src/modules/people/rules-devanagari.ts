/**
 * Reads a Devanagari word (Hindi, Marathi) into syllables and sounds. Pure.
 * Gujarati, Bengali, Gurmukhi and the southern scripts share Devanagari's order of letters, so they are moved onto it for search.
 */
import { settleSounds } from './rules-phonemes.ts'

/** One written syllable: its consonant sounds, its vowel sound, whether that vowel is unwritten, and a nasal that closes it. */
export type Syllable = { onset: string[]; vowel: string; unwritten: boolean; nasal: '' | 'anusvara' | 'chandrabindu' }

// biome-ignore format: a table
const consonants: Record<string, string> = {
  क: 'k', ख: 'K', ग: 'g', घ: 'G', ङ: 'n', च: 'c', छ: 'C', ज: 'j', झ: 'J', ञ: 'n', ट: 't', ठ: 'T', ड: 'd', ढ: 'D', ण: 'n',
  त: 't', थ: 'T', द: 'd', ध: 'D', न: 'n', ऩ: 'n', प: 'p', फ: 'P', ब: 'b', भ: 'B', म: 'm', य: 'y', य़: 'y', र: 'r', ऱ: 'r', ल: 'l',
  ळ: 'l', ऴ: 'l', व: 'v', श: 'S', ष: 'S', स: 's', ह: 'h', ॹ: 'z', ॺ: 'y', ॻ: 'g', ॼ: 'j', ॾ: 'd', ॿ: 'b',
}
// biome-ignore format: a table
const dotted: Record<string, string> = { क: 'k', ख: 'K', ग: 'g', ज: 'z', झ: 'z', ड: 'R', ढ: 'R', फ: 'f', न: 'n', र: 'r', य: 'y', ळ: 'l' }
// biome-ignore format: a table
const matras: Record<string, string> = {
  'ा': 'A', 'ि': 'i', 'ी': 'I', 'ु': 'u', 'ू': 'U', 'ृ': 'ri', 'ॄ': 'ri', 'ॅ': 'e', 'ॆ': 'e', 'े': 'e', 'ै': 'E', 'ॉ': 'o', 'ॊ': 'o',
  'ो': 'o', 'ौ': 'O', 'ॢ': 'li', 'ॕ': 'e', 'ऺ': 'o', 'ऻ': 'o', 'ॖ': 'u', 'ॗ': 'u', 'ॏ': 'O', 'ॎ': 'e',
}
// biome-ignore format: a table
const vowels: Record<string, string> = {
  अ: 'a', आ: 'A', इ: 'i', ई: 'I', उ: 'u', ऊ: 'U', ऋ: 'ri', ॠ: 'ri', ऌ: 'li', ऍ: 'e', ऎ: 'e', ए: 'e', ऐ: 'E', ऑ: 'o', ऒ: 'o', ओ: 'o',
  औ: 'O', ॲ: 'e', ऄ: 'e', ॳ: 'o', ॴ: 'o', ॵ: 'O', ॶ: 'u', ॷ: 'u',
}
const virama = '्'
const nukta = '़'
const anusvara = 'ं'
const chandrabindu = 'ँ'

/** True when the text holds a letter of an Indic script. */
export function isIndic(text: string): boolean {
  return /[\u0900-\u0D7F\uA8E0-\uA8FF]/u.test(text)
}

/** NFC, joiners and accents and avagraha out, other Indic scripts moved onto Devanagari by their common order of letters. */
export function normaliseIndic(text: string): string {
  const moved = text
    .normalize('NFC')
    .replace(/[\u0980-\u0D7F]/gu, (letter) => String.fromCodePoint(0x0900 + (letter.codePointAt(0)! % 128)))
  return moved.normalize('NFC').replace(/[\u200B-\u200D\u2060\uFEFF\u00AD\u0951-\u0954\u093D\u0971\u1CD0-\u1CFF]/gu, '')
}

/** The syllables of one normalised Devanagari word. Signs it does not know are passed over. */
export function readSyllables(word: string): Syllable[] {
  const syllables: Syllable[] = []
  const letters = [...word.replaceAll('ज्ञ', 'ॻ्य').replaceAll('ॐ', 'ओम')]
  let onset: string[] = []
  const close = (vowel: string, unwritten: boolean) => {
    const glide = vowel.length > 1 ? [vowel[0]!] : []
    syllables.push({ onset: [...onset, ...glide], vowel: vowel.at(-1) ?? '', unwritten, nasal: '' })
    onset = []
  }
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index]!
    if (letter in consonants) {
      const withDot = letters[index + 1] === nukta
      onset.push((withDot ? dotted[letter] : undefined) ?? consonants[letter]!)
      if (withDot) index++
      const next = letters[index + 1]
      if (next === virama) index++
      else if (next === undefined || !(next in matras)) close('a', true)
    } else if (letter in matras || letter in vowels) close(matras[letter] ?? vowels[letter]!, false)
    else if (letter === anusvara || letter === chandrabindu) {
      const last = syllables.at(-1)
      if (last) last.nasal = letter === anusvara ? 'anusvara' : 'chandrabindu'
    }
  }
  if (onset.length > 0) close('', false)
  return syllables
}

/**
 * Takes out the unwritten a's that are not spoken (कमला kamla, रामदास ramdas): at the end of the word after a single consonant,
 * and inside, from right to left, between two spoken single consonants. Returns new syllables whose vowel is '' where unspoken.
 */
export function dropSilentVowels(syllables: readonly Syllable[]): Syllable[] {
  const spoken = syllables.map((syllable) => ({ ...syllable }))
  for (let index = spoken.length - 1; index > 0; index--) {
    const here = spoken[index]!
    if (!here.unwritten || here.nasal !== '' || here.onset.length !== 1) continue
    const next = spoken[index + 1]
    const closes = next === undefined
    const between =
      next !== undefined && next.onset.length === 1 && next.vowel !== '' && spoken[index - 1]!.vowel !== ''
    if (closes || between) here.vowel = ''
  }
  return spoken
}

const labials = 'pPbBfm'

/** The settled sounds of one normalised Devanagari word, e.g. लक्ष्मी → lakSmI. */
export function devanagariSounds(word: string): string {
  const spoken = dropSilentVowels(readSyllables(word))
  let out = ''
  for (const [index, syllable] of spoken.entries()) {
    out += syllable.onset.join('') + syllable.vowel
    if (syllable.nasal === '') continue
    const following = spoken[index + 1]
    const next = following?.onset[0]
    if (next === 'h' && following?.unwritten) {
      // सिंह is Singh; सिंहा is Sinha.
      out += 'nG'
      following.onset = following.onset.slice(1)
    } else if (next !== undefined) out += labials.includes(next) ? 'm' : 'n'
    else if (syllable.nasal === 'anusvara') out += 'n'
  }
  return settleSounds(out)
}
