import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import type { Tx } from './commands.ts'
import { Invalid, NotFound, TooLarge } from './errors.ts'
import { sha256 } from './keys.ts'

/** Bytes by their SHA-256: the same paper twice is one file, and a changed file is another paper. */
export interface DocumentStore {
  put(hash: string, bytes: Uint8Array): Promise<void>
  get(hash: string): Promise<Buffer | null>
  /** For bytes that are kept under a name of their own, like the parts of an upload; papers are never removed. */
  remove(hash: string): Promise<void>
}

/** Files under `folder/ab/cd/<hash>`; a file appears whole or not at all. */
export function diskStore(folder: string): DocumentStore {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  return {
    async put(hash, bytes) {
      const path = pathOf(hash)
      if (await stat(path).catch(() => null)) return
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const draft = `${path}.${randomBytes(6).toString('hex')}`
      await writeFile(draft, bytes, { mode: 0o600, flush: true })
      await rename(draft, path)
    },
    get: (hash) =>
      readFile(pathOf(hash)).catch((error: NodeJS.ErrnoException) =>
        error.code === 'ENOENT' ? null : Promise.reject(error),
      ),
    remove: (hash) => rm(pathOf(hash), { force: true }),
  }
}

/** An S3-compatible bucket; `url` ends with the bucket's name. */
export function s3Store(settings: { url: string; key: string; secret: string }): DocumentStore {
  const client = new AwsClient({ accessKeyId: settings.key, secretAccessKey: settings.secret, service: 's3' })
  const urlOf = (hash: string) => `${settings.url.replace(/\/$/, '')}/${hash}`
  return {
    async put(hash, bytes) {
      const answer = await client.fetch(urlOf(hash), { method: 'PUT', body: Buffer.from(bytes) })
      if (!answer.ok) throw new Error(`the document store answered ${answer.status}`)
    },
    async get(hash) {
      const answer = await client.fetch(urlOf(hash))
      if (answer.status === 404) return null
      if (!answer.ok) throw new Error(`the document store answered ${answer.status}`)
      return Buffer.from(await answer.arrayBuffer())
    },
    async remove(hash) {
      const answer = await client.fetch(urlOf(hash), { method: 'DELETE' })
      if (!answer.ok && answer.status !== 404) throw new Error(`the document store answered ${answer.status}`)
    },
  }
}

/** What may be uploaded, by sniffed type, and how large in bytes. */
export const documentLimits: Record<string, number> = {
  'application/pdf': 20_000_000,
  'image/jpeg': 15_000_000,
  'image/png': 15_000_000,
  'image/webp': 15_000_000,
}

const largestImagePixels = 60_000_000

/** Looks at the bytes, never at the name. Answers the media type or throws Invalid / TooLarge naming `file`. */
export async function sniffDocument(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes)
  const limit = found && documentLimits[found.mime]
  if (!found || !limit) {
    throw new Invalid('file', 'Send a PDF, JPEG, PNG or WebP file.', {
      got: found?.mime ?? 'unknown content',
      expected: Object.keys(documentLimits),
    })
  }
  if (bytes.length > limit)
    throw new TooLarge('file', 'This file is larger than {most} MB.', {
      got: bytes.length,
      expected: limit,
    })
  if (found.mime.startsWith('image/')) await checkImage(bytes)
  return found.mime
}

async function checkImage(bytes: Uint8Array): Promise<void> {
  const facts = await sharp(bytes, { limitInputPixels: largestImagePixels })
    .metadata()
    .catch(() => null)
  if (!facts?.width || !facts.height)
    throw new Invalid('file', 'This picture cannot be read. Save it again as JPEG or PNG.')
  if (facts.width * facts.height > largestImagePixels)
    throw new TooLarge('file', 'This picture has too many pixels.', {
      got: facts.width * facts.height,
      expected: largestImagePixels,
    })
}

/** A document as pages show it. */
export interface StoredDocument {
  documentId: number
  sha256: string
  mediaType: string
  bytes: number
}

/**
 * Stores an upload: bytes first, then the row, so that no row ever points at nothing (an orphan file is harmless).
 */
export async function addDocument(
  tx: Tx,
  upload: { bytes: Uint8Array; title: string; visibility: 'public' | 'private'; ownerPersonId?: number },
): Promise<StoredDocument> {
  const mediaType = await sniffDocument(upload.bytes)
  const hash = sha256(upload.bytes)
  await tx.context.platform.documents.put(hash, upload.bytes)
  const [row] = await tx.query<{ document_id: number }>(
    `insert into kernel.documents (tenant_id, document_id, sha256, media_type, bytes, title, visibility, owner_person_id, uploaded_by)
     values ($1::int, nextval('kernel.documents_document_id'), $2::text, $3::text, $4::bigint, $5::text, $6::text, $7::bigint, $8::bigint)
     returning document_id`,
    [
      tx.context.tenant.tenantId,
      hash,
      mediaType,
      upload.bytes.length,
      upload.title,
      upload.visibility,
      upload.ownerPersonId ?? null,
      tx.context.userId,
    ],
  )
  return { documentId: row!.document_id, sha256: hash, mediaType, bytes: upload.bytes.length }
}

/** A WebP of at most `edgePx` on its longer side, without the metadata (place, camera) of the original. */
export async function thumbnail(store: DocumentStore, hash: string, edgePx: 160 | 320 | 640): Promise<Buffer> {
  const key = sha256(`thumbnail ${edgePx} ${hash}`)
  const kept = await store.get(key)
  if (kept) return kept
  const bytes = await store.get(hash)
  if (!bytes) throw new NotFound('documentId', 'The file of this document is missing from the store.')
  const small = await sharp(bytes, { limitInputPixels: largestImagePixels })
    .rotate()
    .resize(edgePx, edgePx, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78 })
    .toBuffer()
  await store.put(key, small)
  return small
}
