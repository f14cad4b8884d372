/** A page to write on from top to bottom: lines of either script, each marked with the text that it shows. */
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

export const mm = 72 / 25.4
const fontFolder = createRequire(import.meta.url)
  .resolve('@expo-google-fonts/noto-sans-devanagari/package.json')
  .replace(/package\.json$/, '')
const regular = `${fontFolder}400Regular/NotoSansDevanagari_400Regular.ttf`
const bold = `${fontFolder}700Bold/NotoSansDevanagari_700Bold.ttf`

export const ink = { dark: '#1c1c1c', soft: '#4a4a4a', line: '#8a8a8a', accent: '#0f5a6b' }

/** How a run of text looks. */
export interface Look {
  size: number
  bold?: boolean
  colour?: string
  align?: 'start' | 'end' | 'middle'
}

/** Where on the page: left edge and width in points. */
export interface Box {
  x: number
  width: number
}

export interface Page {
  doc: PDFKit.PDFDocument
  box: Box
  /** The top of what is written next. */
  y: number
  /** The last point that may be written on. */
  bottom: number
  onNewPage: () => void
}

const margin = { side: 20 * mm, top: 14 * mm, bottom: 20 * mm }

/** An empty A4 sheet, tagged for screen readers. */
export function newPage(facts: { title: string; author: string; language: string; at: Date }): Page {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: true,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: facts.language,
    displayTitle: true,
    info: { Title: facts.title, Author: facts.author, Creator: 'Khasra', Producer: 'Khasra', CreationDate: facts.at },
  })
  doc.registerFont('regular', regular).registerFont('bold', bold)
  const { width, height } = doc.page
  return {
    doc,
    box: { x: margin.side, width: width - 2 * margin.side },
    y: margin.top,
    bottom: height - margin.bottom,
    onNewPage: () => {},
  }
}

function setLook(page: Page, look: Look): void {
  page.doc
    .font(look.bold ? 'bold' : 'regular')
    .fontSize(look.size)
    .fillColor(look.colour ?? ink.dark)
}

const instead: Record<string, string> = { '±': '+/-', '→': '->', '←': '<-', '✓': 'v', '√': 'v' }
const shownAs = new Map<string, string>()

/** A text in letters that the font has: what it lacks is shown by its base letters (² as 2, ½ as 1/2), the last resort is a question mark. */
export function showable(page: Page, text: string): string {
  const { font } = (page.doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font
  const has = (letter: string) => font.hasGlyphForCodePoint(letter.codePointAt(0)!)
  let shown = ''
  for (const letter of text) {
    if (!shownAs.has(letter)) shownAs.set(letter, has(letter) ? letter : otherwise(letter, has))
    shown += shownAs.get(letter)
  }
  return shown
}

function otherwise(letter: string, has: (letter: string) => boolean): string {
  const base =
    instead[letter] ??
    letter
      .normalize('NFKD')
      .replace(/\u2044/g, '/')
      .replace(/\p{M}/gu, '')
  return base && base !== letter && [...base].every(has) ? base : '?'
}

/** Height of one line; Devanagari needs room above and below. */
export const lineHeight = (look: Look) => look.size * 1.5

const widths = new Map<string, number>()

/** Width of a word. Shaping is the dear part, so a word is shaped once for all letters of this thread; widths grow with the size. */
function widthOf(page: Page, word: string, look: Look): number {
  const key = `${look.bold ? 'b' : 'r'}${word}`
  let width = widths.get(key)
  if (width === undefined) {
    if (widths.size > 50_000) widths.clear()
    width = page.doc.widthOfString(word) / look.size
    widths.set(key, width)
  }
  return width * look.size
}

/** Width of a line, word by word. The look must be set. */
function widthOfLine(page: Page, line: string, look: Look): number {
  const words = line.split(' ')
  const space = widthOf(page, ' ', look)
  return words.reduce((sum, word) => sum + (word ? widthOf(page, word, look) : 0), space * (words.length - 1))
}

/** Cuts a text into lines that fit. A word that is wider than the box is cut by grapheme. */
export function linesOf(page: Page, text: string, look: Look, width: number): string[] {
  setLook(page, look)
  const space = widthOf(page, ' ', look)
  const lines: string[] = []
  for (const part of text.normalize('NFC').split('\n')) {
    let line = ''
    let used = 0
    for (const word of part
      .split(/\s+/)
      .filter(Boolean)
      .flatMap((each) => piecesOf(page, each, look, width))) {
      const wide = widthOf(page, word, look)
      if (line && used + space + wide > width) {
        lines.push(line)
        line = ''
      }
      used = line ? used + space + wide : wide
      line = line ? `${line} ${word}` : word
    }
    lines.push(line)
  }
  return lines
}

const graphemes = new Intl.Segmenter('hi', { granularity: 'grapheme' })

function piecesOf(page: Page, word: string, look: Look, width: number): string[] {
  if (widthOf(page, word, look) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const { segment } of graphemes.segment(word)) {
    if (piece && page.doc.widthOfString(piece + segment) > width) {
      pieces.push(piece)
      piece = segment
    } else piece += segment
  }
  return piece ? [...pieces, piece] : pieces
}

/** Writes one line at a place, marked with its text: glyphs of Devanagari stand in another order than its letters. */
export function writeLine(page: Page, text: string, look: Look, box: Box, y: number): void {
  if (!text) return
  const { doc } = page
  setLook(page, look)
  const shown = showable(page, text)
  const spare = look.align && look.align !== 'start' ? box.width - widthOfLine(page, shown, look) : 0
  const x = box.x + (look.align === 'end' ? spare : look.align === 'middle' ? spare / 2 : 0)
  structured(page, 'P', {}, () => {
    doc.markContent('Span', { actual: text })
    doc.text(shown, x, y + look.size * 0.12, { lineBreak: false })
    doc.endMarkedContent()
  })
}

/** Draws something as an element that screen readers know, at once: a closure given to the library would be drawn too late. */
export function structured(page: Page, type: string, options: { alt?: string }, draw: () => void): void {
  const element = page.doc.struct(type, options)
  page.doc.addStructure(element)
  const content = page.doc.markStructureContent(type)
  draw()
  page.doc.endMarkedContent()
  element.add(content)
  element.end()
}

/** Begins a new page unless `height` still fits. Answers whether it did. */
export function need(page: Page, height: number): boolean {
  if (page.y + height <= page.bottom) return false
  page.doc.addPage()
  page.y = margin.top
  page.onNewPage()
  return true
}

/** Writes a text across the box and moves on below it. */
export function write(page: Page, text: string, look: Look, box: Box = page.box): void {
  for (const line of linesOf(page, text, look, box.width)) {
    need(page, lineHeight(look))
    writeLine(page, line, look, box, page.y)
    page.y += lineHeight(look)
  }
}

/** A thin line across the box. */
export function rule(page: Page, colour = ink.line, y = page.y): void {
  const { doc, box } = page
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(box.x, y)
    .lineTo(box.x + box.width, y)
    .lineWidth(0.7)
    .strokeColor(colour)
    .stroke()
  doc.endMarkedContent()
}

/** Drawing without words, passed over by screen readers. */
export function artifact(page: Page, draw: () => void): void {
  page.doc.markContent('Artifact', { type: 'Layout' })
  page.doc.save()
  draw()
  page.doc.restore()
  page.doc.endMarkedContent()
}
