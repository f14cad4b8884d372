/** Draws a letter: head of the town, number and day, addressee, blocks, signature, QR code and notes, in two or more languages. */
import { pickName } from '../../../kernel/pure.ts'
import type { LetterContent } from '../rules-letters.ts'
import { formatDay, type Language } from '../rules-templates.ts'
import { drawBlock } from './blocks.ts'
import { drawHead } from './head.ts'
import { ink, lineHeight, mm, need, newPage, type Page, rule, write, writeLine } from './page.ts'
import type { LetterParts, SignatureField } from './protocol.ts'
import { drawQr } from './qr.ts'
import { addSignatureField } from './signature-field.ts'
import { inLanguages, writeWords } from './words.ts'

/** The letter as PDF bytes; deterministic for the same content and parts. */
export async function drawLetter(content: LetterContent, parts: LetterParts): Promise<Buffer> {
  const leading = content.languages[0]!
  const page = newPage({
    title: `${pickName(content.title, leading)} ${content.number}`,
    author: pickName(content.head.names, leading),
    language: `${leading}-IN`,
    at: new Date(`${content.day}T00:00:00Z`),
  })
  const chunks: Buffer[] = []
  const finished = new Promise<void>((resolve, reject) => {
    page.doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    page.doc.on('end', resolve)
    page.doc.on('error', reject)
  })
  drawHead(page, content)
  drawOpening(page, content)
  for (const block of content.blocks) {
    drawBlock(page, block, content, parts.pictures)
    page.y += 2.2 * mm
  }
  drawEnd(page, content, parts)
  drawFoot(page, content, parts)
  page.doc.end()
  await finished
  return Buffer.concat(chunks)
}

const labels = {
  number: { en: 'No.', hi: 'क्रमांक', mr: 'क्रमांक' },
  day: { en: 'Date', hi: 'दिनांक', mr: 'दिनांक' },
  to: { en: 'To', hi: 'प्रति', mr: 'प्रति' },
  subject: { en: 'Subject', hi: 'विषय', mr: 'विषय' },
  page: { en: 'Page', hi: 'पृष्ठ', mr: 'पृष्ठ' },
  preview: { en: 'Preview, not issued', hi: 'पूर्वावलोकन, जारी नहीं', mr: 'पूर्वदृश्य, दिलेले नाही' },
}

const label = (key: keyof typeof labels, languages: readonly Language[]) =>
  inLanguages(labels[key], languages.slice(0, 2)).join(' / ')

/** Number and day on one line, title, addressee, subject. */
function drawOpening(page: Page, content: LetterContent): void {
  const { languages } = content
  const look = { size: 10 }
  writeLine(page, `${label('number', languages)}: ${content.number}`, look, page.box, page.y)
  const day = formatDay(content.day, languages[0]!)
  writeLine(page, `${label('day', languages)}: ${day}`, { ...look, align: 'end' }, page.box, page.y)
  page.y += lineHeight(look) + 3 * mm
  writeWords(page, content.title, content, 14, { bold: true, align: 'middle' })
  page.y += 3 * mm
  if (content.addressee.length) {
    write(page, `${label('to', languages)},`, look)
    for (const line of content.addressee) write(page, inLanguages(line, languages).join(' / '), look)
    page.y += 4 * mm
  }
  if (content.subject) {
    write(page, `${label('subject', languages)}:`, { size: 10, bold: true })
    writeWords(page, content.subject, content, 10.5)
    page.y += 2 * mm
  }
}

const qrSize = 34 * mm

/** QR code to the left, signature to the right, the notes under both. Kept together on one page. */
function drawEnd(page: Page, content: LetterContent, parts: LetterParts): void {
  if (content.signature || parts.qr) {
    page.y += 3 * mm
    need(page, qrSize + 6 * mm)
    const top = page.y
    const right = { x: page.box.x + page.box.width / 2, width: page.box.width / 2 }
    if (content.signature) drawSignature(page, content, parts, right)
    const afterSignature = page.y
    page.y = top
    if (parts.qr) drawQr(page, parts.qr, content.languages, { x: page.box.x, width: qrSize })
    page.y = Math.max(afterSignature, page.y) + 3 * mm
  }
  if (!content.notes.length) return
  need(page, 10 * mm)
  rule(page)
  page.y += 1.5 * mm
  for (const note of content.notes) writeWords(page, note, content, 8.5)
}

function drawSignature(
  page: Page,
  content: LetterContent,
  parts: LetterParts,
  box: { x: number; width: number },
): void {
  const { holder, post, office } = content.signature!
  const { languages } = content
  if (parts.signature) {
    addSignatureField(page, parts.signature, box)
    for (const words of signedWords(parts.signature, content))
      write(page, words, { size: 8, colour: ink.accent, align: 'end' }, box)
  } else page.y += 12 * mm
  write(page, inLanguages(holder, languages).join(' / '), { size: 10.5, bold: true, align: 'end' }, box)
  write(page, inLanguages(post, languages).join(' / '), { size: 9.5, align: 'end' }, box)
  write(page, inLanguages(office, languages).join(' / '), { size: 9.5, align: 'end' }, box)
}

/** The day is the letter's own, that of the town; each language writes it its own way. */
function signedWords({ binds }: SignatureField, { day, languages }: LetterContent): string[] {
  const [en, hi, mr] = [formatDay(day, 'en'), formatDay(day, 'hi'), formatDay(day, 'mr')]
  const words = binds
    ? { en: `Digitally signed, ${en}`, hi: `डिजिटल हस्ताक्षरित, ${hi}`, mr: `डिजिटल स्वाक्षरीत, ${mr}` }
    : {
        en: `Signed by the sandbox, ${en}: for trying, binds nobody`,
        hi: `परीक्षण हस्ताक्षर, ${hi}: केवल परीक्षण हेतु, किसी पर बाध्य नहीं`,
        mr: `चाचणी स्वाक्षरी, ${mr}: केवळ चाचणीसाठी, कोणावरही बंधनकारक नाही`,
      }
  return inLanguages(words, languages.slice(0, 2))
}

/** Page numbers and the letter's number on every page; a preview says what it is. */
function drawFoot(page: Page, content: LetterContent, parts: LetterParts): void {
  const { doc } = page
  const { start, count } = doc.bufferedPageRange()
  const look = { size: 8, colour: ink.soft }
  for (let at = start; at < start + count; at++) {
    doc.switchToPage(at)
    const y = doc.page.height - 13 * mm
    rule(page, ink.line, y - 1.5 * mm)
    const left = parts.qr ? content.number : label('preview', content.languages)
    writeLine(page, left, look, page.box, y)
    const pages = `${label('page', content.languages.slice(0, 1))} ${at + 1} / ${count}`
    writeLine(page, pages, { ...look, align: 'end' }, page.box, y)
  }
}
