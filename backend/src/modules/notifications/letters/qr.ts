import QRCode from 'qrcode'
import type { Language } from '../rules-templates.ts'
import { artifact, type Box, ink, mm, type Page, write } from './page.ts'
import { inLanguages } from './words.ts'

const words = {
  en: 'Anyone can check this letter: scan the code, or open',
  hi: 'कोई भी इस पत्र को जाँच सकता है: कोड स्कैन करें, या खोलें',
  mr: 'कोणीही हे पत्र तपासू शकतो: कोड स्कॅन करा किंवा उघडा',
}

/** The code as squares, not as a picture: sharp at every size. Beside it how to use it. */
export function drawQr(
  page: Page,
  qr: { text: string; verifyAt: string },
  languages: readonly Language[],
  box: Box,
): void {
  const { modules } = QRCode.create(qr.text, { errorCorrectionLevel: 'M' })
  const square = box.width / modules.size
  const top = page.y
  artifact(page, () => {
    page.doc.fillColor('#000000')
    for (let row = 0; row < modules.size; row++) drawRun(row)
    page.doc.fill()
  })
  const side = { x: box.x + box.width + 3 * mm, width: 46 * mm }
  page.y = top + 2 * mm
  for (const text of inLanguages(words, languages.slice(0, 2))) write(page, text, { size: 8, colour: ink.soft }, side)
  write(page, qr.verifyAt, { size: 8, bold: true, colour: ink.accent }, side)
  page.y = Math.max(page.y, top + box.width)

  /** Neighbours in a row are one rectangle: a thousand fewer in the file. */
  function drawRun(row: number): void {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue
      let end = column
      while (end + 1 < modules.size && modules.get(row, end + 1)) end++
      page.doc.rect(box.x + column * square, top + row * square, (end - column + 1) * square, square)
      column = end
    }
  }
}
