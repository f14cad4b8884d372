import type { LetterBlock, LetterContent } from '../rules-letters.ts'
import type { Words } from '../rules-templates.ts'
import {
  type Box,
  ink,
  type Look,
  lineHeight,
  linesOf,
  mm,
  need,
  type Page,
  rule,
  structured,
  writeLine,
} from './page.ts'
import { inLanguages, writeWords } from './words.ts'

/** Draws one part of a letter. A picture that was not given leaves its room empty with its caption. */
export function drawBlock(
  page: Page,
  block: LetterBlock,
  content: LetterContent,
  pictures: Record<string, Uint8Array>,
): void {
  if ('paragraph' in block) writeWords(page, block.paragraph, content, 10.5)
  else if ('heading' in block) {
    need(page, 16 * mm)
    writeWords(page, block.heading, content, 11.5, { bold: true })
  } else if ('facts' in block) drawFacts(page, block.facts, content)
  else if ('list' in block) drawList(page, block.list, content)
  else if ('picture' in block) drawPicture(page, block.picture, content, pictures)
  else drawTable(page, block.table, content)
}

const gap = 3.5 * mm
/** An empty table or list says so: a blank could be taken for a fault of the printer. */
const noneOnRecord: Words = { en: 'None on record', hi: 'कोई दर्ज नहीं', mr: 'नोंद नाही' }

/** Cells side by side, as high as the highest; the row never parts over two pages unless it is higher than one. */
function drawRow(page: Page, cells: { lines: string[]; look: Look; box: Box }[], again: () => void): void {
  const height = Math.max(...cells.map(({ lines, look }) => lines.length * lineHeight(look))) + 1.2 * mm
  if (need(page, Math.min(height, page.bottom / 2))) again()
  const top = page.y
  for (const { lines, look, box } of cells)
    lines.forEach((line, at) => {
      writeLine(page, line, look, box, top + at * lineHeight(look))
    })
  page.y = top + height
}

function cellOf(page: Page, words: Words, content: LetterContent, box: Box, look: Look) {
  const inner = { x: box.x, width: box.width - gap }
  // In a cell the languages share a line: a column has no room for two.
  const text = inLanguages(words, content.languages).join(' / ')
  return { lines: linesOf(page, text, look, inner.width), look, box: inner }
}

function drawFacts(page: Page, facts: { label: Words; value: Words }[], content: LetterContent): void {
  const left = { x: page.box.x, width: page.box.width * 0.42 }
  const right = { x: page.box.x + left.width, width: page.box.width - left.width }
  for (const { label, value } of facts)
    drawRow(
      page,
      [
        cellOf(page, label, content, left, { size: 9.5, colour: ink.soft }),
        cellOf(page, value, content, right, { size: 10.5, bold: true }),
      ],
      () => {},
    )
}

function drawTable(page: Page, table: Extract<LetterBlock, { table: unknown }>['table'], content: LetterContent): void {
  const whole = table.columns.reduce((sum, column) => sum + column.share, 0)
  let x = page.box.x
  const boxes = table.columns.map(({ share }) => {
    const box = { x, width: (page.box.width * share) / whole }
    x += box.width
    return box
  })
  const head = () => {
    const look = (at: number): Look => ({ size: 9, bold: true, colour: ink.soft, align: table.columns[at]!.align })
    const cells = table.columns.map(({ label }, at) => cellOf(page, label, content, boxes[at]!, look(at)))
    drawRow(page, cells, () => {})
    rule(page)
    page.y += 1 * mm
  }
  need(page, 22 * mm)
  head()
  if (!table.rows.length) writeWords(page, noneOnRecord, content, 9.5)
  for (const row of table.rows) {
    const cells = row.map((words, at) =>
      cellOf(page, words, content, boxes[at]!, { size: 9.5, align: table.columns[at]!.align }),
    )
    drawRow(page, cells, head)
  }
  rule(page)
  page.y += 1 * mm
}

function drawList(page: Page, items: Words[], content: LetterContent): void {
  const number = { x: page.box.x, width: 8 * mm }
  const text = { x: page.box.x + number.width, width: page.box.width - number.width }
  if (!items.length) writeWords(page, noneOnRecord, content, 10.5)
  items.forEach((item, at) => {
    const look = { size: 10.5 }
    drawRow(page, [{ lines: [`${at + 1}.`], look, box: number }, cellOf(page, item, content, text, look)], () => {})
  })
}

function drawPicture(
  page: Page,
  { name, heightMm, caption }: { name: string; heightMm: number; caption: Words | null },
  content: LetterContent,
  pictures: Record<string, Uint8Array>,
): void {
  const height = heightMm * mm
  need(page, height + 12 * mm)
  const { doc, box } = page
  const bytes = pictures[name]
  const alt = caption ? inLanguages(caption, content.languages)[0] : name
  structured(page, 'Figure', { alt: alt ?? name }, () => {
    if (bytes) doc.image(Buffer.from(bytes), box.x, page.y, { fit: [box.width, height], align: 'center' })
    else doc.rect(box.x, page.y, box.width, height).lineWidth(0.5).strokeColor(ink.line).stroke()
  })
  page.y += height + 1.5 * mm
  if (caption) writeWords(page, caption, content, 8.5, { align: 'middle' })
}
