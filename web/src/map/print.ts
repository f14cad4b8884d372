import type { CityMapHandle, Language } from './map-types.ts'
import { scaleBar } from './scale-bar.ts'
import { mapWords } from './words.ts'

export type PrintInput = {
  handle: CityMapHandle
  language: Language
  /** Heading of the sheet, e.g. the town and the property number. */
  title: string
  /** Lines under the map: source, date of survey. */
  notes?: readonly string[]
  /** Today in the town, YYYY-MM-DD. */
  today: string
}

const SHEET_CSS = `
  @page { margin: 12mm }
  body { margin: 0; font: 11pt/1.4 'Noto Sans','Noto Sans Devanagari',sans-serif; color: #000 }
  h1 { font-size: 15pt; margin: 0 0 4mm }
  img { width: 100%; max-height: 190mm; object-fit: contain; border: .3mm solid #000; box-sizing: border-box }
  .foot { display: flex; gap: 8mm; align-items: end; margin-top: 3mm }
  .bar { border: .4mm solid #000; border-top: 0; height: 2mm }
  .north { font-weight: 700 }
  p { margin: 1mm 0 0; font-size: 9pt }`

/** Prints the map as it stands on one sheet with title, scale, north and date; the page itself is left alone. */
export async function printMap({ handle, language, title, notes = [], today }: PrintInput): Promise<void> {
  const picture = await handle.snapshot()
  const frame = document.createElement('iframe')
  frame.style.cssText = 'position:fixed;inline-size:0;block-size:0;border:0;visibility:hidden'
  document.body.append(frame)
  const sheet = frame.contentDocument
  if (!sheet || !frame.contentWindow) return
  fillSheet(sheet, { picture, language, title, notes, today, view: handle.view() })
  await sheet.querySelector('img')?.decode()
  frame.contentWindow.addEventListener('afterprint', () => frame.remove())
  frame.contentWindow.print()
}

type Sheet = Omit<PrintInput, 'handle'> & { picture: string; view: { lat: number; zoom: number; bearing: number } }

/** Builds by elements, never by markup: a title may hold anything. */
function fillSheet(sheet: Document, { picture, language, title, notes = [], today, view }: Sheet): void {
  const words = mapWords(language)
  sheet.documentElement.lang = language
  const add = <K extends keyof HTMLElementTagNameMap>(parent: Element, tag: K, text = '', className = '') => {
    const element = sheet.createElement(tag)
    element.textContent = text
    element.className = className
    parent.append(element)
    return element
  }
  add(sheet.head, 'style', SHEET_CSS)
  add(sheet.head, 'title', title)
  add(sheet.body, 'h1', title)
  add(sheet.body, 'img').src = picture
  const foot = add(sheet.body, 'div', '', 'foot')
  const pictureWidth = document.querySelector('.city-map-canvas')?.clientWidth ?? 1000
  const metresPer100Px = (100 * 40_075_016.686 * Math.cos((view.lat * Math.PI) / 180)) / (512 * 2 ** view.zoom)
  const bar = scaleBar(metresPer100Px)
  const drawn = add(foot, 'div', '', 'bar')
  drawn.style.width = `${(100 * bar.px) / pictureWidth}%`
  add(foot, 'span', bar.metres >= 1000 ? `${bar.metres / 1000} ${words.kilometres}` : `${bar.metres} ${words.metres}`)
  add(foot, 'span', `↑ ${words.north_short}`, 'north').style.transform = `rotate(${-view.bearing}deg)`
  add(foot, 'span', `${words.printedOn} ${today}`)
  for (const note of notes) add(sheet.body, 'p', note)
}
