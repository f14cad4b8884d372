import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const SRC = fileURLToPath(new URL('../src', import.meta.url))
const LANGUAGES = ['en', 'hi', 'mr'] as const
const DEVANAGARI = /[\u0900-\u097f]/
/** Values that are a number, a sign or a name and read the same everywhere. */
const SAME_EVERYWHERE = new Set<string>([])
/** Hindi and Marathi share much of their vocabulary; more than this share of equal values means that one was copied. */
const MOST_EQUAL = 0.12

type Tree = { [key: string]: string | Tree }
const flatten = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const full = path === '' ? `${key}:` : path.endsWith(':') ? `${path}${key}` : `${path}.${key}`
    return typeof value === 'string' ? [[full, value]] : flatten(value, full)
  })
const read = (name: string): Tree => JSON.parse(readFileSync(join(SRC, 'i18n', `${name}.json`), 'utf8'))
const words = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    new Map([...flatten(read(language)), ...flatten(read(`office-${language}`))]),
  ]),
) as Record<(typeof LANGUAGES)[number], Map<string, string>>

const filesOf = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })
const code = filesOf(SRC)
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\./.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

const rooms = [...new Set([...words.en.keys()].map((key) => key.split(':')[0]))].join('|')
const literals = [...code.matchAll(new RegExp(`['"\`]((?:${rooms}):[\\w.-]*)(\\$\\{)?`, 'g'))]
const named = literals.filter((match) => !match[2]).map((match) => match[1]!)
const families = [
  ...literals.filter((match) => match[2]).map((match) => match[1]!),
  ...[...code.matchAll(/codeWords\(t, '([\w-]+)'/g)].map((match) => `codes:${match[1]}.`),
]
const singular = (key: string) => key.replace(/_(one|other|zero|two|few|many)$/, '')

test('every language has the same keys', () => {
  for (const language of LANGUAGES) {
    assert.deepEqual([...words[language].keys()].sort(), [...words.en.keys()].sort(), language)
  }
})

test('every key named in the code has words', () => {
  const known = new Set([...words.en.keys()].map(singular))
  assert.deepEqual(
    named.filter((key) => !known.has(key)),
    [],
  )
  assert.ok(named.length > 100)
})

test('every family of keys built in the code has words', () => {
  const keys = [...words.en.keys()]
  assert.deepEqual(
    families.filter((family) => !keys.some((key) => key.startsWith(family))),
    [],
  )
})

test('no words lie unused', () => {
  const used = new Set(named)
  // The server names the sentences of history and the codes of the data; those families are open.
  const isOpen = (key: string) => /^history:/.test(key) || families.some((family) => key.startsWith(family))
  assert.deepEqual(
    [...words.en.keys()].filter((key) => !used.has(singular(key)) && !isOpen(key)),
    [],
  )
})

test('Hindi and Marathi are written in Devanagari and are not English', () => {
  for (const language of ['hi', 'mr'] as const) {
    for (const [key, value] of words[language]) {
      if (SAME_EVERYWHERE.has(key)) continue
      assert.match(value, DEVANAGARI, `${language} ${key}: ${value}`)
      assert.notEqual(value, words.en.get(key), `${language} ${key}`)
    }
  }
})

test('English holds no Devanagari', () => {
  for (const [key, value] of words.en) assert.doesNotMatch(value, DEVANAGARI, key)
})

test('Marathi is not a copy of Hindi', () => {
  const equal = [...words.hi].filter(([key, value]) => words.mr.get(key) === value)
  assert.ok(
    equal.length / words.hi.size <= MOST_EQUAL,
    `${equal.length} of ${words.hi.size} are equal: ${equal.map(([key]) => key)}`,
  )
})

test('every language fills the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()
  for (const language of ['hi', 'mr'] as const) {
    for (const [key, value] of words[language])
      assert.deepEqual(blanks(value), blanks(words.en.get(key)!), `${language} ${key}`)
  }
})

test('words are stored in NFC, so that they are found and compared', () => {
  for (const language of LANGUAGES) {
    for (const [key, value] of words[language]) assert.equal(value, value.normalize('NFC'), key)
  }
})

test('no sentence for people is written into the code', () => {
  const sentences = [...code.matchAll(/>\s*([A-Z][a-z]+ [a-z]+[^<>{}]*)</g)].map((match) => match[1])
  assert.deepEqual(sentences, [])
})
