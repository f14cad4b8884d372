import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const SRC = fileURLToPath(new URL('../src', import.meta.url))
/** Properties and values that know left from right; a right-to-left language would need them mirrored by hand. */
const PHYSICAL =
  /(?:^|[\s;{])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/
const IN_CODE = /\b(?:(?:margin|padding|border)(?:Left|Right)|textAlign: '(?:left|right)')/

const filesOf = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '')
const faults = (files: string[], pattern: RegExp) =>
  files.flatMap((path) =>
    withoutComments(readFileSync(path, 'utf8'))
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${relative(SRC, path)}: ${line.trim()}`),
  )

test('style sheets use logical properties only, so that right-to-left needs no change', () => {
  const sheets = filesOf(SRC).filter((path) => path.endsWith('.css'))
  assert.ok(sheets.length > 10)
  assert.deepEqual(faults(sheets, PHYSICAL), [])
})

test('styles in components are logical too', () => {
  assert.deepEqual(
    faults(
      filesOf(SRC).filter((path) => path.endsWith('.tsx')),
      IN_CODE,
    ),
    [],
  )
})

test('the test itself sees a physical property', () => {
  for (const line of [
    'margin-left: 1px',
    '  left: 0;',
    '{ padding-right: 2px }',
    'text-align: right',
    'border-top-left-radius: 3px',
  ]) {
    assert.match(line, PHYSICAL)
  }
  for (const line of [
    'margin-inline-start: 1px',
    'inset-inline: 0',
    'text-align: end',
    'object-position: left',
    'scroll-left-button: 0',
  ]) {
    assert.doesNotMatch(line, PHYSICAL)
  }
})
