import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { readToken, rotateSigningKey, signerOf, verifyToken } from './signing.ts'

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
      // The last sign of base64url carries bits that decode to nothing.
      if (changed === token || at === token.length - 1) return
      assert.equal(await verifyToken(database.platform, changed), null, changed)
    }),
    { numRuns: 150 },
  )
})

test('a retired key verifies for ever and signs no more', async () => {
  const { town } = await database.newTenant()
  const old = await signerOf(database.platform, town)
  const token = old.token('receipt', { number: 'RCT/1' })
  const keyId = await rotateSigningKey(database.platform, town.tenantId)
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
