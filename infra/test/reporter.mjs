// One line a file, failures in full, and the counts into the file named by KHASRA_TEST_COUNTS.
import { appendFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { inspect } from 'node:util'

/** @type {import('node:test/reporters').TestReporter} */
export default async function* report(events) {
  const files = new Map()
  const of = (file) => {
    if (!files.has(file)) files.set(file, { passed: 0, failed: 0, skipped: 0, ms: 0, words: '', notes: [] })
    return files.get(file)
  }
  let current = null
  for await (const { type, data } of events) {
    const file = data?.file
    if (type === 'test:stdout' || type === 'test:stderr') of(file).words += data.message
    if (type === 'test:diagnostic' && file && !runnersOwn.test(data.message)) of(file).notes.push(data.message)
    if (type !== 'test:pass' && type !== 'test:fail') continue
    if (current !== null && current !== file) yield line(current, of(current))
    current = file
    const counts = of(file)
    if (data.nesting === 0) counts.ms += data.details.duration_ms
    if (data.details.type === 'suite') continue
    const isWholeFile = resolve(data.name) === resolve(file)
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped++
    else if (type === 'test:pass' && !isWholeFile) counts.passed++
    else {
      counts.failed++
      yield failure(
        file,
        isWholeFile && type === 'test:pass' ? 'holds no test' : data.name,
        data.details.error,
        counts.words,
      )
    }
  }
  if (current !== null) yield line(current, of(current))
  for (const [file, { passed, failed, skipped, ms }] of files)
    appendFileSync(
      process.env.KHASRA_TEST_COUNTS ?? '/dev/null',
      `${JSON.stringify({ file, passed, failed, skipped, ms })}\n`,
    )
}

const runnersOwn = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/
const short = (file) => relative(process.cwd(), file ?? '')

function line(file, { passed, failed, skipped, ms, notes }) {
  const rest = [failed ? `${failed} FAILED` : '', skipped ? `${skipped} skipped` : ''].filter(Boolean).join(', ')
  const head = `${failed ? '✗' : '✓'} ${short(file)}: ${passed} passed${rest ? `, ${rest}` : ''} (${(ms / 1000).toFixed(1)} s)`
  return `${[head, ...notes.map((note) => `    ${note}`)].join('\n')}\n`
}

function failure(file, name, error, words) {
  const cause = error?.cause ?? error
  const told = cause instanceof Error ? (cause.stack ?? cause.message) : error ? inspect(cause) : ''
  const differs = cause?.code === 'ERR_ASSERTION' && !told.includes(cause.message) ? `${cause.message}\n` : ''
  const said = words.trim() ? `\n    ── it wrote ──\n${indent(words.trim().slice(-4000))}` : ''
  return `\n✗ ${short(file)}: ${name}\n${indent(differs + told)}${said}\n\n`
}

const indent = (text) =>
  text
    .split('\n')
    .map((each) => `    ${each}`)
    .join('\n')
