import { ImportRefused } from './import-refused.ts'

/** What a document says, in order. Names lose their prefix; text comes with entities resolved. */
export type XmlEvent =
  | { kind: 'open'; name: string; attributes: string }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string }

const token =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?\s*>|<(\/?)([^\s<>/]+)((?:"[^"]*"|'[^']*'|[^"'<>])*?)(\/?)>|([^<]+)/y

/**
 * Reads XML as events. Document types are passed over and only the five entities of XML and character numbers are resolved, so
 * no text can grow or reach outside. Throws ImportRefused with the place where the text is no XML, or ends early.
 */
export function* xmlEvents(text: string): Generator<XmlEvent> {
  const open: string[] = []
  const pattern = new RegExp(token)
  let at = 0
  while (at < text.length) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) throw broken(text, at)
    at = pattern.lastIndex
    const [, data, slash, fullName, attributes, selfClosing, plain] = found
    if (data !== undefined) yield { kind: 'text', text: data }
    else if (plain !== undefined) yield { kind: 'text', text: resolveEntities(plain) }
    else if (fullName !== undefined) yield* tagEvents(open, slash === '/', fullName, attributes!, selfClosing === '/')
  }
  if (open.length > 0) throw new ImportRefused('truncated', `the XML ends inside <${open.at(-1)}>`)
}

function* tagEvents(
  open: string[],
  isEnd: boolean,
  fullName: string,
  attributes: string,
  isEmpty: boolean,
): Generator<XmlEvent> {
  const name = fullName.slice(fullName.indexOf(':') + 1)
  if (isEnd) {
    const expected = open.pop()
    if (expected !== name)
      throw new ImportRefused('broken-file', `broken XML: </${name}> where </${expected}> is wanted`)
    yield { kind: 'close', name }
    return
  }
  yield { kind: 'open', name, attributes }
  if (isEmpty) yield { kind: 'close', name }
  else open.push(name)
}

const broken = (text: string, at: number) =>
  new ImportRefused('broken-file', `broken XML at character ${at}: ${JSON.stringify(text.slice(at, at + 20))}`)

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function resolveEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (whole, decimal, hexadecimal, name) => {
    if (name) return named[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** The value of one attribute of an open tag, or null. */
export function attributeOf(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found ? resolveEntities(found[1] ?? found[2] ?? '') : null
}

/** Text of an XML file in the encoding that it declares, UTF-8 when it declares none. */
export function decodeXml(bytes: Uint8Array): string {
  const mark = (bytes[0]! << 8) | bytes[1]!
  if (mark === 0xfeff || mark === 0xfffe)
    return new TextDecoder(mark === 0xfeff ? 'utf-16be' : 'utf-16le').decode(bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(declared).decode(bytes)
  } catch {
    throw new ImportRefused('unreadable', `the encoding ${JSON.stringify(declared)} is not known`)
  }
}
