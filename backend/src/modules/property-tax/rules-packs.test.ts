import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packFile, packNames, referencePack } from './packs.ts'
import { provePack } from './rules-examples.ts'
import { TaxFault } from './rules-fault.ts'
import { loadPack } from './rules-pack.ts'

type Json = Record<string, unknown>

test('every pack that comes along proves its own examples', () => {
  assert.ok(packNames().length >= 15, 'packs are read from data/reference/property-tax')
  for (const name of packNames()) {
    const proof = provePack(referencePack(name))
    assert.deepEqual(proof.failed, [], name)
    assert.ok(proof.examples > 0, `${name} carries examples`)
  }
})

/** Every place of a pack where a number stands, with the same pack changed there. */
function* changed(pack: Json): Generator<{ where: string; pack: Json }> {
  const apart = new Set(['examples', 'instruments', 'title', 'description', 'name', 'extends', 'note', 'text', 'label'])
  function* walk(value: unknown, path: string[]): Generator<string[]> {
    if (typeof value === 'number' || (typeof value === 'string' && /\d/.test(value))) yield path
    else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) if (!apart.has(key)) yield* walk(each, [...path, key])
  }
  for (const path of walk(pack, [])) {
    const copy = structuredClone(pack)
    let at: Json = copy
    for (const key of path.slice(0, -1)) at = at[key] as Json
    const last = path.at(-1)!
    const mutated = mutate(at[last] as number | string, last, path)
    if (mutated === null) continue
    at[last] = mutated
    yield { where: `${path.join('.')}: ${String(mutated)}`, pack: copy }
  }
}

function mutate(value: number | string, key: string, path: string[]): number | string | null {
  if (typeof value === 'number') return Number.isInteger(value) ? value + 1 : value * 1.5
  if (/^\d{2}-\d{2}/.test(value)) return path[0] === 'yearStart' ? null : dayBefore(value)
  // Dates of rows, ids and words are not numbers of the law.
  const isFormula = ['formula', 'when', 'of', 'by', 'rate', 'share', 'value', 'tolerance', 'most'].includes(key)
  if (!isFormula || !/(^|[^A-Za-z_\d])\d/.test(value) || /^\d{4}-/.test(value)) return null
  return value.replace(
    /(^|[^A-Za-z_\d.])(\d+)/,
    (_, before: string, digits: string) => `${before}${Number(digits) + 1}`,
  )
}

function dayBefore(text: string): string {
  const day = new Date(Date.parse(`2023-${text.slice(0, 5)}T00:00:00Z`) - 86_400_000).toISOString().slice(5, 10)
  return text.replace(/^\d{2}-\d{2}/, day)
}

test('changing any number of a pack changes one of its examples, or the pack no longer loads', () => {
  const unseen: string[] = []
  for (const name of packNames())
    for (const { where, pack } of changed(packFile(name) as Json)) {
      try {
        if (provePack(loadPack(pack, packFile)).failed.length === 0) unseen.push(`${name} ${where}`)
      } catch (error) {
        assert.ok(error instanceof TaxFault, `${name} ${where}: ${String(error)}`)
      }
    }
  assert.deepEqual(unseen, [])
})

test('no pack is named in the rules', async () => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const folder = new URL('./', import.meta.url)
  const rules = readdirSync(folder).filter((file) => /^rules.*\.ts$/.test(file) && !file.endsWith('.test.ts'))
  const text = rules.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n')
  assert.deepEqual(
    packNames().filter((name) => text.includes(name)),
    [],
  )
})
