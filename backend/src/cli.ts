import { benchVerb } from './cli/bench.ts'
import { chargeVerbs } from './cli/charges.ts'
import { cityVerbs } from './cli/city.ts'
import { ledgerVerbs } from './cli/ledger.ts'
import { otherVerbs } from './cli/others.ts'
import { parcelsImportVerb } from './cli/parcels-import.ts'
import { planVerbs } from './cli/plan.ts'
import { rulesVerb } from './cli/rules.ts'
import { taxVerbs } from './cli/tax.ts'
import { tileVerbs } from './cli/tiles.ts'
import { BadUsage, type Verb, type VerbAnswer } from './cli/verb.ts'
import { waterVerbs } from './cli/water.ts'
import { Problem } from './kernel/index.ts'

const verbs: Verb[] = [
  ...cityVerbs,
  parcelsImportVerb,
  ...tileVerbs,
  ...ledgerVerbs,
  ...chargeVerbs,
  ...waterVerbs,
  ...planVerbs,
  rulesVerb,
  ...taxVerbs,
  ...otherVerbs,
  benchVerb,
]

function helpOf(noun: string | null): string {
  const shown = verbs.filter((verb) => noun === null || verb.name.split(' ')[0] === noun)
  const lines = shown.map((verb) => `  ${verb.name.padEnd(16)} ${verb.summary}\n  ${' '.repeat(16)} ${verb.example}`)
  return [`khasra ${noun ?? '<noun>'} <verb> …   (--json prints one JSON document)`, '', ...lines].join('\n')
}

function find(words: string[]): { verb: Verb; rest: string[] } | null {
  for (const count of [2, 1]) {
    const verb = verbs.find((candidate) => candidate.name === words.slice(0, count).join(' '))
    if (verb) return { verb, rest: words.slice(count) }
  }
  return null
}

function unknown(words: string[]): string {
  const [noun] = words
  const known = verbs.flatMap((verb) => (verb.name.split(' ')[0] === noun ? [verb.name.split(' ')[1]] : []))
  if (known.length)
    return `khasra ${noun} takes one of these verbs: ${known.join(', ')}. khasra ${noun} help tells more.`
  return `khasra has no verb "${words.slice(0, 2).join(' ')}". khasra help lists them.`
}

/** Runs a verb; what is wrong with call or input becomes exit code 2 and one line. */
async function runVerb(verb: Verb, args: string[]): Promise<VerbAnswer> {
  try {
    return await verb.run(args)
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (error instanceof BadUsage || error instanceof Problem || code.startsWith('ERR_PARSE_ARGS')) {
      return { exitCode: 2, json: { error: { message: (error as Error).message } }, text: (error as Error).message }
    }
    throw error
  }
}

/** The `khasra` command. Answers the exit code; see `khasra help`. */
export async function main(argv: string[]): Promise<number> {
  const asJson = argv.includes('--json')
  const words = argv.filter((word) => word !== '--json')
  if (words.length === 0 || words[0] === 'help' || words.at(-1) === 'help') {
    const noun = words[0] === 'help' ? (words[1] ?? null) : (words[0] ?? null)
    process.stdout.write(`${helpOf(noun)}\n`)
    return words.length === 0 ? 2 : 0
  }
  const found = find(words)
  if (!found) {
    process.stderr.write(`${unknown(words)}\n`)
    return 2
  }
  const answer = await runVerb(found.verb, found.rest)
  if (answer.exitCode === 2) process.stderr.write(`${answer.text.split('\n')[0]}\n`)
  else if (!asJson) process.stdout.write(`${answer.text}\n`)
  if (asJson) process.stdout.write(`${JSON.stringify(answer.json)}\n`)
  return answer.exitCode
}
