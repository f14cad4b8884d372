import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { codeIn, verifyHere } from './verify.ts'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const keys = [{ body: 'nayapur', names: { en: 'Nayapur' }, keyId: '0123456789ab', publicKey }]
const payload = { id: 7, k: 'order', n: 'ORD/2026-27/000042', d: '2026-11-25', f: { caseNumber: 'APP/7' } }
const said = `KH1.nayapur.letter.0123456789ab.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
const code = `${said}.${sign(null, Buffer.from(said), pair.privateKey).toString('base64url')}`

test('a device without a network verifies what the server signed, and says what it cannot know', async () => {
  const verdict = await verifyHere(code, keys)
  assert.ok(verdict.genuine)
  const { body, paper } = verdict
  assert.deepEqual(
    [body.names, paper.state, paper.kind, paper.number, paper.facts],
    [{ en: 'Nayapur' }, 'not-asked', 'order', 'ORD/2026-27/000042', { caseNumber: 'APP/7' }],
  )
})

test('whichever sign is changed, the device finds it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(code.length - 1), fc.constantFrom(...'AQgw09_-.'), async (at, letter) => {
      fc.pre(code[at] !== letter)
      assert.equal((await verifyHere(code.slice(0, at) + letter + code.slice(at + 1), keys)).genuine, false)
    }),
    { numRuns: 150 },
  )
})

test('another town’s key proves nothing, and an unknown key neither', async () => {
  const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  assert.deepEqual(await verifyHere(code, [{ ...keys[0]!, publicKey: other }]), {
    genuine: false,
    reason: 'not-signed-by-a-body',
  })
  assert.deepEqual(await verifyHere(code, []), { genuine: false, reason: 'not-signed-by-a-body' })
})

test('the code is found in a link, in a bare text and over line breaks', () => {
  assert.equal(codeIn(`https://x.example.org/verify#${code}`), code)
  assert.equal(codeIn(` ${code.slice(0, 50)}\n${code.slice(50)} `), code)
})
