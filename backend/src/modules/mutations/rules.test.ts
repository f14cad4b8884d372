import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sumShares } from '../parcels/rules-shares.ts'
import { noticeDays, type Owner, ownersAfter, requireParts, requireRipe } from './rules.ts'

const owner = (partyId: number, numerator: number, denominator: number): Owner => ({
  partyId,
  share: { numerator, denominator },
})
const to = (partyId: number | null, numerator: number, denominator: number) => ({
  partyId,
  name: null,
  share: { numerator, denominator },
})

test('a sale by the only owner gives everything to the buyer', () => {
  assert.deepEqual(ownersAfter([owner(1, 1, 1)], [], [to(2, 1, 1)]), [
    { partyId: 2, share: { numerator: 1, denominator: 1 } },
  ])
})

test('three heirs take the half of a dead owner in thirds; the other half stays', () => {
  const after = ownersAfter([owner(1, 1, 2), owner(2, 1, 2)], [1], [to(7, 1, 3), to(8, 1, 3), to(9, 1, 3)])
  assert.deepEqual(
    after.map(({ partyId, share }) => `${partyId}: ${share.numerator}/${share.denominator}`),
    ['2: 1/2', '7: 1/6', '8: 1/6', '9: 1/6'],
  )
})

test('who owns a part already and receives another stands in one line', () => {
  const after = ownersAfter([owner(1, 1, 3), owner(2, 2, 3)], [1], [to(2, 1, 1)])
  assert.deepEqual(after, [{ partyId: 2, share: { numerator: 1, denominator: 1 } }])
})

test('where the register states no shares, everything can be recorded anew but no part be kept', () => {
  const unstated: Owner[] = [
    { partyId: 1, share: null },
    { partyId: 2, share: null },
  ]
  assert.equal(ownersAfter(unstated, [], [to(3, 1, 1)]).length, 1)
  assert.throws(() => ownersAfter(unstated, [1], [to(3, 1, 1)]), /does not state the shares/)
})

test('parts that are no whole, unknown people and strangers are refused by name', () => {
  assert.throws(() => requireParts([to(2, 1, 3), to(3, 1, 3)]), /sum to exactly one/)
  assert.throws(() => requireParts([to(2, 5, 3)]), /fraction/)
  assert.throws(() => requireParts([]), /sum to exactly one/)
  assert.throws(() => ownersAfter([owner(1, 1, 1)], [], [to(null, 1, 1)]), /Name the entry/)
  assert.throws(() => ownersAfter([owner(1, 1, 1)], [4], [to(2, 1, 1)]), /owner on record/)
})

test('whatever is transferred, the statement after it sums to exactly one and the others keep their shares', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 }).map((weights) => {
    const whole = weights.reduce((sum, weight) => sum + weight, 0)
    return weights.map((weight) => ({ numerator: weight, denominator: whole }))
  })
  fc.assert(
    fc.property(parts, parts, fc.integer({ min: 1, max: 6 }), (old, taken, leaving) => {
      const before = old.map((share, at) => ({ partyId: at + 1, share }))
      const outgoing = before.slice(0, leaving).map(({ partyId }) => partyId)
      const incoming = taken.map((share, at) => ({ partyId: 100 + at, name: null, share }))
      const after = ownersAfter(before, outgoing, incoming)
      const { numerator, denominator } = sumShares(after.map(({ share }) => share))
      assert.equal(numerator, denominator)
      for (const kept of before.slice(leaving)) {
        const now = after.find(({ partyId }) => partyId === kept.partyId)!.share
        assert.equal(now.numerator * kept.share.denominator, kept.share.numerator * now.denominator)
      }
    }),
  )
})

test('the notice counts its first day; nothing is decided before the day after its last', () => {
  assert.deepEqual(noticeDays('2026-04-01', 15), { from: '2026-04-01', until: '2026-04-15' })
  const ready = { noticeUntil: '2026-04-15', isFeeSettled: true }
  assert.throws(() => requireRipe(ready, [], '2026-04-15'), /still runs/)
  assert.throws(() => requireRipe({ ...ready, noticeUntil: null }, [], '2026-04-16'), /still runs/)
  assert.doesNotThrow(() => requireRipe(ready, [], '2026-04-16'))
  assert.throws(() => requireRipe({ ...ready, isFeeSettled: false }, [], '2026-04-16'), /fee/)
})

test('an open objection blocks, an upheld one lets only refuse, and title goes to the court', () => {
  const ready = { noticeUntil: '2026-04-15', isFeeSettled: true }
  const ripe = (kind: 'facts' | 'title', outcome: string | null) => () =>
    requireRipe(ready, [{ kind, outcome }], '2026-05-01')
  assert.throws(ripe('facts', null), /still open/)
  assert.throws(ripe('facts', 'upheld'), /only be refused/)
  assert.throws(ripe('title', null), /refer the mutation to the court/)
  assert.doesNotThrow(ripe('facts', 'dismissed'))
  assert.doesNotThrow(ripe('title', 'settled-by-court'))
})
