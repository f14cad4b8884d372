/** The workflow of mutations with what it does besides its table: notice, fee, the register, letters. */
import { Conflict, type Context, type Db, Invalid, type Names, type Tx } from '../../kernel/index.ts'
import { selectMaster } from '../identity/index.ts'
import { ownersOn, recordOwnershipIn } from '../parcels/index.ts'
import { type CaseFacts, type CaseLine, type Effect, termsOf, type Workflows } from '../workflow/index.ts'
import { draftNotice, draftOrder, groundNames } from './letters.ts'
import {
  selectApplication,
  selectApplications,
  selectNamesOf,
  selectObjections,
  updateFee,
  updateNotice,
  updateRecorded,
} from './queries.ts'
import { noticeDays, ownersAfter, requireRipe } from './rules.ts'
import { noticeLength, noticeMaster } from './rules-notice.ts'
import { type AcceptMutation, acceptSchema, type RecordFee, recordFeeSchema } from './schemas.ts'
import { mutationWorkflow } from './workflow.ts'

/** Puts mutations into the register of services. */
export function handInMutations(workflows: Workflows): void {
  workflows.add(mutationWorkflow, {
    inputs: { accept: acceptSchema, 'record-fee': recordFeeSchema },
    effects: { accept, 'record-fee': recordFee, approve, refuse },
    describe,
  })
}

async function applicationOf(tx: Tx, facts: CaseFacts) {
  const found = await selectApplication(tx, tx.context.tenant.tenantId, facts.caseId)
  if (!found) throw new Conflict('caseId', 'This case has no application.', { got: facts.caseId })
  return found
}

/** Papers seen, people found, shares whole, nothing against it: the public notice begins today. */
const accept: Effect = async (tx, { facts, input }) => {
  const { tenant, today } = tx.context
  const { papers, partyIds } = input as AcceptMutation
  const application = await applicationOf(tx, facts)
  await requirePapers(tx, facts, papers, application.applicantIs)
  if (partyIds.length !== application.incoming.length)
    throw new Invalid('partyIds', 'Name the entry of everybody who receives a part, in their order.', {
      got: partyIds.length,
      expected: application.incoming.length,
    })
  const incoming = application.incoming.map((each, at) => ({ ...each, partyId: partyIds[at]! }))
  const before = await ownersOn(tx, tenant.tenantId, application.propertyId, application.deedOn)
  ownersAfter(before, application.outgoing, incoming)
  const days = noticeLength((await selectMaster(tx, noticeMaster, today))?.value)
  if (days === null)
    throw new Conflict('notice', 'The town has not set how many days a public notice runs.', { expected: noticeMaster })
  const { from, until } = noticeDays(today, days)
  const letter = await draftNotice(tx, facts.number, application, until)
  await updateNotice(tx, tenant.tenantId, facts.caseId, { incoming, from, until, letterId: letter.letterId })
  return { papers, noticeFrom: from, noticeUntil: until, letterNumber: letter.number }
}

/** P12 and P13: every paper that the town asks for was seen; an agent's power of attorney too. */
async function requirePapers(tx: Tx, facts: CaseFacts, papers: readonly string[], applicantIs: string): Promise<void> {
  const { terms } = await termsOf(tx, mutationWorkflow, facts.variant, tx.context.today)
  const wanted = (terms.documents ?? []).filter(({ required }) => required)
  const lacking = wanted.filter(({ code }) => !papers.includes(code))
  if (lacking.length)
    throw new Conflict('papers', 'A paper that the town asks for was not seen.', {
      got: papers,
      expected: lacking.map(({ code }) => code),
    })
  if (applicantIs === 'agent' && !papers.includes('power-of-attorney'))
    throw new Conflict('papers', 'Who acts for an owner shows a power of attorney.', {
      expected: ['power-of-attorney'],
    })
}

/** The receipt of the fee. A fixed fee is paid whole. */
const recordFee: Effect = async (tx, { facts, input }) => {
  const { receipt, amountPaise } = input as RecordFee
  const { terms } = await termsOf(tx, mutationWorkflow, facts.variant, tx.context.today)
  if (terms.fee?.kind === 'fixed' && terms.fee.amountPaise !== amountPaise)
    throw new Conflict('amountPaise', 'The receipt is not over the fee of this service.', {
      got: amountPaise,
      expected: terms.fee.amountPaise,
    })
  await updateFee(tx, tx.context.tenant.tenantId, facts.caseId, { paise: amountPaise, receipt })
  return { amountPaise, receipt }
}

const recorded: Names = {
  en: 'The owners below are entered in the property tax register.',
  hi: 'नीचे लिखे स्वामी संपत्ति कर रजिस्टर में दर्ज किए जाते हैं।',
  mr: 'खालील मालक मालमत्ता कर नोंदवहीत नोंदवले जातात.',
}
const notRecorded: Names = {
  en: 'The change of name is refused. The register stays as it is.',
  hi: 'नामांतरण अस्वीकार किया जाता है। रजिस्टर जैसा है वैसा रहेगा।',
  mr: 'फेरफार नामंजूर केला जातो. नोंदवही आहे तशीच राहील.',
}

/** Writes the new owners into the register and the order about it; an order of transfer in force has stopped it before. */
const approve: Effect = async (tx, { facts, text }) => {
  const { tenant, today } = tx.context
  const application = await applicationOf(tx, facts)
  const { terms } = await termsOf(tx, mutationWorkflow, facts.variant, today)
  const isFeeSettled = terms.fee?.kind === 'free' || application.feeReceipt !== null
  const objections = await selectObjections(tx, tenant.tenantId, facts.caseId)
  requireRipe({ noticeUntil: application.noticeUntil, isFeeSettled }, objections, today)
  const before = await ownersOn(tx, tenant.tenantId, application.propertyId, application.deedOn)
  const owners = ownersAfter(before, application.outgoing, application.incoming)
  const names = await selectNamesOf(
    tx,
    tenant.tenantId,
    owners.map(({ partyId }) => partyId),
  )
  const letter = await draftOrder(
    tx,
    facts.number,
    application,
    recorded,
    text ?? '–',
    owners.map(({ partyId, share }) => ({
      name: names.get(partyId) ?? { en: String(partyId) },
      share: `${share.numerator}/${share.denominator}`,
    })),
  )
  const statement = await recordOwnershipIn(tx, application.propertyId, {
    instrument: `Mutation order ${letter.number} on ${application.deed}`.slice(0, 300),
    effectiveOn: application.deedOn,
    origin: 'mutation',
    owners: owners.map(({ partyId, share }) => ({ partyId, share, others: false })),
  })
  const made = { statementId: statement.statementId, letterId: letter.letterId }
  await updateRecorded(tx, tenant.tenantId, facts.caseId, made)
  await tx.emit('mutations.recorded', { caseId: facts.caseId, propertyId: application.propertyId, ...made })
  return { ...made, letterNumber: letter.number }
}

const refuse: Effect = async (tx, { facts, text }) => {
  const application = await applicationOf(tx, facts)
  const letter = await draftOrder(tx, facts.number, application, notRecorded, text ?? '–', [])
  await updateRecorded(tx, tx.context.tenant.tenantId, facts.caseId, { statementId: null, letterId: letter.letterId })
  return { letterNumber: letter.number }
}

const deedWords = { en: 'Deed or order', hi: 'दस्तावेज़ या आदेश', mr: 'दस्तऐवज किंवा आदेश' }
const noticeWords = { en: 'Objections until', hi: 'आपत्ति की अंतिम तिथि', mr: 'हरकतीची अंतिम तारीख' }
const same = (text: string): Names => ({ en: text, hi: text, mr: text })

async function describe(db: Db, context: Context, caseIds: readonly number[]): Promise<Map<number, CaseLine>> {
  const rows = await selectApplications(db, context.tenant.tenantId, caseIds)
  return new Map(
    rows.map((row) => {
      const facts: CaseLine['facts'] = [
        { names: deedWords, value: same(row.deed) },
        ...(row.noticeUntil ? [{ names: noticeWords, value: same(row.noticeUntil) }] : []),
      ]
      return [row.caseId, { title: titleOf(row), facts }]
    }),
  )
}

function titleOf({ ground, propertyNumber }: { ground: keyof typeof groundNames; propertyNumber: string }): Names {
  const names = groundNames[ground]
  return {
    en: `Change of name by ${names.en}, property ${propertyNumber}`,
    hi: `${names.hi} से नामांतरण, संपत्ति ${propertyNumber}`,
    mr: `${names.mr} फेरफार, मालमत्ता ${propertyNumber}`,
  }
}
