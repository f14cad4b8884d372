import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Held, Party } from './api.ts'
import { compared, keptFirst, type Side, whatMoves } from './what-moves.ts'

const held = (roleId: number): Held => ({
  roleId,
  propertyId: roleId,
  propertyNumber: '4204890001',
  address: {},
  role: 'owner',
  share: null,
  from: '2004-04-01',
  to: null,
})
const side = (partyId: number, given: Partial<Party> = {}, roles: Held[] = []): Side => ({
  party: {
    partyId,
    movedTo: null,
    kind: 'person',
    life: 'living',
    names: {},
    masked: false,
    erased: false,
    person: null,
    contacts: [],
    consents: [],
    numbers: [],
    members: [],
    memberOf: [],
    ...given,
  },
  held: roles,
})
const contact = (contactId: number) => ({
  contactId,
  channel: 'mobile',
  value: '98',
  state: 'claimed',
  provedUntil: null,
})
const number = (numberId: number) => ({ numberId, scheme: 'pan', value: 'A' })
const household = (householdId: number) => ({ householdId, names: {}, relation: 'head', from: '2004-04-01', to: null })

test('roles, contacts and consents all move; numbers and households only where the kept entry has none', () => {
  const kept = side(1, { numbers: [number(7)], memberOf: [household(3)] })
  const merged = side(2, { contacts: [contact(1)], numbers: [number(7), number(8)], memberOf: [household(3)] }, [
    held(5),
    held(6),
  ])
  assert.deepEqual(whatMoves(kept, merged), [
    { what: 'parcels.party_roles', count: 2 },
    { what: 'contacts', count: 1 },
    { what: 'numbers', count: 1 },
  ])
  assert.deepEqual(whatMoves(kept, side(2)), [])
})

test('the entry with more to it is kept, and of two alike the older one', () => {
  assert.equal(keptFirst(side(1), side(2, {}, [held(1)])), 2)
  assert.equal(keptFirst(side(9, { contacts: [contact(1)] }), side(2)), 9)
  assert.equal(keptFirst(side(9), side(2)), 2)
})

test('what one side does not say is no difference', () => {
  assert.equal(compared('1971-02-03', '1971-02-03'), 'same')
  assert.equal(compared('1971-02-03', '1971-03-02'), 'differs')
  assert.equal(compared(null, '1971-03-02'), 'unsaid')
  assert.equal(compared('क\u093cलम', '\u0958लम'.normalize('NFC')), 'same')
})
