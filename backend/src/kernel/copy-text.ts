const backslash = 92
const escapes: Record<number, number> = { 8: 98, 9: 116, 10: 110, 11: 118, 12: 102, 13: 114, [backslash]: backslash }

/**
 * Rows of one table as the text that COPY reads, UTF-8, gathered in one growing buffer: a town has fifty rows a parcel,
 * and strings for each would keep the collector busier than the writer.
 */
export class CopyText {
  private bytes = Buffer.allocUnsafeSlow(1 << 14)
  private at = 0
  private readonly isJson: boolean[]
  private readonly isHex: boolean[]

  /** `types` are the PostgreSQL types of the columns; jsonb, geometry and arrays are the ones that matter here. */
  constructor(types: readonly string[]) {
    this.isJson = types.map((type) => type === 'jsonb')
    this.isHex = types.map((type) => type === 'geometry')
  }

  /** How much has been gathered. */
  get byteLength(): number {
    return this.at
  }

  /** Adds a row: null, strings, numbers, booleans, times, arrays, and anything for jsonb. */
  push(row: readonly unknown[]): void {
    for (let column = 0; column < row.length; column++) {
      const value = row[column]
      if (this.isHex[column] && typeof value === 'string') this.hex(value)
      else this.value(value, this.isJson[column]!)
      this.bytes[this.at++] = column + 1 === row.length ? 10 : 9
    }
  }

  /** The text so far; the next row begins a new one. */
  take(): Uint8Array<ArrayBuffer> {
    const text = this.bytes.subarray(0, this.at) as Uint8Array<ArrayBuffer>
    this.bytes = Buffer.allocUnsafeSlow(Math.max(1 << 14, this.at + (this.at >> 3)))
    this.at = 0
    return text
  }

  private value(value: unknown, isJson: boolean): void {
    if (value === null || value === undefined) {
      this.room(3)
      this.bytes[this.at++] = backslash
      this.bytes[this.at++] = 78
    } else if (typeof value === 'string') this.text(value)
    else if (typeof value === 'number') this.number(value)
    else if (isJson) this.text(JSON.stringify(value))
    else if (Array.isArray(value)) this.text(arrayLiteral(value))
    else this.text(value instanceof Date ? value.toISOString() : String(value))
  }

  /** Nothing but hexadecimal digits: long, and copied at once. */
  private hex(text: string): void {
    this.room(text.length + 2)
    this.at += this.bytes.write(text, this.at, 'latin1')
  }

  /** Whole numbers, most of all fields, digit by digit. */
  private number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) {
      this.text(String(value))
      return
    }
    this.room(17)
    let left = value
    let digits = 1
    for (let limit = 10; limit <= value; limit *= 10) digits++
    for (let place = this.at + digits - 1; place >= this.at; place--) {
      const tens = Math.floor(left / 10)
      this.bytes[place] = 48 + left - tens * 10
      left = tens
    }
    this.at += digits
  }

  private text(text: string): void {
    const { length } = text
    this.room(length * 3 + 2)
    const { bytes } = this
    let at = this.at
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index)
      if (code < 128) {
        const sign = code < 14 || code === backslash ? escapes[code] : undefined
        if (sign) bytes[at++] = backslash
        bytes[at++] = sign ?? code
      } else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >> 6)
        bytes[at++] = 0x80 | (code & 63)
      } else if (code < 0xd800 || code > 0xdfff) {
        bytes[at++] = 0xe0 | (code >> 12)
        bytes[at++] = 0x80 | ((code >> 6) & 63)
        bytes[at++] = 0x80 | (code & 63)
      } else {
        this.rest(text, index, at)
        return
      }
    }
    this.at = at
  }

  /** From the first pair of surrogates on, which names hardly ever have. */
  private rest(text: string, from: number, at: number): void {
    this.at = at
    const escaped = text.slice(from).replace(/[\b\t\n\v\f\r\\]/g, (sign) => {
      return `\\${String.fromCharCode(escapes[sign.charCodeAt(0)]!)}`
    })
    this.room(escaped.length * 3 + 2)
    this.at += this.bytes.write(escaped, this.at, 'utf8')
  }

  private room(size: number): void {
    if (this.at + size < this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + size + 1))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
  }
}

/** A PostgreSQL array as text. */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => `"${String(value).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}
