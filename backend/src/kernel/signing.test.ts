import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { asSystem } from './context.ts'
import { transact } from './db.ts'
import { verifyJournal } from './journal.ts'
import { readToken, signerOf, verifyToken } from './signing.ts'
import { publicKeysOf, rotateSigningKey } from './signing-keys.ts'

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})

test('what a body signs is verified on the same server, whatever it says', async () => {
  const { town } = await database.newTenant()
  const signer = await signerOf(database.platform, town)
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string({ maxLength: 8 }), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean())),
      async (payload) => {
        const said = await verifyToken(database.platform, signer.token('receipt', payload))
        assert.deepEqual(
          { ...said, payload: { ...said?.payload } },
          {
            issuer: town.code,
            kind: 'receipt',
            keyId: signer.keyId,
            payload: { ...payload },
          },
        )
      },
    ),
    { numRuns: 30 },
  )
})

test('a token with any sign changed proves nothing', async () => {
  const { town } = await database.newTenant()
  const token = (await signerOf(database.platform, town)).token('receipt', { amountPaise: 89200, number: 'RCT/1' })
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '0', '.', '-'), async (at, sign) => {
      const changed = token.slice(0, at) + sign + token.slice(at + 1)
      if (changed === token) return
      assert.equal(await verifyToken(database.platform, changed), null, changed)
    }),
    { numRuns: 150 },
  )
})

test('a retired key verifies for ever and signs no more', async () => {
  const { town } = await database.newTenant()
  const old = await signerOf(database.platform, town)
  const token = old.token('receipt', { number: 'RCT/1' })
  const { keyId } = await rotateSigningKey(database.context(town), 'Yearly change')
  const now = await signerOf(database.platform, town)
  assert.notEqual(keyId, old.keyId)
  assert.equal(now.keyId, keyId)
  assert.equal((await verifyToken(database.platform, token))?.keyId, old.keyId)
  assert.equal((await verifyToken(database.platform, now.token('receipt', {})))?.keyId, keyId)
})

test('two processes that sign for the first time at once use one key', async () => {
  const { town } = await database.newTenant()
  const signers = await Promise.all([1, 2, 3, 4].map(() => signerOf(database.platform, town)))
  assert.equal(new Set(signers.map((signer) => signer.keyId)).size, 1)
})

test('the key of another body, put in the place of the right one, proves nothing', async () => {
  const [one, other] = [await database.newTenant(), await database.newTenant()]
  const token = (await signerOf(database.platform, one.town)).token('receipt', { number: 'RCT/1' })
  await signerOf(database.platform, other.town)
  const forged = token.replace(one.town.code, other.town.code)
  assert.equal(await verifyToken(database.platform, forged), null)
  assert.equal(readToken('KH1.x.receipt'), null)
})

test('an old receipt verifies for ever under the key of the body that issued it, through any number of changes', async () => {
  const { town } = await database.newTenant()
  const tokens: string[] = []
  for (const number of ['RCT/1', 'RCT/2', 'RCT/3']) {
    tokens.push((await signerOf(database.platform, town)).token('receipt', { number }))
    await rotateSigningKey(database.context(town), `After ${number}`)
  }
  for (const token of tokens) assert.equal((await verifyToken(database.platform, token))?.issuer, town.code)
  const keys = await publicKeysOf(database.context(town))
  assert.deepEqual([keys.length, keys.filter((key) => key.retiredAt === null).length], [4, 1])
  // Anyone can verify by the public key alone.
  const key = keys.find((each) => each.keyId === readToken(tokens[0]!)!.keyId)!
  assert.ok(readToken(tokens[0]!)!.proves(key.publicKey))
  assert.ok(!readToken(tokens[1]!)!.proves(key.publicKey))
})

test('two changes at once leave one key in force, and each is a line of the journal', async () => {
  const { town } = await database.newTenant()
  await Promise.all([1, 2].map((time) => rotateSigningKey(database.context(town), `Change ${time}`)))
  const keys = await publicKeysOf(database.context(town))
  assert.deepEqual([keys.length, keys.filter((key) => key.retiredAt === null).length], [2, 1])
  const verdict = await verifyJournal(database.database, town.tenantId)
  assert.deepEqual([verdict.intact, verdict.entries + verdict.unsealed], [true, 2])
})

test('no key is ever removed, exchanged or read in private, not even with the powers of the platform', async () => {
  const { town, state } = await database.newTenant()
  const { keyId } = await signerOf(database.platform, town)
  const { roleClass } = asSystem(database.context(town))
  const settings = { role: 'khasra_app', readOnly: false, roleClass } as const
  const attempt = (sql: string) =>
    transact(database.database, { ...settings, tenantId: town.tenantId, stateId: state.tenantId }, (app) =>
      app.query(sql, [town.tenantId, keyId]),
    )
  const where = 'where tenant_id = $1::int and key_id = $2::text'
  for (const sql of [
    `delete from kernel.signing_keys ${where}`,
    `update kernel.signing_keys set public_key = 'mine' ${where}`,
    `update kernel.signing_keys set wrapped_private_key = null ${where}`,
    `select wrapped_private_key from kernel.signing_keys ${where}`,
  ])
    await assert.rejects(attempt(sql), { code: '42501' }, sql)
})
