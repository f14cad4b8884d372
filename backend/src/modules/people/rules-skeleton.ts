/**
 * The skeleton of a word: its consonant classes in order, which every spelling of a name in either script shares
 * (Laxmi, Lakshmi, लक्ष्मी → lksm), and its fine code, the front and back vowels by their place, which orders the words of one skeleton.
 */
import { classOf, isVowelSound } from './rules-phonemes.ts'

const fineClass: Record<string, string> = { i: 'i', I: 'i', e: 'i', E: 'i', y: 'i', u: 'u', U: 'u', o: 'u', O: 'u' }

/** Classes that a misspelt skeleton may gain or swap in: y and h stand only at the start of a word and are tried there alone. */
const innerClasses = 'kgcjtdnpbmrls'

/**
 * Skeletons of one sound string: usually one, two where ड़ may be d or r (Rathod, Rathore).
 * A vowel at the start is kept as `a`; y and h are kept only at the start, because spellings drop them inside a word.
 */
export function skeletonsOf(sounds: string): string[] {
  const base = skeleton(sounds)
  return sounds.includes('R') ? [base, skeleton(sounds.replaceAll('R', 'r'))] : [base]
}

function skeleton(sounds: string): string {
  let out = isVowelSound(sounds[0]) ? 'a' : ''
  for (const sound of sounds) {
    const letter = classOf(sound)
    if (!letter || ((letter === 'y' || letter === 'h') && out !== '')) continue
    // A nasal before a lip sound is written either way: संपत, सम्पत, Sanpat.
    if ((letter === 'p' || letter === 'b') && out.endsWith('n')) out = `${out.slice(0, -1)}m`
    out += letter
  }
  return out
}

/** The fine code: for each front (i) or back (u) vowel the number of skeleton letters before it, e.g. Ramesh → 2i. A silent final e is left out. */
export function fineOf(sounds: string): string {
  let out = ''
  let place = isVowelSound(sounds[0]) ? 1 : 0
  let last = ''
  for (let index = 0; index < sounds.length; index++) {
    const sound = sounds[index]!
    const letter = classOf(sound)
    if (letter && letter !== 'y' && (letter !== 'h' || place === 0)) place++
    const vowel = fineClass[sound]
    if (!vowel || (sound === 'e' && index === sounds.length - 1)) continue
    const code = place.toString(36) + vowel
    if (code !== last) out += code
    last = code
  }
  return out
}

/** Every skeleton one mistake away: a class left out, added, exchanged, or two neighbours swapped. Never longer than 12 classes. */
export function neighbourSkeletons(base: string): string[] {
  const found = new Set<string>()
  for (let at = 0; at <= base.length; at++) {
    const head = base.slice(0, at)
    const tail = base.slice(at)
    if (tail) found.add(head + tail.slice(1))
    if (tail.length > 1) found.add(head + tail[1] + tail[0] + tail.slice(2))
    for (const letter of at === 0 ? `${innerClasses}ahy` : innerClasses) {
      found.add(head + letter + tail)
      if (tail) found.add(head + letter + tail.slice(1))
    }
  }
  found.delete(base)
  found.delete('')
  return [...found].filter((skeletonText) => skeletonText.length <= 12)
}
