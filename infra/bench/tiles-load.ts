/**
 * A bounded load on a loopback address: a few keep-alive sockets, each asking again as soon as its answer is complete.
 * Run as a process of its own: `node --import tsx infra/bench/tiles-load.ts PORT PATH MILLISECONDS SOCKETS`.
 * Prints answers per second. Answers are counted by their length, so that the client costs less than any server.
 */
import { connect } from 'node:net'

const [port, path, milliseconds, sockets] = process.argv.slice(2)
const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\n`
let answers = 0
let counting = false

function talk(): void {
  const socket = connect(Number(port), '127.0.0.1')
  let length = 0
  let received = 0
  socket.on('connect', () => socket.write(request))
  socket.on('error', () => process.exit(1))
  socket.on('data', (chunk) => {
    received += chunk.length
    // All answers are alike, so the first one's head tells the length of each.
    if (length === 0) length = lengthOf(chunk)
    if (received < length) return
    received -= length
    if (counting) answers++
    socket.write(request)
  })
}

function lengthOf(chunk: Buffer): number {
  const text = chunk.toString('latin1')
  const head = text.indexOf('\r\n\r\n')
  const body = /content-length: (\d+)/i.exec(text.slice(0, head))
  if (!text.startsWith('HTTP/1.1 200') || head < 0 || !body) {
    process.stderr.write(`unexpected answer: ${text.slice(0, 200)}\n`)
    process.exit(1)
  }
  return head + 4 + Number(body[1])
}

for (let i = 0; i < Number(sockets); i++) talk()
setTimeout(() => {
  counting = true
  const startedAt = performance.now()
  setTimeout(() => {
    process.stdout.write(String((answers * 1000) / (performance.now() - startedAt)))
    process.exit(0)
  }, Number(milliseconds))
}, 300)
