import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { asOwner, type Context, type Tenant } from '../../../kernel/index.ts'
import { renderLetter } from '../letters/engine.ts'
import type { LetterContent } from '../rules-letters.ts'
import { fromPem, issueCertificate, newKeyPair, toPem } from './cms.ts'
import { insertSignature, prepareForSigning } from './pades.ts'
import { type LetterSigner, organisationSigning, type SigningProvider } from './providers.ts'
import { sandboxSigning } from './sandbox.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-signing-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const has = (program: string, argument: string) => spawnSync(program, [argument]).error === undefined
const openssl = has('openssl', 'version') ? false : 'openssl is not on this machine'
const pdfsig = has('pdfsig', '-v') ? false : 'pdfsig (poppler-utils) is not on this machine'

let db: TestDatabase
let town: Tenant
before(async () => {
  db = await testDatabase()
  town = (await db.newTenant()).town
})

const words = (text: string) => ({ en: text, hi: `${text} है`, mr: `${text} आहे` })
const content: LetterContent = {
  languages: ['hi', 'en'], head: { names: words('Nayapur'), act: 'Act', address: null }, number: 'ORD/1', day: '2026-11-25', title: words('Order'),
  addressee: [], subject: null, blocks: [{ paragraph: words('Allowed.') }], signature: { post: words('Commissioner'), office: words('Head office'), holder: words('Asha Verma') }, notes: [],
} // biome-ignore format: a letter
const field = { name: 'Asha Verma', reason: 'Order', location: 'Nayapur', at: '2026-11-25T10:00:00Z', binds: false }
const signer: LetterSigner = { postId: 1, userId: 7, post: 'Commissioner', office: 'Head office', holder: 'Asha Verma' }
const context = (): Context => db.context(town, { roleClass: 'system' })

async function aPost(): Promise<LetterSigner> {
  const [post] = await asOwner(db.database, (owner) =>
    owner.query<{ post_id: number }>(
      `insert into identity.posts (tenant_id, designation, names, office, valid_from) values ($1::int, 'commissioner', '{"en":"Commissioner"}', '{}', '2020-01-01') returning post_id`,
      [town.tenantId],
    ),
  )
  return { ...signer, postId: post!.post_id }
}

async function signed(provider: SigningProvider, by = signer) {
  const prepared = prepareForSigning(await renderLetter(content, { signature: field }))
  const made = await provider.sign(context(), prepared.digest, by)
  return { prepared, ...made, pdf: insertSignature(prepared, made.cms) }
}

/** What OpenSSL says of a signature over the bytes that it covers, trusting one authority alone. */
function checkedByOpenssl(pdf: Buffer, cms: Buffer, authorityPem: string) {
  const [, open, close] = /\/ByteRange \[0 (\d+) (\d+) \d+ *\]/.exec(pdf.toString('latin1'))!.map(Number) as [
    number,
    number,
    number,
  ]
  const files = {
    content: join(folder, 'content'),
    cms: join(folder, 'cms.der'),
    authority: join(folder, 'authority.pem'),
  }
  writeFileSync(files.content, Buffer.concat([pdf.subarray(0, open), pdf.subarray(close)]))
  writeFileSync(files.cms, cms)
  writeFileSync(files.authority, authorityPem)
  return spawnSync(
    'openssl',
    [
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      files.cms,
      '-content',
      files.content,
      '-CAfile',
      files.authority,
      '-purpose',
      'any',
      '-out',
      '/dev/null',
    ],
    { encoding: 'utf8' },
  )
}

async function authorityOf(tenant: Tenant): Promise<string> {
  const [row] = await asOwner(db.database, (owner) =>
    owner.query<{ certificate: string }>(
      `select certificate from notifications.certificates where tenant_id = $1::int and role = 'authority'`,
      [tenant.tenantId],
    ),
  )
  return row!.certificate
}

test('another program verifies the signature by the body’s authority, and no longer after one changed byte', {
  skip: openssl,
}, async () => {
  const by = await aPost()
  const { pdf, cms } = await signed(sandboxSigning(), by)
  const authority = await authorityOf(town)
  assert.match(checkedByOpenssl(pdf, cms, authority).stderr, /CMS Verification successful/)
  const other = Buffer.from(pdf)
  const at = pdf.indexOf('/Title')
  other[at + 12] = other[at + 12]! ^ 1
  assert.match(checkedByOpenssl(other, cms, authority).stderr, /verification failure/i)
  const stranger = await issueCertificate(
    { commonName: 'x', organisation: 'x' },
    (await newKeyPair()).keys.publicKey,
    { certificate: null, privateKey: (await newKeyPair()).keys.privateKey },
    { from: new Date(), to: new Date(Date.now() + 1e9) },
  )
  assert.match(checkedByOpenssl(pdf, cms, toPem(stranger)).stderr, /verify error/i)
})

test('a reader of PDF finds one valid PAdES signature over the whole file, by the holder of the post', {
  skip: pdfsig,
}, async () => {
  const { pdf } = await signed(sandboxSigning(), await aPost())
  const file = join(folder, 'signed.pdf')
  writeFileSync(file, pdf)
  const said = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' })
  assert.match(said, /Signature Validation: Signature is Valid/)
  assert.match(said, /Signature Type: ETSI\.CAdES\.detached/)
  assert.match(said, /Total document signed/)
  assert.match(said, /Common Name: Asha Verma/)
})

test('a body has one authority however many sign at once, and a holder one certificate', async () => {
  const fresh = (await db.newTenant()).town
  const at = (): Context => db.context(fresh, { roleClass: 'system' })
  const [post] = await asOwner(db.database, (owner) =>
    owner.query<{ post_id: number }>(
      `insert into identity.posts (tenant_id, designation, names, office, valid_from) values ($1::int, 'commissioner', '{}', '{}', '2020-01-01') returning post_id`,
      [fresh.tenantId],
    ),
  )
  const by = { ...signer, postId: post!.post_id }
  const provider = sandboxSigning()
  const digest = Buffer.alloc(32, 7)
  const made = await Promise.all([by, by, { ...by, userId: 8 }].map((each) => provider.sign(at(), digest, each)))
  assert.equal(new Set(made.map((each) => each.certificate)).size, 2)
  const [count] = await asOwner(db.database, (owner) =>
    owner.query<{ authorities: number; signers: number }>(
      `select count(*) filter (where role = 'authority') as authorities, count(*) filter (where role = 'signer') as signers from notifications.certificates where tenant_id = $1::int`,
      [fresh.tenantId],
    ),
  )
  assert.deepEqual(count, { authorities: 1, signers: 2 })
})

test('an organisation’s certificate signs from its files, with a key of either kind', { skip: openssl }, async () => {
  for (const kind of ['EC', 'RSA'] as const) {
    const authority = await newKeyPair()
    const root = await issueCertificate(
      { commonName: 'Root', organisation: 'Test' },
      authority.keys.publicKey,
      { certificate: null, privateKey: authority.keys.privateKey },
      { from: new Date(Date.now() - 1000), to: new Date(Date.now() + 1e9) },
    )
    const pair =
      kind === 'EC'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2048 })
    const algorithm =
      kind === 'EC' ? { name: 'ECDSA', namedCurve: 'P-256' } : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    const publicKey = await crypto.subtle.importKey(
      'spki',
      pair.publicKey.export({ format: 'der', type: 'spki' }),
      algorithm,
      true,
      ['verify'],
    )
    const leaf = await issueCertificate(
      { commonName: 'Nayapur', organisation: 'Nayapur' },
      publicKey,
      { certificate: root, privateKey: authority.keys.privateKey },
      { from: new Date(Date.now() - 1000), to: new Date(Date.now() + 1e9) },
    )
    const files = { certificateFile: join(folder, `${kind}.pem`), keyFile: join(folder, `${kind}.key`) }
    writeFileSync(files.certificateFile, toPem(leaf) + toPem(root))
    writeFileSync(files.keyFile, pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const provider = organisationSigning(files)
    const { pdf, cms } = await signed(provider)
    assert.ok(provider.binds)
    assert.match(checkedByOpenssl(pdf, cms, toPem(root)).stderr, /CMS Verification successful/, kind)
  }
})

test('a file without room for a signature, and a signature larger than its room, are refused', async () => {
  assert.throws(() => prepareForSigning(Buffer.from('%PDF-1.7 nothing')), /not one place/)
  const prepared = prepareForSigning(await renderLetter(content, { signature: field }))
  assert.throws(() => insertSignature(prepared, Buffer.alloc(20_000)), /there is room for/)
})

test('a certificate goes through PEM unchanged', async () => {
  const { keys } = await newKeyPair()
  const one = await issueCertificate(
    { commonName: 'आशा वर्मा', organisation: 'नयापुर' },
    keys.publicKey,
    { certificate: null, privateKey: keys.privateKey },
    { from: new Date(), to: new Date(Date.now() + 1e9) },
  )
  assert.equal(toPem(fromPem(toPem(one))[0]!), toPem(one))
})
