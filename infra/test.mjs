// npm test: types, lint and every test there is, on what this machine offers. `npm test -- words` runs matching files.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { checkNode, installDependencies, Plain, readText, root } from './launch/dependencies.mjs'
import { findChromium } from './test/chromium.mjs'
import { findPostgis, startCluster } from './test/cluster.mjs'

const rooms = ['backend', 'web', 'tiles', 'data', 'infra']
const filters = process.argv.slice(2)
const counts = { passed: 0, failed: 0, skipped: 0 }
const scratch = mkdtempSync(join(tmpdir(), 'khasra-npm-test-'))
const undo = [() => rmSync(scratch, { recursive: true, force: true })]
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`
const say = (words) => console.log(words)

async function main() {
  checkNode()
  await installDependencies(say)
  const files = testFiles().filter((file) => filters.every((filter) => file.includes(filter)))
  if (files.length === 0) throw new Plain(`No test file matches "${filters.join(' ')}".`)
  const [database] = await Promise.all([chooseDatabase(), filters.length ? null : checks()])
  const chromium = findChromium()
  const skipped = []
  const journeys = files.filter(isJourney)
  await runTests(
    files.filter((file) => !isJourney(file)),
    database.environment,
    2,
  )
  const bothEngines = files.filter((file) => file.endsWith('.engines.test.ts'))
  if (database.isPostgis && bothEngines.length > 0) {
    say('\nOn the embedded engine as well:')
    await runTests(bothEngines, { KHASRA_TEST_ENGINE: 'embedded' }, 1)
  }
  if (!database.isPostgis) skipped.push('PostGIS (no server with it here; install postgresql-15-postgis-3)')
  if (journeys.length > 0 && chromium) await runJourneys(journeys, database, chromium)
  else if (journeys.length > 0) skipped.push(`${journeys.length} browser journeys (no Chromium here)`)
  if (counts.passed + counts.failed === 0) throw new Plain('No test was found.')
  say(
    `\nRan on ${database.words}${journeys.length && chromium ? ` and ${chromium}` : ''}; skipped: ${skipped.join('; ') || 'nothing'}${counts.skipped ? `; ${counts.skipped} tests skipped themselves` : ''}.`,
  )
}

function testFiles() {
  const pattern = /\.(test|journey)\.(ts|tsx|mjs)$/
  return rooms
    .flatMap((room) => readdirSync(join(root, room), { recursive: true }).map((file) => join(room, file)))
    .filter((file) => pattern.test(file) && !/(^|[\\/])(node_modules|dist)[\\/]/.test(file))
    .sort()
}

const isJourney = (file) => /\.journey\.tsx?$/.test(file) || /^web[\\/]test[\\/]journeys[\\/]/.test(file)

async function chooseDatabase() {
  const given = process.env.KHASRA_TEST_DATABASE_URL
  if (process.env.KHASRA_TEST_ENGINE === 'embedded') return embedded
  if (given)
    return {
      words: 'the given PostgreSQL server',
      isPostgis: true,
      url: given,
      environment: { KHASRA_TEST_DATABASE_URL: given },
    }
  const found = findPostgis()
  if (!found) return embedded
  try {
    const cluster = await startCluster(found.bin)
    undo.push(cluster.stop)
    return {
      words: `${found.version} with PostGIS (a cluster of its own)`,
      isPostgis: true,
      url: cluster.url,
      environment: { KHASRA_TEST_DATABASE_URL: cluster.url },
    }
  } catch (problem) {
    say(`PostgreSQL is installed, but no cluster could be started: ${problem.message}`)
    return embedded
  }
}

const embedded = {
  words: 'the embedded database',
  isPostgis: false,
  url: null,
  environment: { KHASRA_TEST_ENGINE: 'embedded' },
}

/** Types, those of pure files and lint count as one test each. Boundaries and tidiness are tests like any other. */
async function checks() {
  await check('types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json', ...incremental()])
  // Rules and schemas know neither Node nor the DOM: the same code runs in the browser.
  await check('types of pure files', ['node_modules/typescript/bin/tsc', '-p', 'backend/tsconfig.pure.json'])
  await check('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.'])
}

// What did not change since the last run need not be checked again.
const incremental = () => ['--incremental', '--tsBuildInfoFile', 'node_modules/.cache/khasra/types.tsbuildinfo']

async function check(name, args) {
  const since = performance.now()
  let words = ''
  const code = await run(args, {}, (chunk) => {
    words += chunk
  })
  if (code !== 0) say(words.trim())
  say(`${code === 0 ? '✓' : '✗'} ${name} (${seconds(since)})`)
  code === 0 ? counts.passed++ : counts.failed++
}

async function runTests(files, environment, concurrency) {
  if (files.length === 0) return
  const into = join(scratch, `counts-${Date.now()}`)
  writeFileSync(into, '')
  const code = await run(
    [
      '--import',
      'tsx',
      '--test',
      `--test-concurrency=${concurrency}`,
      '--test-timeout=600000',
      '--test-reporter',
      './infra/test/reporter.mjs',
      ...files,
    ],
    { ...environment, KHASRA_TEST_COUNTS: into },
    (chunk) => process.stdout.write(chunk),
  )
  const lines = (readText(into) ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  for (const line of lines) for (const key of Object.keys(counts)) counts[key] += line[key]
  const seen = new Set(lines.map(({ file }) => relative(root, file ?? '')))
  for (const file of files.filter((each) => !seen.has(each))) {
    counts.failed++
    say(`✗ ${file}: told nothing`)
  }
  // The runner itself may fall without a test having failed.
  if (code !== 0 && counts.failed === 0) counts.failed++
}

async function runJourneys(files, database, chromium) {
  say('\nIn the browser:')
  const { startJourneyServer } = await import('./test/journey-server.mjs')
  let server
  try {
    server = await startJourneyServer(database.url, say)
  } catch (problem) {
    counts.failed++
    say(`✗ the server for the browser journeys did not start: ${problem.message}`)
    return
  }
  undo.push(server.stop)
  await runTests(
    files,
    {
      ...database.environment,
      CHROMIUM: chromium,
      KHASRA_URL: server.address,
      KHASRA_SIGN_INS: JSON.stringify(server.signIns),
    },
    1,
  )
}

function run(args, environment, onOutput) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    undo.push(() => child.kill())
    child.stdout.on('data', onOutput)
    child.stderr.on('data', onOutput)
    child.on('close', resolve)
  })
}

async function tidyUp() {
  for (const step of undo.splice(0).reverse()) await step()
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => tidyUp().then(() => process.exit(130)))

try {
  await main()
} catch (problem) {
  counts.failed++
  say(problem instanceof Plain ? problem.message : problem.stack)
} finally {
  await tidyUp()
}
say(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed > 0 ? 1 : 0
