import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { letterNotes, letterTemplate, letterTemplates } from '../letter-files.ts'
import { composeLetter, type LetterContent } from '../rules-letters.ts'
import type { PlaceholderKind, Values } from '../rules-templates.ts'
import { drawLetter } from './draw.ts'
import { renderLetter } from './engine.ts'
import { linesOf, newPage, showable } from './page.ts'

const folder = mkdtempSync(join(tmpdir(), 'khasra-letters-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined
const skip = hasPoppler ? false : 'pdftotext (poppler-utils) is not on this machine'

/** Text in the order in which it is written, as a screen reader meets it. */
function textOf(pdf: Buffer): string {
  const file = join(folder, `${Math.random()}.pdf`)
  writeFileSync(file, pdf)
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' })
}

const names = (en: string, hi: string, mr = hi) => ({ en, hi, mr })
const qr = { text: 'https://nayapur.example.org/verify#KH1.x', verifyAt: 'nayapur.example.org/verify' }

function extract(over: Partial<LetterContent> = {}): LetterContent {
  const version = letterTemplate('property-extract').versions[0]!
  const owner = {
    name: names('Vidyavati Shrivastava', 'विद्यावती श्रीवास्तव'),
    role: names('Owner', 'मालिक'),
    share: '1/2',
    since: '2019',
  }
  return {
    languages: ['hi', 'en'],
    head: { names: names('Nayapur', 'नयापुर', 'नयापूर'), act: 'Madhya Pradesh Municipalities Act, 1961', address: null },
    number: 'EXT/2026-27/000042',
    day: '2026-11-25',
    addressee: [names('Krishna Sharma', 'कृष्ण शर्मा')],
    ...composeLetter(version, {
      values: {
        propertyNumber: '482 173 906 4', address: names('House 12', 'मकान 12, गाँधी मार्ग'), ward: names('Ward 4', 'वार्ड 4'),
        place: names('Plot 118/2', 'भूखंड 118/2'), areaSqm: 412.37, use: names('Residential', 'आवासीय'), asOf: '2026-11-25',
      },
      lists: { owners: [owner], buildings: [{ name: names('House', 'मकान'), floors: 2, areaSqm: 1234.5, use: names('Residential', 'आवासीय') }], orders: [] },
    }),
    signature: { post: names('Revenue officer', 'राजस्व अधिकारी'), office: names('Office', 'कार्यालय'), holder: names('Asha Verma', 'आशा वर्मा') },
    notes: version.notes.map((code) => letterNotes().get(code)!),
    ...over,
  } // biome-ignore format: rows
}

const golden = `नयापुर
Nayapur
Madhya Pradesh Municipalities Act, 1961
क्रमांक / No.: EXT/2026-27/000042
दिनांक / Date: 25 नवंबर 2026
कर निर्धारण रजिस्टर का उद्धरण
Extract from the assessment register
प्रति / To,
कृष्ण शर्मा / Krishna Sharma
विषय / Subject:
यह अधिकार अभिलेख नहीं है
Not a record of rights
संपत्ति क्रमांक / Property number
482 173 906 4
पता / Address
मकान 12, गाँधी मार्ग / House 12
वार्ड / Ward
वार्ड 4 / Ward 4
स्थान / Place
भूखंड 118/2 / Plot 118/2
क्षेत्रफल, वर्ग मी. / Area, sq. m
412.37
उपयोग / Use
आवासीय / Residential
रिकॉर्ड की तिथि / As on record on
25 नवंबर 2026 / 25 November 2026
रिकॉर्ड में मालिक और अधिभोगी
Owners and occupiers on record`

test('an extract in two languages reads from top to bottom, conjuncts and matras in the order of the language', {
  skip,
}, async () => {
  const text = textOf(await renderLetter(extract(), { qr }))
  assert.equal(text.slice(0, golden.length), golden)
  for (const words of [
    'विद्यावती श्रीवास्तव / Vidyavati',
    'This is not a record of rights.',
    'यह अधिकार अभिलेख नहीं है',
    'जितेन्द्र सिंह',
    'राजस्व अधिकारी / Revenue officer',
  ])
    assert.ok(text.includes(words), words)
})

test('one language alone is written alone, in its own digits', { skip }, async () => {
  const text = textOf(await renderLetter(extract({ languages: ['mr'] }), { qr }))
  assert.ok(text.includes('दिनांक: २५ नोव्हेंबर, २०२६') && text.includes('४१२.३७'))
  assert.ok(!/Extract|Owners|उद्धरण/.test(text))
})

test('a letter without its code says on every page that it is a preview', { skip }, async () => {
  const long = Array.from({ length: 120 }, (_, at) => ({
    name: names(`Owner ${at}`, `मालिक ${at}`),
    role: names('Owner', 'मालिक'),
    share: '1/120',
    since: '2019',
  }))
  const version = letterTemplate('property-extract').versions[0]!
  const table = composeLetter(version, {
    values: { propertyNumber: '1', address: names('a', 'अ'), ward: names('w', 'व'), place: names('p', 'प'), areaSqm: 1, use: names('u', 'उ'), asOf: '2026-11-25' },
    lists: { owners: long, buildings: [], orders: [] },
  }) // biome-ignore format: rows
  const text = textOf(await renderLetter(extract({ ...table, languages: ['en'] })))
  const pages = text.split('\f').filter(Boolean)
  assert.ok(pages.length >= 3)
  assert.ok(
    pages.every(
      (page, at) => page.includes('Preview, not issued') && page.includes(`Page ${at + 1} / ${pages.length}`),
    ),
  )
  assert.ok(
    pages.slice(1, -1).every((page) => page.includes('Name\nRole\nShare\nSince')),
    'the head of a table stands on every page',
  )
  for (let at = 0; at < 120; at++) assert.equal(text.split(`Owner ${at}\n`).length, 2, `Owner ${at} once`)
})

test('each language of a signed letter writes the town’s own day, and a sandbox says that it binds nobody', {
  skip,
}, async () => {
  const signature = { name: 'Asha', reason: 'x', location: 'x', at: '2026-11-24T20:00:00Z' }
  // A line may break where its column ends.
  const wordsOf = async (binds: boolean) =>
    textOf(await renderLetter(extract(), { qr, signature: { ...signature, binds } })).replace(/\s+/g, ' ')
  const [sandbox, binding] = [await wordsOf(false), await wordsOf(true)]
  assert.match(sandbox, /Signed by the sandbox, 25 November 2026: for trying, binds nobody/)
  assert.match(sandbox, /परीक्षण हस्ताक्षर, 25 नवंबर 2026/)
  assert.match(binding, /Digitally signed, 25 November 2026/)
})

test('the same letter is the same file, and draws in about a tenth of a second of the processor', async (t) => {
  const [first, second] = [await renderLetter(extract(), { qr }), await renderLetter(extract(), { qr })]
  assert.ok(first.equals(second))
  // Time of the processor, not of the clock: other work on the machine must not fail the test.
  const parts = { pictures: {}, qr, signature: null }
  for (let run = 0; run < 12; run++) await drawLetter(extract(), parts)
  const used: number[] = []
  for (let run = 0; run < 12; run++) {
    const before = process.cpuUsage()
    await drawLetter(extract(), parts)
    const { user, system } = process.cpuUsage(before)
    used.push((user + system) / 1000)
  }
  used.sort((a, b) => a - b)
  t.diagnostic(`a page: best ${used[0]!.toFixed(0)} ms, middle ${used[6]!.toFixed(0)} ms, ${first.length} bytes`)
  assert.ok(used[0]! <= 150, `${used[0]} ms`)
})

test('drawing leaves the main thread free', async () => {
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  await Promise.all(Array.from({ length: 8 }, () => renderLetter(extract(), { qr })))
  clearInterval(timer)
  assert.ok(ticks > 5, `${ticks} ticks`)
})

test('lines fit their width whatever is written, and no letter of a text is lost', () => {
  const page = newPage({ title: 'x', author: 'x', language: 'hi-IN', at: new Date(0) })
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  const hindi = fc.string({ unit: fc.constantFrom('क', 'ष', '्', 'ि', 'ा', 'र', 'श', '्र'), minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(
      fc.array(fc.oneof(word, hindi), { maxLength: 20 }),
      fc.integer({ min: 60, max: 400 }),
      (words, width) => {
        const text = words.join(' ')
        const lines = linesOf(page, text, { size: 10 }, width)
        const bare = (some: string) => some.normalize('NFC').replace(/\s+/g, '')
        assert.equal(bare(lines.join('')), bare(text))
        for (const line of lines)
          assert.ok(page.doc.widthOfString(line) <= width + 0.01 || !/\s/.test(line.trim()), line)
      },
    ),
    { numRuns: 60 },
  )
  assert.equal(showable(page, '400 m² ½ ± Āryan ☃'), '400 m2 1/2 +/- Āryan ?')
})

test('every template of a letter is whole and draws with sample values in each language', async () => {
  const sample: Record<PlaceholderKind, string | number | object> = {
    text: 'NYP/1',
    names: names('Water', 'पानी', 'पाणी'),
    number: 7,
    rupees: 100,
    day: '2026-04-01',
  }
  const valuesOf = (kinds: Record<string, PlaceholderKind>) =>
    Object.fromEntries(Object.entries(kinds).map(([key, kind]) => [key, sample[kind]])) as Values
  assert.ok(letterTemplates().size >= 3)
  for (const template of letterTemplates().values())
    for (const version of template.versions) {
      const lists = Object.fromEntries(
        Object.entries(version.lists).map(([key, row]) => [key, [valuesOf(row), valuesOf(row)]]),
      )
      const composed = composeLetter(version, { values: valuesOf(version.placeholders), lists })
      for (const language of ['en', 'hi', 'mr'] as const) {
        const pdf = await renderLetter(extract({ ...composed, languages: [language] }), { qr })
        assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
      }
    }
})
