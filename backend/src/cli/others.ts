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

/** Verbs about the journal and files. */
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
]
