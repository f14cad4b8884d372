/** Reads a romanised Indian name into the sounds that its Devanagari spelling has. Pure. */
import { settleSounds } from './rules-phonemes.ts'

/** Longest first: the reader tries four letters, then three, two, one. A doubled letter is settled afterwards. */
// biome-ignore format: a table
const spellings: Record<string, string> = {
  chch: 'C', ksh: 'kS', chh: 'C', sch: 'S', tch: 'c', dny: 'gy', jny: 'gy', gny: 'gy', shh: 'S', cch: 'C', tth: 'T', ddh: 'D',
  kh: 'K', gh: 'G', ch: 'c', jh: 'J', zh: 'z', th: 'T', dh: 'D', ph: 'f', bh: 'B', sh: 'S', wh: 'v', ck: 'k', rh: 'r',
  b: 'b', c: 'k', d: 'd', f: 'f', g: 'g', h: 'h', j: 'j', k: 'k', l: 'l', m: 'm', n: 'n', p: 'p', q: 'k', r: 'r', s: 's', t: 't',
  v: 'v', w: 'v', x: 'kS', y: 'y', z: 'z',
  aa: 'A', ee: 'I', oo: 'U', ii: 'I', uu: 'U', ie: 'I', a: 'a', e: 'e', i: 'i', o: 'o', u: 'u', ei: 'E', ai: 'E', au: 'O', ou: 'O',
}

// biome-ignore format: a table
const accents: Record<string, string> = { ś: 'sh', ṣ: 'sh', š: 'sh', ṛ: 'ri', ṝ: 'ri', ā: 'aa', ī: 'ee', ū: 'oo', ṃ: 'n', ṁ: 'n', ḥ: '', ñ: 'n', č: 'ch' }

/** Small letters a–z only; scholarly accents (ś, ā, ṛ) become their usual spelling, other accents fall away. */
export function plainLatin(text: string): string {
  const spelt = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[śṣšṛṝāīūṃṁḥñč]/gu, (letter) => accents[letter] ?? letter)
  return spelt.normalize('NFD').replace(/[^a-z]/gu, '')
}

/**
 * The ways a plain Latin word may sound, the likeliest first, at most four. Most words have one; `jna` may be ज्ञ or ज+न,
 * a lone c may be क or च, chh may stand for क्ष (Lachhman).
 */
export function latinSounds(word: string): string[] {
  const readings = new Set<string>()
  for (const spelt of respellings(word)) readings.add(settleSounds(readLetters(spelt)))
  return [...readings].slice(0, 4)
}

function respellings(word: string): string[] {
  const out = [word]
  if (word.startsWith('x')) out.push(`z${word.slice(1)}`)
  if (word.startsWith('jn')) out[0] = `gy${word.slice(2)}`
  else if (/jna/.test(word)) out.push(word.replace('jna', 'gya'))
  if (/c(?![hk])/.test(word)) out.push(word.replace(/c(?![hk])/g, 'ch'))
  if (/c(?=[eiy])/.test(word)) out.push(word.replace(/c(?=[eiy])/g, 's'))
  if (/chh/.test(word)) out.push(word.replace('chh', 'ksh'))
  return out
}

function readLetters(word: string): string {
  let out = ''
  for (let index = 0; index < word.length; ) {
    const rest = word.slice(index)
    // "ow" and "aw" before a consonant or the end: Chowdhury has औ, Gowari and Chawla keep their व.
    if (/^ow(?![aeiou])/.test(rest)) {
      out += 'O'
      index += 2
      continue
    }
    let taken = 4
    while (taken > 1 && !(word.slice(index, index + taken) in spellings && index + taken <= word.length)) taken--
    const letters = word.slice(index, index + taken)
    const sound = spellings[letters] ?? ''
    out += letters === 'y' && !/^y[aeiouy]/.test(rest) && index > 0 ? 'I' : sound
    index += taken
  }
  return out
}
