/** Bytes of a DXF file, ASCII or binary, as groups. What is no DXF is refused in a sentence; what breaks off says so at its end. */
import { Invalid, TooLarge } from '../../../kernel/index.ts'
import { type Group, kindOf } from './rules-group.ts'

/** Larger drawings are no house plans. */
export const mostBytes = 200_000_000
const sentinel = 'AutoCAD Binary DXF\r\n\u001a\u0000'

/** Reads groups; `brokenOff` tells afterwards whether the file ended in the middle of one. */
export interface GroupReader extends Iterable<Group> {
  readonly form: 'ascii' | 'binary'
  brokenOff(): boolean
}

const startOf = (bytes: Uint8Array, count: number): string => Buffer.from(bytes.subarray(0, count)).toString('latin1')

/**
 * Opens bytes as DXF.
 * @throws Invalid for a DWG, another file, or nothing at all; TooLarge beyond 200 MB
 */
export function openGroups(bytes: Uint8Array): GroupReader {
  if (bytes.length > mostBytes)
    throw new TooLarge('file', 'A drawing is at most 200 MB.', { got: bytes.length, expected: mostBytes })
  const start = startOf(bytes, 4096)
  if (/^AC10\d\d/.test(start) || /^AC1\.\d|^AC2\.\d/.test(start))
    throw new Invalid('file', 'This is a DWG drawing. Save it as DXF (Save As, DXF) and send that.', {
      got: start.slice(0, 6),
    })
  if (start.startsWith(sentinel)) return binaryGroups(bytes)
  if (!/(^|\n)\s*0\s*\r?\n\s*SECTION/.test(start))
    throw new Invalid('file', 'This is no DXF drawing.', { got: start.slice(0, 20).replace(/[^ -~]/g, '.') })
  return asciiGroups(bytes, start)
}

/** From 2007 on text is UTF-8; before, it is in the code page that the header names. */
function decoderOf(start: string): TextDecoder {
  const version = /\$ACADVER\s+1\s+AC(\d{4})/.exec(start)?.[1]
  if (version && Number(version) >= 1021) return new TextDecoder('utf-8')
  const page = /\$DWGCODEPAGE\s+3\s+ANSI_(\d{3,4})/i.exec(start)?.[1] ?? '1252'
  try {
    return new TextDecoder(
      page === '932' ? 'shift_jis' : page === '936' ? 'gbk' : page === '949' ? 'euc-kr' : `windows-${page}`,
    )
  } catch {
    // A code page that nobody knows: the letters may be wrong, the numbers are right.
    return new TextDecoder('latin1')
  }
}

function asciiGroups(bytes: Uint8Array, start: string): GroupReader {
  const text = decoderOf(start).decode(bytes)
  let broken = false
  function* groups(): Generator<Group> {
    let at = 0
    const line = (): string | null => {
      if (at >= text.length) return null
      const end = text.indexOf('\n', at)
      const stop = end < 0 ? text.length : end
      const found = text.slice(at, text[stop - 1] === '\r' ? stop - 1 : stop)
      at = stop + 1
      return found
    }
    for (;;) {
      const code = line()
      if (code === null) return
      const value = line()
      if (value === null) {
        broken = code.trim() !== '' && code.trim() !== '\u001a'
        return
      }
      const number = Number(code)
      if (code.trim() === '' || !Number.isInteger(number)) {
        broken = true
        return
      }
      yield [number, value]
    }
  }
  return { form: 'ascii', brokenOff: () => broken, [Symbol.iterator]: groups }
}

function binaryGroups(bytes: Uint8Array): GroupReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let broken = false
  // Until R12 a code is one byte, 255 before a longer one; later two bytes.
  const isOld = bytes[sentinel.length + 1] !== 0
  const decoder = decoderOf(startOf(bytes, 4096).replaceAll('\u0000', '\n'))
  function* groups(): Generator<Group> {
    let at = sentinel.length
    const code = (): number => {
      if (!isOld) {
        at += 2
        return view.getUint16(at - 2, true)
      }
      const short = view.getUint8(at++)
      if (short !== 255) return short
      at += 2
      return view.getUint16(at - 2, true)
    }
    const value = (number: number): string => {
      switch (kindOf(number)) {
        case 'double':
          at += 8
          return String(view.getFloat64(at - 8, true))
        case 'int16':
          at += 2
          return String(view.getInt16(at - 2, true))
        case 'int32':
          at += 4
          return String(view.getInt32(at - 4, true))
        case 'int64':
          at += 8
          return String(view.getBigInt64(at - 8, true))
        case 'byte':
          at += 1
          return String(view.getUint8(at - 1))
        case 'chunk': {
          const length = view.getUint8(at)
          at += 1 + length
          if (at > bytes.length) throw new RangeError('the file breaks off')
          return ''
        }
        default: {
          const end = bytes.indexOf(0, at)
          if (end < 0) throw new RangeError('the file breaks off')
          const text = decoder.decode(bytes.subarray(at, end))
          at = end + 1
          return text
        }
      }
    }
    while (at < bytes.length) {
      let group: Group
      try {
        const number = code()
        group = [number, value(number)]
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        broken = true
        return
      }
      yield group
    }
  }
  return { form: 'binary', brokenOff: () => broken, [Symbol.iterator]: groups }
}
