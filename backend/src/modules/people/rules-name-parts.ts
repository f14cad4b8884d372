/** Parts a written name into words with their sounds: titles out, initials and fathers' names recognised, joined names opened. Pure. */
import { devanagariSounds, isIndic, normaliseIndic } from './rules-devanagari.ts'
import { latinSounds, plainLatin } from './rules-latin.ts'
import * as lexicon from './rules-name-words.ts'
import { fineOf, skeletonsOf } from './rules-skeleton.ts'

/** A word of a name. `spelling` is normalised; `sounds` are its readings, the likeliest first; `skeletons` are unique. */
export type NameWord = {
  kind: 'word' | 'initial'
  spelling: string
  sounds: readonly string[]
  skeletons: readonly string[]
  fine: string
  /** The different consonant classes of the first skeleton. */
  classes: string
  filler: boolean
}

/** A name read apart: the person's own words, and those after s/o, w/o, पुत्र, पत्नी. */
export type NameParts = { words: NameWord[]; relatives: NameWord[] }

const wordMemory = new Map<string, NameWord>()
const wordMemoryLimit = 50_000

/** The word with its sounds and skeletons. Words repeat in a register, so the answer is remembered. */
export function readWord(spelling: string, kind: NameWord['kind'] = 'word'): NameWord {
  const key = kind === 'word' ? spelling : `.${spelling}`
  const known = wordMemory.get(key)
  if (known) return known
  if (wordMemory.size >= wordMemoryLimit) wordMemory.clear()
  const canonical = lexicon.standsFor.get(spelling) ?? spelling
  const sounds = kind === 'initial' ? initialSounds(spelling) : soundsOf(canonical)
  const skeletons = [...new Set(sounds.flatMap(skeletonsOf))].filter((text) => text !== '')
  const fine = fineOf(sounds[0] ?? '')
  const filler = kind === 'word' && (lexicon.fillers.has(canonical) || lexicon.fillers.has(spelling))
  const classes = [...new Set(skeletons[0] ?? '')].join('')
  const word = { kind, spelling, sounds, skeletons, fine, classes, filler }
  wordMemory.set(key, word)
  return word
}

function soundsOf(spelling: string): string[] {
  if (!isIndic(spelling)) return latinSounds(plainLatin(spelling))
  const sounds = devanagariSounds(spelling)
  // छ is the spoken form of क्ष: लछमन, छीरसागर.
  return sounds.includes('C') ? [sounds, sounds.replace('C', 'kS')] : [sounds]
}

/** An initial stands for every word that begins with its sound: C may open Chandra or Carvalho, सी Chandra (a letter's name) or Sitaram (a syllable). */
function initialSounds(initial: string): string[] {
  const letter = lexicon.letterNames.get(initial)
  if (letter)
    return isOneSyllable(initial) ? [...initialSounds(letter), devanagariSounds(initial)] : initialSounds(letter)
  if (isIndic(initial)) return [devanagariSounds(initial)]
  if (initial === 'c') return ['c', 'k']
  if (initial === 'x') return ['kS', 'z']
  return latinSounds(initial)
}

function isOneSyllable(text: string): boolean {
  return [...text.matchAll(/[\u0904-\u0939\u0958-\u0961](?!\u094D)/gu)].length === 1
}

/** Reads a name in Latin or an Indic script. Never throws; an empty or wordless text gives no words. */
export function partName(text: string): NameParts {
  return plainParts(text) ?? partInContext(text)
}

/** A town is loaded and searched by the million, and most words read alike wherever they stand: a name of such words is read word by word. */
function plainParts(text: string): NameParts | null {
  const words: NameWord[] = []
  for (let from = 0; from < text.length; ) {
    const space = text.indexOf(' ', from)
    const to = space < 0 ? text.length : space
    const raw = text.slice(from, to)
    from = to + 1
    if (!raw) continue
    let read = plainMemory.get(raw)
    if (read === undefined) {
      if (plainMemory.size >= wordMemoryLimit) plainMemory.clear()
      read = plainWord(raw)
      plainMemory.set(raw, read)
    }
    if (!read) return null
    for (const word of read) words.push(word)
  }
  return { words, relatives: [] }
}

const plainMemory = new Map<string, NameWord[] | null>()

/** The words of a piece that no neighbour can change; null for titles, marks, joiners, possible initials and whatever holds signs. */
function plainWord(raw: string): NameWord[] | null {
  const [piece, ...more] = piecesOf(raw)
  if (!piece || more.length || piece.dotted || piece.capitals || !/^[\p{L}\p{M}]+$/u.test(raw)) return null
  const { text } = piece
  const weighty = [
    lexicon.relationMarks,
    lexicon.joiners,
    lexicon.othersMarks,
    lexicon.titles,
    lexicon.doubtfulTitles,
    lexicon.respects,
  ]
  if (weighty.some((list) => list.has(text)) || initialsIn(piece, true, false, false).length) return null
  return openPiece(piece, false, true, true, false).filter((word) => word.skeletons.length > 0)
}

function partInContext(text: string): NameParts {
  const pieces = piecesOf(text)
  const marks = pieces.findIndex((piece) => lexicon.relationMarks.has(piece.text))
  const own = marks < 0 ? pieces : pieces.slice(0, marks)
  const relatives = marks < 0 ? [] : pieces.slice(marks + 1).filter((piece) => !lexicon.relationMarks.has(piece.text))
  return { words: wordsOf(own), relatives: wordsOf(relatives) }
}

const isTitle = (text: string, of: number) => lexicon.titles.has(text) || (of > 2 && lexicon.doubtfulTitles.has(text))

type Piece = { text: string; dotted: boolean; capitals: boolean }

function piecesOf(text: string): Piece[] {
  const clean = cleanText(text)
  const found: Piece[] = []
  for (const match of clean.matchAll(/([\p{L}\p{M}\p{N}]+)(\.?)/gu)) {
    const raw = match[1]!
    found.push({
      text: raw.toLowerCase(),
      dotted: match[2] === '.',
      capitals: raw.length > 1 && raw === raw.toUpperCase() && raw !== raw.toLowerCase(),
    })
  }
  return found
}

const plainText = /^[A-Za-z. ]*$/

/** Most names need none of this, and a town is loaded by the million: the plain ones go straight through. */
function cleanText(text: string): string {
  if (plainText.test(text)) return text
  const clean = normaliseIndic(text).replace(/['’`ʼ]/gu, '')
  if (!clean.includes('/')) return clean
  return clean.replace(/\b[sdwhcf]\s*\/\s*o\b\.?/giu, ' putra ').replace(/\bm\s*\/\s*s\b\.?/giu, ' ')
}

function wordsOf(pieces: Piece[]): NameWord[] {
  // व is "and", व. an initial.
  let kept = pieces.filter((piece, index) => index === 0 || piece.dotted || !lexicon.joiners.has(piece.text))
  while (kept.length > 1 && lexicon.othersMarks.has(kept.at(-1)!.text)) kept = kept.slice(0, -1)
  while (kept.length > 1 && isTitle(kept[0]!.text, kept.length)) kept = kept.slice(1)
  if (kept.length > 1 && lexicon.respects.has(kept.at(-1)!.text) && !kept.at(-1)!.dotted) kept = kept.slice(0, -1)
  const allCapitals = kept.every((piece) => piece.capitals || piece.text.length === 1)
  const several = kept.length > 1
  return kept
    .flatMap((piece, index) => openPiece(piece, several, index === 0, index === kept.length - 1, allCapitals))
    .filter((word) => word.skeletons.length > 0)
}

function openPiece(piece: Piece, several: boolean, first: boolean, last: boolean, allCapitals: boolean): NameWord[] {
  const initials = several ? initialsIn(piece, first, last, allCapitals) : []
  if (initials.length > 0) return initials.map((letter) => readWord(letter, 'initial'))
  const known = openedMemory.get(piece.text)
  if (known) return known
  if (openedMemory.size >= wordMemoryLimit) openedMemory.clear()
  const words = openJoined(piece.text).map((spelling) => readWord(spelling))
  openedMemory.set(piece.text, words)
  return words
}

const openedMemory = new Map<string, NameWord[]>()

/** The letters of a piece that is initials: "R", "RK", "R.K." (as r, k), आर, र., or none. */
function initialsIn(piece: Piece, first: boolean, last: boolean, allCapitals: boolean): string[] {
  const { text, dotted } = piece
  // No initial and no letter's name is longer (डब्ल्यू).
  if (text.length > 7) return []
  if (isIndic(text)) {
    if (last && !dotted) return []
    if (lexicon.doubtfulTitles.has(text)) return first ? [text] : []
    const asLetters = lexicon.letterNames.has(text) || (isOneSyllable(text) && !lexicon.standsFor.has(text))
    return asLetters ? [text] : []
  }
  if (text.length > 3 || lexicon.standsFor.has(text) || !/^[a-z]+$/.test(text)) return []
  if (text.length === 1) return [text]
  const noVowel = !/[aeiouy]/.test(text)
  const asLetters = text.length === 2 && /^[aeio][bcdfgjkpqstvz]$/.test(text)
  return noVowel || asLetters || (piece.capitals && !allCapitals && text.length === 2) ? [...text] : []
}

function openJoined(text: string): string[] {
  if (lexicon.wholeNames.has(text)) return [text]
  // A first half of two Latin letters is a syllable of one name (Bilal), but Om Prakash is two.
  const least = isIndic(text) || text.startsWith('om') ? 2 : 3
  const half = lexicon.secondHalves.find((ending) => text.length >= ending.length + least && text.endsWith(ending))
  if (!half) return [text]
  const first = text.slice(0, -half.length)
  // A virama before the parting means that the letters belong to one conjunct.
  return first.endsWith('्') ? [text] : [first, half]
}
