import { dosCodePages } from './dos-code-pages.ts'

/** Turns the bytes of an attribute into text, trailing blanks removed. */
export type TextReader = (bytes: Uint8Array) => string

/** Language driver ids of dBASE (byte 29 of the header), as ESRI writes and reads them. */
const languageDrivers: Record<number, string> = {
  1: 'cp437',
  2: 'cp850',
  3: 'windows-1252',
  4: 'macintosh',
  8: 'cp865',
  9: 'cp437',
  10: 'cp850',
  11: 'cp437',
  13: 'cp437',
  14: 'cp850',
  15: 'cp437',
  16: 'cp850',
  17: 'cp437',
  18: 'cp850',
  19: 'shift_jis',
  20: 'cp850',
  21: 'cp437',
  22: 'cp850',
  23: 'cp865',
  24: 'cp437',
  25: 'cp437',
  26: 'cp850',
  27: 'cp437',
  29: 'cp850',
  31: 'cp852',
  34: 'cp852',
  35: 'cp852',
  37: 'cp850',
  38: 'ibm866',
  55: 'cp850',
  64: 'cp852',
  77: 'gbk',
  78: 'euc-kr',
  79: 'big5',
  80: 'windows-874',
  87: 'windows-1252',
  88: 'windows-1252',
  89: 'windows-1252',
  100: 'cp852',
  101: 'ibm866',
  106: 'cp737',
  120: 'big5',
  121: 'euc-kr',
  122: 'gbk',
  123: 'shift_jis',
  124: 'windows-874',
  134: 'cp737',
  135: 'cp852',
  150: 'x-mac-cyrillic',
  200: 'windows-1250',
  201: 'windows-1251',
  202: 'windows-1254',
  203: 'windows-1253',
  204: 'windows-1257',
}

/**
 * The encoding that a `.cpg` file names, in any of the spellings in the wild: `UTF-8`, `65001`, `1252`, `ANSI 1252`,
 * `CP1251`, `ISO-8859-1`, `88591`, `OEM 850`, `LDID/87`. Null when it is not understood.
 */
export function encodingFromCpg(text: string): string | null {
  const name = text
    .replace(/^\uFEFF/, '')
    .replace(/\0/g, '')
    .trim()
    .toLowerCase()
  const ldid = /^ldid\s*\/\s*(\d+)$/.exec(name)
  if (ldid) return languageDrivers[Number(ldid[1])] ?? null
  if (/utf-?8|65001/.test(name)) return 'utf-8'
  const iso = /(?:^|iso[-_ ]?)8859[-_ ]?(\d{1,2})/.exec(name)
  if (iso) return `iso-8859-${Number(iso[1])}`
  const page = /(\d{3,5})$/.exec(name)
  if (page) return encodingOfCodePage(Number(page[1]))
  return isKnown(name) ? name : null
}

function encodingOfCodePage(page: number): string | null {
  const asian: Record<number, string> = {
    932: 'shift_jis',
    936: 'gbk',
    949: 'euc-kr',
    950: 'big5',
    866: 'ibm866',
    874: 'windows-874',
  }
  const name = asian[page] ?? (dosCodePages[`cp${page}`] ? `cp${page}` : `windows-${page}`)
  return isKnown(name) ? name : null
}

function isKnown(name: string): boolean {
  if (name in dosCodePages) return true
  try {
    return Boolean(new TextDecoder(name))
  } catch {
    return false
  }
}

/**
 * The reader for one attribute table: its `.cpg` first, else its language driver, else whatever fits. Text that is plainly
 * UTF-8 is read so even under an older declaration, and text that is not valid UTF-8 falls back to Windows-1252.
 */
export function attributeTextReader(cpg: string | null, languageDriver: number): TextReader {
  const named = cpg === null ? null : encodingFromCpg(cpg)
  const declared = named ?? languageDrivers[languageDriver] ?? 'windows-1252'
  const fallback = readerOf(declared === 'utf-8' ? 'windows-1252' : declared)
  const trustUtf8 = named === null || named === 'utf-8'
  return (bytes) => {
    if (isAscii(bytes)) return clean(readerOf('windows-1252')(bytes))
    return clean((trustUtf8 ? readUtf8(bytes) : null) ?? fallback(bytes))
  }
}

const clean = (text: string) => text.split('\0', 1)[0]!.replace(/ +$/, '')
const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80)
const readers = new Map<string, TextReader>()

function readerOf(name: string): TextReader {
  const known = readers.get(name)
  if (known) return known
  const upper = dosCodePages[name]
  const decoder = upper ? null : new TextDecoder(name)
  const reader: TextReader = upper
    ? (bytes) => Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : upper[byte - 0x80]!)).join('')
    : (bytes) => decoder!.decode(bytes)
  readers.set(name, reader)
  return reader
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Valid UTF-8, allowing a last character that the fixed field width has cut through; else null. */
function readUtf8(bytes: Uint8Array): string | null {
  for (let cut = 0; cut < 4 && cut < bytes.length; cut++) {
    if (cut > 0 && bytes[bytes.length - cut]! < 0x80) return null
    try {
      return strictUtf8.decode(bytes.subarray(0, bytes.length - cut))
    } catch {}
  }
  return null
}
