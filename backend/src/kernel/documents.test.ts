import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { type DocumentStore, diskStore, documentLimits, s3Store, sniffDocument, thumbnail } from './documents.ts'
import { sha256 } from './keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-documents-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 120, b: 40 } } })
const png = () => picture(40, 30).png().toBuffer()
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n')

test('a file is what its bytes say: PDF, JPEG, PNG and WebP pass, whatever their name', async () => {
  assert.equal(await sniffDocument(pdf), 'application/pdf')
  assert.equal(await sniffDocument(await png()), 'image/png')
  assert.equal(await sniffDocument(await picture(40, 30).jpeg().toBuffer()), 'image/jpeg')
  assert.equal(await sniffDocument(await picture(40, 30).webp().toBuffer()), 'image/webp')
})

test('what a browser would run, and what nobody knows, is refused by name', async () => {
  const hostile = {
    svg: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    xml: '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    html: '<!doctype html><script>alert(1)</script>',
    zip: 'PK\u0003\u0004 and more',
    exe: 'MZ and more',
    text: 'a deed, says its name',
    nothing: '',
  }
  for (const [kind, text] of Object.entries(hostile)) {
    const refused = (error: { status: number; details: { field: string } }) =>
      error.status === 400 && error.details.field === 'file'
    await assert.rejects(sniffDocument(Buffer.from(text)), refused, kind)
  }
})

test('a file over the limit of its kind is refused with the limit', async () => {
  const limit = documentLimits['application/pdf']!
  const large = Buffer.alloc(limit + 1, 32)
  pdf.copy(large)
  await assert.rejects(sniffDocument(large), (error: { status: number; details: { expected: number } }) => {
    assert.equal(error.status, 413)
    return error.details.expected === limit
  })
  assert.equal(await sniffDocument(large.subarray(0, limit)), 'application/pdf')
})

test('a small file that unfolds into a huge picture is refused before it is unfolded', async () => {
  const bomb = await picture(9_000, 9_000).png({ compressionLevel: 9 }).toBuffer()
  assert.ok(bomb.length < 1_000_000)
  await assert.rejects(sniffDocument(bomb), (error: { status: number }) => error.status === 400 || error.status === 413)
})

test('a picture that breaks off in its head cannot be read', async () => {
  await assert.rejects(sniffDocument((await png()).subarray(0, 20)), { status: 400 })
})

test('the disk store gives back what was put under its hash, and nothing under another', async () => {
  const store = diskStore(join(folder, 'plain'))
  const hash = sha256(pdf)
  assert.equal(await store.get(hash), null)
  await Promise.all([store.put(hash, pdf), store.put(hash, pdf), store.put(hash, pdf)])
  assert.deepEqual(await store.get(hash), pdf)
  const path = join(folder, 'plain', hash.slice(0, 2), hash.slice(2, 4))
  assert.deepEqual(readdirSync(path), [hash], 'one file, and no drafts beside it')
  assert.equal(statSync(join(path, hash)).mode & 0o777, 0o600)
})

test('a file appears whole or not at all: a write that fails leaves nothing under the hash', async () => {
  const root = join(folder, 'blocked')
  writeFileSync(root, 'a file where the folder should be')
  const store = diskStore(root)
  await assert.rejects(store.put(sha256(pdf), pdf))
  await assert.rejects(store.get(sha256(pdf)), { code: 'ENOTDIR' })
})

test('a thumbnail is small, upright, made once, and says neither where nor with what the picture was taken', async () => {
  const store = diskStore(join(folder, 'thumbnails'))
  const exif = {
    IFD0: { Make: 'SecretCamera', Orientation: '6' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '23/1 10/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '77/1 57/1 0/1' },
  }
  const original = await picture(800, 400).withExif(exif).jpeg().toBuffer()
  assert.ok((await sharp(original).metadata()).exif, 'the original has its metadata')
  const hash = sha256(original)
  await store.put(hash, original)
  const small = await thumbnail(store, hash, 160)
  const facts = await sharp(small).metadata()
  assert.equal(facts.format, 'webp')
  assert.ok(Math.max(facts.width!, facts.height!) <= 160)
  assert.deepEqual([facts.exif, facts.xmp, facts.iptc], [undefined, undefined, undefined])
  assert.ok(!small.includes('SecretCamera'))
  const rare: DocumentStore = {
    get: store.get,
    put: () => Promise.reject(new Error('made twice')),
    remove: store.remove,
  }
  assert.deepEqual(await thumbnail(rare, hash, 160), small)
  assert.deepEqual(await store.get(hash), original, 'the original stays')
  await assert.rejects(thumbnail(store, 'f'.repeat(64), 160), { status: 404 })
})

test('the S3 store signs every request and keeps each file under its hash', async () => {
  const kept = new Map<string, Buffer>()
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    seen.push(`${request.method} ${request.headers.authorization}`)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = kept.get(request.url!)
    if (request.url!.endsWith('broken')) response.writeHead(503).end()
    else if (request.method === 'PUT') {
      kept.set(request.url!, Buffer.concat(chunks))
      response.end()
    } else if (body) response.end(body)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/papers/`
    const store = s3Store({ url, key: 'AKIATEST', secret: 'not-told' })
    const hash = sha256(pdf)
    assert.equal(await store.get(hash), null)
    await store.put(hash, pdf)
    assert.deepEqual(await store.get(hash), pdf)
    assert.deepEqual([...kept.keys()], [`/papers/${hash}`])
    for (const line of seen)
      assert.match(
        line,
        /^(GET|PUT) AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/[\w-]+\/s3\/aws4_request, .*Signature=[0-9a-f]{64}$/,
      )
    assert.ok(!seen.join().includes('not-told'))
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
