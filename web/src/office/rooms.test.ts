import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { User } from '../state/contract.ts'
import { roomOf, roomsOf } from './rooms.ts'

const user = (permissions: string[]) => ({ permissions }) as User
const all = roomsOf(
  user(['people.read-private', 'identity.manage-posts', 'identity.manage-masters', 'kernel.read-journal']),
  true,
)
const to = (path: string) => roomOf(all, path)?.to

test('what is not allowed is not shown, and a state has no plots of its own', () => {
  assert.deepEqual(
    roomsOf(user([]), true).map((room) => room.to),
    [''],
  )
  assert.deepEqual(
    roomsOf(user(['kernel.read-journal', 'people.read-private']), false).map((room) => room.to),
    ['/journal'],
  )
})

test('an address belongs to its room, a person to the people, a property and the bare town to the places', () => {
  assert.equal(to(''), '')
  assert.equal(to('/'), '')
  assert.equal(to('/property/12'), '')
  assert.equal(to('/people'), '/people')
  assert.equal(to('/people/pair/1/2'), '/people')
  assert.equal(to('/person/17'), '/people')
  assert.equal(to('/posts/3'), '/posts')
  assert.equal(to('/masters/services.days'), '/masters')
  assert.equal(to('/me'), undefined)
})
