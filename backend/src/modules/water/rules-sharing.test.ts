import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { demandsOf, type ServedProperty, sharesFault } from './rules-sharing.ts'

const nobody = { propertyId: null, holderPartyId: null }

/** Shares that sum to one: whole parts of a common whole, each made smaller by a common factor here and there. */
const aGroup = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }).map((parts) => {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  return parts.map((part, at): ServedProperty => {
    const factor = part % 2 === 0 && whole % 2 === 0 ? 2 : 1
    return { propertyId: at + 1, numerator: part / factor, denominator: whole / factor }
  })
})

test('the parts of a group sum to the amount exactly, and none is off by more than the odd paise', () => {
  fc.assert(
    fc.property(aGroup, fc.integer({ min: 1, max: 1_000_000_00 }), (served, amountPaise) => {
      assert.equal(sharesFault(served), null)
      const demands = demandsOf('group', amountPaise, nobody, served)
      assert.equal(
        demands.reduce((sum, each) => sum + each.amountPaise, 0),
        amountPaise,
      )
      for (const [at, { numerator, denominator }] of served.entries())
        assert.ok(Math.abs(demands[at]!.amountPaise - (amountPaise * numerator!) / denominator!) <= 1, 'within a paisa')
    }),
  )
})

test('a third three times is one; a share that is not stated bills nobody', () => {
  const third = (propertyId: number): ServedProperty => ({ propertyId, numerator: 1, denominator: 3 })
  assert.deepEqual(
    demandsOf('group', 100, nobody, [third(1), third(2), third(3)]).map((each) => each.amountPaise),
    [34, 33, 33],
  )
  const unstated = { propertyId: 3, numerator: null, denominator: null }
  assert.throws(() => demandsOf('group', 100, nobody, [third(1), third(2), unstated]), /not stated/)
  assert.throws(() => demandsOf('group', 100, nobody, [third(1), third(2)]), /do not sum to one/)
  assert.throws(() => demandsOf('group', 100, nobody, [third(1), third(1), third(1)]), /named twice/)
})

test('a society is billed once, a standpost never, several taps at their property, a shop alone at its own', () => {
  const flats = Array.from({ length: 96 }, (_, at) => ({ propertyId: at + 1, numerator: 1, denominator: 96 }))
  assert.deepEqual(demandsOf('society-bulk', 900, { propertyId: null, holderPartyId: 7 }, flats), [
    { propertyId: null, partyId: 7, amountPaise: 900 },
  ])
  assert.deepEqual(demandsOf('standpost', 900, { propertyId: null, holderPartyId: 7 }, flats), [])
  assert.deepEqual(demandsOf('several-taps', 900, { propertyId: 5, holderPartyId: null }, []), [
    { propertyId: 5, partyId: null, amountPaise: 900 },
  ])
  assert.deepEqual(demandsOf('single', 900, nobody, [flats[0]!]), [{ propertyId: 1, partyId: null, amountPaise: 900 }])
  assert.throws(() => demandsOf('single', 900, nobody, []), /Nobody can be billed/)
})
