import { parseArgs } from 'node:util'
import { tenantByCode, verifyJournal } from '../kernel/index.ts'
import { BadUsage, type Verb, type VerbAnswer, withPlatform } from './verb.ts'

async function verify(args: string[]): Promise<VerbAnswer> {
  const { values } = parseArgs({ args, options: { city: { type: 'string' } } })
  if (!values.city) throw new BadUsage('say which town: khasra journal verify --city nayapur')
  const city = values.city
  return withPlatform(async (platform) => {
    const tenant = await tenantByCode(platform, city)
    const verdict = await verifyJournal(platform.database, tenant.tenantId)
    const broken = verdict.firstBroken
    const text = broken
      ? `broken at line ${broken.sequence} (entry ${broken.entryId}): ${broken.reason}`
      : `intact: ${verdict.entries} sealed lines, ${verdict.unsealed} waiting`
    return { exitCode: verdict.intact ? 0 : 1, json: verdict, text }
  })
}

/** Checks a file without any database. */
async function checkParcels(args: string[]): Promise<VerbAnswer> {
  const { parcelsCheckVerb } = await import('../modules/parcels/check/verb.ts')
  return parcelsCheckVerb(args)
}

/** Proves rule packs by their own worked examples: one by name or in a file, else all that come along. */
async function testRules(args: string[]): Promise<VerbAnswer> {
  const { proveChargePacks, provePackFile } = await import('./charges.ts')
  const given = args.find((argument) => !argument.startsWith('-'))
  const known = proveChargePacks()
  const packs =
    given === undefined
      ? known
      : given.endsWith('.json')
        ? [provePackFile(given)]
        : known.filter((pack) => pack.name === given)
  if (!packs.length)
    throw new BadUsage(`no rule pack is called ${given}: there are ${known.map((pack) => pack.name).join(', ')}`)
  const failed = packs.flatMap((pack) =>
    pack.failed.map(
      (each) => `${pack.name}, ${each.id}: expected ${JSON.stringify(each.expected)}, got ${JSON.stringify(each.got)}`,
    ),
  )
  const counts = packs.map(
    (pack) => `${pack.name}: ${pack.examples - pack.failed.length} of ${pack.examples} examples hold`,
  )
  return { exitCode: failed.length ? 1 : 0, json: { packs }, text: [...counts, ...failed].join('\n') }
}

/** Verbs about the journal, files and rules. */
export const otherVerbs: Verb[] = [
  {
    name: 'journal verify',
    summary: "walks the hash chain of a town's journal and names the first broken line",
    example: 'khasra journal verify --city nayapur',
    run: verify,
  },
  {
    name: 'parcels check',
    summary: 'reads any map file of parcels and reports its faults',
    example: 'khasra parcels check survey.zip --area-field AREA',
    run: checkParcels,
  },
  {
    name: 'rules test',
    summary: 'proves the rule packs by their own worked examples',
    example: 'khasra rules test',
    run: testRules,
  },
]
