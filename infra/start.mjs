// npm start: from a fresh clone to a town in the browser. Plain JavaScript, because it runs before anything is installed.
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { checkNode, installDependencies, Plain, readText, root } from './launch/dependencies.mjs'
import { progress } from './launch/progress.mjs'
import { buildWeb } from './launch/web-build.mjs'

const began = performance.now()
const port = Number(process.env.PORT ?? 8080)
const host = process.env.HOST ?? '127.0.0.1'
const dataFolder = resolve(process.env.KHASRA_DATA ?? '.khasra')
const isDevelopment = process.argv.includes('--dev')
const shown = progress()

async function main() {
  checkNode()
  await refuseSecondStart()
  await refuseBusyPort()
  await installDependencies(shown.say)
  const webReady = isDevelopment ? Promise.resolve() : buildWeb(shown.say)
  // Awaited later, when the database is there; until then a failure must not end the process unheard.
  webReady.catch(() => {})
  const { register } = await import('tsx/esm/api')
  register()
  const { launch } = await import('./launch/launch.ts')
  const running = await launch({ environment: process.env, say: shown.say, webReady, onLost })
  endOnSignal(running)
  shown.done(welcome(running))
  if (isDevelopment) await serveSources(running)
}

function welcome({ address, signIns, engine }) {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const lines = ['', `Khasra is ready after ${seconds} s:  ${address}`, '']
  if (signIns) {
    const ofState = signIns.users.filter((user) => user.role === 'state-administrator')
    const names = signIns.users.filter((user) => user.town === 'nayapur').map((user) => user.username)
    lines.push(
      `  Town          Nayapur (made up); a second one, Purana Gaon, has a register and no map`,
      `  Staff         ${names.join(', ')}`,
      ...ofState.map((user) => `  State         ${user.username} at ${address}/office/${user.town}`),
      `  Password      ${signIns.password}   (made for this copy; kept in ${dataFolder}/demo-sign-ins.json)`,
      `  Citizens      any mobile number; the code appears at ${address}/inbox`,
      '',
    )
  }
  lines.push(
    engine === 'embedded'
      ? `Data is in ${dataFolder}. Stop with Ctrl-C.`
      : 'Data is in the database of DATABASE_URL. Stop with Ctrl-C.',
  )
  return lines.join('\n')
}

async function refuseSecondStart() {
  if (process.env.DATABASE_URL) return
  const note = readText(resolve(dataFolder, 'serving.json'))
  const serving = note ? JSON.parse(note) : null
  if (!serving?.address || !isAlive(serving.pid) || !(await answers(serving.address))) return
  throw new Plain(`Khasra already runs here: process ${serving.pid}, ${serving.address}`)
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const answers = (address) =>
  fetch(`${address}/api/health`).then(
    () => true,
    () => false,
  )

function refuseBusyPort() {
  return new Promise((settle, reject) => {
    const probe = createServer()
    probe.once('error', (problem) =>
      reject(
        problem.code === 'EADDRINUSE'
          ? new Plain(`Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`)
          : new Plain(`Port ${port} cannot be opened (${problem.code}). Choose another: PORT=8090 npm start`),
      ),
    )
    probe.listen(port, host, () => probe.close(settle))
  })
}

async function serveSources({ address }) {
  const { createServer: createVite } = await import('vite')
  const vite = await createVite({
    configFile: `${root}/web/vite.config.ts`,
    server: { proxy: { '/api': address, '/tiles': address } },
  })
  await vite.listen()
  console.log(`Sources, reloaded as they change:  ${vite.resolvedUrls?.local[0] ?? ''}`)
}

function endOnSignal(running) {
  let ending = false
  process.off('SIGINT', early).off('SIGTERM', early)
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, async () => {
      // A second Ctrl-C does not wait. What was committed is safe either way.
      if (ending) process.exit(130)
      ending = true
      console.log('\nStopping')
      await running.close().catch((problem) => console.error(problem.message))
      process.exit(0)
    })
}

function onLost(problem) {
  console.error(`${problem.message}. Start Khasra again; everything that was confirmed is kept.`)
  process.exit(1)
}

// Ctrl-C while it is still coming up: a first start begins again next time.
const early = () => process.exit(130)
process.on('SIGINT', early)
process.on('SIGTERM', early)

try {
  await main()
} catch (problem) {
  shown.done(process.env.KHASRA_LOG === 'debug' ? problem.stack : `Khasra did not start. ${problem.message}`)
  process.exit(1)
}
