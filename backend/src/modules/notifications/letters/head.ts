import { pickName } from '../../../kernel/pure.ts'
import type { LetterContent } from '../rules-letters.ts'
import { artifact, ink, lineHeight, mm, type Page, rule, write } from './page.ts'
import { inLanguages } from './words.ts'

/** The platform's emblem (web/public/emblem.svg) until a body has given its own. */
const emblem = [
  { path: 'M9 0h30a9 9 0 0 1 9 9v30a9 9 0 0 1-9 9H9a9 9 0 0 1-9-9V9a9 9 0 0 1 9-9z', fill: '#0f5a6b' },
  { path: 'M8 11 38 8l3 30-31 3z', stroke: '#fffdf8' },
  { path: 'M8.7 21 25 19.5M25 9.5l1 30M25.4 27 40 25.5M9.4 31 25.6 29.5', stroke: '#fffdf8' },
  { path: 'M26 10.4 37 9.3l1.6 15.3-12.4 1.3z', fill: '#e9b44c', stroke: '#fffdf8' },
]
const emblemSize = 17 * mm

/** Emblem, name of the town in the letter's languages, its Act and address, a line below. */
export function drawHead(page: Page, content: LetterContent): void {
  const { head, languages } = content
  const top = page.y
  artifact(page, () => {
    page.doc.translate(page.box.x, top).scale(emblemSize / 48)
    for (const { path, fill, stroke } of emblem) {
      page.doc.path(path).lineWidth(2)
      if (fill && stroke) page.doc.fillAndStroke(fill, stroke)
      else if (fill) page.doc.fill(fill)
      else page.doc.stroke(stroke)
    }
  })
  const box = { x: page.box.x + emblemSize + 5 * mm, width: page.box.width - emblemSize - 5 * mm }
  const [first, ...others] = inLanguages(head.names, languages)
  write(page, first ?? '', { size: 16, bold: true, colour: ink.accent }, box)
  for (const name of others) write(page, name, { size: 11, colour: ink.soft }, box)
  write(page, head.act, { size: 8.5, colour: ink.soft }, box)
  if (head.address) write(page, pickName(head.address, languages[0]!), { size: 8.5, colour: ink.soft }, box)
  page.y = Math.max(page.y, top + emblemSize) + 2.5 * mm
  rule(page, ink.accent)
  page.y += 3 * mm
  // Further pages bear the name alone.
  page.onNewPage = () => {
    write(page, first ?? '', { size: 9, bold: true, colour: ink.accent })
    rule(page)
    page.y += lineHeight({ size: 5 })
  }
}
