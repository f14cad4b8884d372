#!/usr/bin/env node
// The `khasra` command: runs backend/src/cli.ts. Progress goes to stderr, so that --json leaves stdout to one document.
import { checkNode, installDependencies, Plain } from './launch/dependencies.mjs'

try {
  checkNode()
  await installDependencies((words) => process.stderr.write(`${words}\n`))
  const { register } = await import('tsx/esm/api')
  register()
  const { main } = await import('../backend/src/cli.ts')
  process.exitCode = await main(process.argv.slice(2))
} catch (problem) {
  if (!(problem instanceof Plain)) throw problem
  process.stderr.write(`${problem.message}\n`)
  process.exitCode = 2
}
