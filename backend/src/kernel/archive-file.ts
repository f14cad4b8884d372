import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

/**
 * An encrypted file of JSON lines: magic, salt, then frames of AES-256-GCM over gzip. A frame carries its number and
 * whether it is the last, so that a cut or reordered file is refused. The key comes from a passphrase by scrypt.
 */
const magic = Buffer.from('KHASRA1\n')
const frameBytes = 1 << 20

function keyOf(passphrase: string, salt: Buffer): Buffer {
  return scryptSync(passphrase, salt, 32, { N: 1 << 15, r: 8, p: 1, maxmem: 64 << 20 })
}

function additional(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(9)
  bytes.writeBigUInt64LE(BigInt(number))
  bytes[8] = last ? 1 : 0
  return bytes
}

function sealer(passphrase: string): Transform {
  const salt = randomBytes(16)
  const key = keyOf(passphrase, salt)
  let waiting = Buffer.alloc(0)
  let number = 0
  const frame = (plain: Buffer, last: boolean): Buffer => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additional(number++, last))
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    const head = Buffer.alloc(5)
    head.writeUInt32LE(body.length)
    head[4] = last ? 1 : 0
    return Buffer.concat([head, nonce, cipher.getAuthTag(), body])
  }
  return new Transform({
    construct(done) {
      this.push(Buffer.concat([magic, salt]))
      done()
    },
    transform(chunk: Buffer, _encoding, done) {
      waiting = Buffer.concat([waiting, chunk])
      for (; waiting.length > frameBytes; waiting = waiting.subarray(frameBytes))
        this.push(frame(waiting.subarray(0, frameBytes), false))
      done()
    },
    flush(done) {
      this.push(frame(waiting, true))
      done()
    },
  })
}

/** Takes frames apart. Errors say what a person can do. */
function opener(passphrase: string): Transform {
  let waiting = Buffer.alloc(0)
  let key: Buffer | undefined
  let number = 0
  let ended = false
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      waiting = Buffer.concat([waiting, chunk])
      try {
        if (!key) {
          if (waiting.length < magic.length + 16) return done()
          if (!waiting.subarray(0, magic.length).equals(magic)) throw new Error('this is no town file of Khasra')
          key = keyOf(passphrase, waiting.subarray(magic.length, magic.length + 16))
          waiting = waiting.subarray(magic.length + 16)
        }
        while (waiting.length >= 33) {
          const length = waiting.readUInt32LE(0)
          if (length > frameBytes * 2) throw new Error('this town file is damaged')
          if (waiting.length < 33 + length) break
          const last = waiting[4] === 1
          this.push(openFrame(key, waiting, length, number++, last))
          waiting = waiting.subarray(33 + length)
          ended = last
        }
        done()
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      done(ended && waiting.length === 0 ? null : new Error('this town file is cut short'))
    },
  })
}

function openFrame(key: Buffer, bytes: Buffer, length: number, number: number, last: boolean): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(5, 17)).setAAD(additional(number, last))
  decipher.setAuthTag(bytes.subarray(17, 33))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(33, 33 + length)), decipher.final()])
  } catch {
    throw new Error(number === 0 ? 'the passphrase is wrong, or the file is damaged' : 'this town file is damaged')
  }
}

/** Writes lines to an encrypted file. */
export async function writeArchive(path: string, passphrase: string, lines: AsyncIterable<unknown>): Promise<void> {
  const text = async function* () {
    for await (const line of lines) yield `${JSON.stringify(line)}\n`
  }
  await pipeline(
    Readable.from(text()),
    createGzip({ level: 6 }),
    sealer(passphrase),
    createWriteStream(path, { mode: 0o600, flush: true }),
  )
}

/** Reads the lines of an encrypted file, one by one. */
export async function* readArchive(path: string, passphrase: string): AsyncGenerator<unknown> {
  const gunzip = createGunzip()
  const reading = pipeline(createReadStream(path), opener(passphrase), gunzip)
  let failed: Error | undefined
  reading.catch((error: Error) => {
    failed = error
  })
  try {
    for await (const line of createInterface({ input: gunzip, crlfDelay: Number.POSITIVE_INFINITY }))
      yield JSON.parse(line)
  } catch (error) {
    throw failed ?? error
  }
  await reading
}
