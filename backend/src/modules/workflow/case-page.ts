/** `GET /cases/:id`: a case whole, as far as this caller may see it, with what may come next. */
import {
  asSystem,
  type Context,
  type Db,
  inEnglish,
  look,
  type Names,
  read,
  selectWorkingCalendar,
} from '../../kernel/index.ts'
import { selectUserReach } from '../identity/index.ts'
import { maskMobile } from '../people/index.ts'
import { type Standing, standingOf } from './actions/act-on-case.ts'
import { linesOf, told } from './case-lines.ts'
import { clockOf, type OpenedCase, openRows, ordersOn } from './case-log.ts'
import { type ActionRow, type ApplicantRow, selectCaseDocuments, selectFeedback, selectLogs } from './queries.ts'
import { selectListByIds, selectPartyNames, selectPropertyLine } from './queries-inbox.ts'
import { selectPostNames, selectPosts, selectUserNames } from './queries-office.ts'
import { actionNames } from './rules.ts'
import { type ClockReading, penaltyPaise } from './rules-clock.ts'
import { isSamePost } from './rules-fold.ts'
import { type Actor, hidesApplicant, nextActions, postToClaim, reasonSentence } from './rules-next.ts'
import type { TermsInForce } from './rules-terms.ts'
import type { CasePage } from './schemas.ts'
import { termsOf } from './terms.ts'
import type { Workflows } from './workflows.ts'

/**
 * Reads the page. An officer's look is a line of the journal; an applicant sees the public half of the log.
 * @throws NotFound for those who have no part in the case
 */
export async function readCasePage(context: Context, workflows: Workflows, caseId: number): Promise<CasePage> {
  const standing = await standingOf(context, caseId)
  const isOffice = standing.actor.kind === 'office' || context.permissions.has('workflow.read')
  const work = (db: Db) => buildPage(db, context, workflows, caseId, standing, isOffice)
  const page = isOffice
    ? await look(standing.acting, 'workflow.read-case', { subjects: [{ kind: 'case', id: caseId }] }, work)
    : await read(asSystem(context), work)
  const contacts = await contactsOf(context, standing.people, page.people, isOffice)
  return { ...page, people: contacts }
}

async function buildPage(
  db: Db,
  context: Context,
  workflows: Workflows,
  caseId: number,
  { actor }: Standing,
  isOffice: boolean,
): Promise<CasePage> {
  const { tenant, today } = context
  const [row] = await selectListByIds(db, tenant.tenantId, [caseId])
  const [opened] = await openRows(db, context, workflows, [row!])
  const { workflow, state } = opened!
  const terms = await termsOf(db, workflow, row!.variant, row!.opened_on)
  const clock = clockOf(state, terms.terms, await selectWorkingCalendar(db, tenant.tenantId), today)
  const [line] = await linesOf(db, context, workflows, [row!])
  const actions = await selectLogs(db, tenant.tenantId, [caseId])
  const names = await namesIn(db, context, actions, isOffice)
  const orders = await ordersOn(db, context, row!)
  const described = await opened!.registered.describe?.(db, context, [caseId])
  return {
    ...line!,
    actor: actor.kind,
    clock: clockPart(opened!, terms, clock),
    subject: await subjectPart(db, context, opened!, isOffice),
    facts: (described?.get(caseId)?.facts ?? []).map((fact) => ({ names: fact.names, value: told(fact.value) })),
    people: await peoplePart(db, context, opened!, isOffice),
    holder: isOffice ? await holderOf(db, context, opened!) : null,
    next: nextActions(workflow, state, actor, orders).map((next) => ({
      ...next,
      needs: [...next.needs],
      blocked: next.blocked.map((reason) => ({
        ...reason,
        sentence: inEnglish(reasonSentence(reason, workflow.factNames)),
      })),
    })),
    ...powers(opened!, actor),
    notings: isOffice ? notingsPart(opened!, actions, names) : [],
    timeline: timelinePart(opened!, actions, names, isOffice),
    documents: (await selectCaseDocuments(db, tenant.tenantId, caseId))
      .filter((paper) => isOffice || !paper.office_only)
      .map(documentPart),
    deemed: deemedPart(opened!),
    feedback: await feedbackPart(db, context, opened!, actor, isOffice),
  }
}

function clockPart({ state }: OpenedCase, { terms, instrument }: TermsInForce, clock: ClockReading | null) {
  const standing =
    state.stage === 'closed'
      ? ('ended' as const)
      : !terms.days
        ? ('no-limit' as const)
        : !clock
          ? ('no-calendar' as const)
          : clock.runs
            ? ('runs' as const)
            : ('stands' as const)
  const late = clock ? -clock.left : 0
  return {
    state: standing,
    limit: terms.days,
    usedDays: clock?.used ?? null,
    instrument: terms.days ? instrument : null,
    penaltyPaise: terms.penalty && late > 0 ? penaltyPaise(terms.penalty, late) : null,
  }
}

async function subjectPart(db: Db, context: Context, { row, workflow, state }: OpenedCase, isOffice: boolean) {
  const { tenant, today } = context
  const property =
    row.property_id === null ? null : await selectPropertyLine(db, tenant.tenantId, row.property_id, today)
  return {
    propertyId: row.property_id,
    parcelId: row.parcel_id,
    partyId: isOffice && hidesApplicant(workflow, state) ? null : row.party_id,
    propertyNumber: property?.property_number ?? null,
    address: property ? told(property.address) : null,
  }
}

type Person = CasePage['people'][number]

/** Who asked. Full names for officers with the power to see them; hidden where the case or the person says so. */
async function peoplePart(
  db: Db,
  context: Context,
  { people, workflow, state }: OpenedCase,
  isOffice: boolean,
): Promise<Person[]> {
  const ids = people.flatMap((each) => each.party_id ?? [])
  const rows = ids.length ? await selectPartyNames(db, context.tenant.tenantId, ids) : []
  const mayRead = context.permissions.has('people.read-private')
  return people.map((each) => {
    const isHidden = isOffice && (each.kept_private || hidesApplicant(workflow, state))
    if (isHidden) return { role: each.role, names: null, mobile: null, hidden: true }
    const party = rows.find((row) => row.party_id === each.party_id)
    const names = party
      ? mayRead || !isOffice
        ? party.names
        : party.masked_names
      : each.name
        ? { en: each.name }
        : null
    const mobile = each.mobile && (mayRead || !isOffice ? each.mobile : maskMobile(each.mobile))
    return { role: each.role, names: names && told(names), mobile, hidden: false }
  })
}

/** Mobiles of applicants who signed in by code: identity keeps them, so they are read there and only for officers. */
async function contactsOf(
  context: Context,
  people: readonly ApplicantRow[],
  parts: readonly Person[],
  isOffice: boolean,
): Promise<Person[]> {
  if (!isOffice) return [...parts]
  const userIds = people.flatMap((each, at) => (each.user_id !== null && !parts[at]?.hidden ? each.user_id : []))
  const { tenantId, stateId } = context.tenant
  const reach = userIds.length
    ? await read(asSystem(context), (db) => selectUserReach(db, stateId, tenantId, { userIds, personIds: [] }))
    : []
  const mayRead = context.permissions.has('people.read-private')
  return parts.map((part, at) => {
    const user = reach.find((each) => each.userId === people[at]?.user_id)
    const mobile = user?.addresses.find((each) => each.kind === 'mobile')?.value
    if (part.hidden || part.mobile || !mobile) return part
    return { ...part, mobile: mayRead ? mobile : maskMobile(mobile) }
  })
}

interface KnownNames {
  posts: Map<number, { names: Names; office: Names }>
  users: Map<number, Names>
}

async function namesIn(
  db: Db,
  context: Context,
  actions: readonly ActionRow[],
  isOffice: boolean,
): Promise<KnownNames> {
  const { tenant } = context
  const postIds = actions.flatMap((row) => [row.post_id, row.by_post_id, row.data.toPost?.postId ?? null])
  const userIds = actions.flatMap((row) => (row.acted_by === 'office' ? (row.user_id ?? []) : []))
  const posts = await selectPostNames(db, tenant.tenantId, [...new Set(postIds.filter((id) => id !== null))])
  const users = isOffice && userIds.length ? await selectUserNames(db, tenant.stateId, [...new Set(userIds)]) : []
  return {
    posts: new Map(posts.map((row) => [row.post_id, row])),
    users: new Map(users.map((row) => [row.user_id, row.names])),
  }
}

/** A post of another town is a post of the pool: its name stays there. */
const postNames = (known: KnownNames, postId: number | null, town: string | null): Record<string, string> | null =>
  postId === null || town !== null ? null : told(known.posts.get(postId)?.names)

async function holderOf(db: Db, context: Context, { row }: OpenedCase): Promise<Record<string, string> | null> {
  if (row.assigned_post_id === null || row.assigned_town !== null) return null
  const { tenant, today } = context
  const [post] = await selectPosts(db, tenant.tenantId, tenant.stateId, today, [row.assigned_post_id])
  return post?.holder_names ? told(post.holder_names) : null
}

function powers({ workflow, state }: OpenedCase, actor: Actor) {
  const isOpen = state.stage !== 'closed'
  const hasFile = actor.kind === 'office' && actor.posts.some((post) => isSamePost(post, state.assignee))
  const mayAllot = actor.kind === 'office' && actor.mayAllot && isOpen
  return {
    mayAllot,
    mayEscalate: isOpen && (mayAllot || hasFile),
    mayAttach: isOpen && actor.kind !== 'onlooker',
    claimAs: postToClaim(workflow, state, actor)?.postId ?? null,
  }
}

function notingsPart({ workflow }: OpenedCase, actions: readonly ActionRow[], known: KnownNames): CasePage['notings'] {
  return actions
    .filter((row) => row.noting_number !== null)
    .map((row) => ({
      number: row.noting_number!,
      action: row.action,
      names: actionNames(workflow, row.action),
      text: row.text,
      on: row.acted_on,
      post: postNames(known, row.post_id, row.town),
      office: row.post_id === null || row.town !== null ? null : told(known.posts.get(row.post_id)?.office),
      holder: row.user_id === null ? null : told(known.users.get(row.user_id)),
      deputy:
        row.by_post_id !== null && row.by_post_id !== row.post_id ? postNames(known, row.by_post_id, row.town) : null,
      toPost: row.data.toPost ? postNames(known, row.data.toPost.postId, row.data.toPost.town) : null,
    }))
}

/** Entries that tell an applicant nothing: the house's own housekeeping. */
const inside = new Set([
  'remind',
  'alarm-head',
  'hold-deemed',
  'hand-over',
  'allot',
  'recommend',
  'return',
  'query',
  'concur',
])

function timelinePart(
  { workflow }: OpenedCase,
  actions: readonly ActionRow[],
  known: KnownNames,
  isOffice: boolean,
): CasePage['timeline'] {
  return actions
    .filter((row) => isOffice || !inside.has(row.action))
    .map((row) => ({
      sequence: row.sequence,
      action: row.action,
      names: actionNames(workflow, row.action),
      on: row.acted_on,
      by: row.acted_by,
      post: postNames(known, row.post_id ?? row.data.toPost?.postId ?? null, row.town ?? row.data.toPost?.town ?? null),
      text: isOffice || !row.office_only ? row.text : null,
    }))
}

const documentPart = (
  paper: Awaited<ReturnType<typeof selectCaseDocuments>>[number],
): CasePage['documents'][number] => ({
  documentId: paper.document_id,
  kind: paper.kind,
  title: paper.title,
  mediaType: paper.media_type,
  bytes: paper.bytes,
  addedOn: paper.added_on,
  officeOnly: paper.office_only,
})

function deemedPart({ log }: OpenedCase): CasePage['deemed'] {
  const entry = log.find((each) => each.action === 'deem')
  if (!entry) return null
  return {
    acknowledgement: String(entry.data.acknowledgement ?? ''),
    legalBasis: String(entry.data.legalBasis ?? ''),
    on: entry.on,
    dueOn: typeof entry.data.dueOn === 'string' ? entry.data.dueOn : null,
  }
}

async function feedbackPart(db: Db, context: Context, { row, state }: OpenedCase, actor: Actor, isOffice: boolean) {
  const all = await selectFeedback(db, context.tenant.tenantId, row.case_id)
  const given = isOffice ? all : all.filter((each) => each.user_id === context.userId)
  return {
    asked:
      actor.kind === 'applicant' && state.stage === 'closed' && !all.some((each) => each.user_id === context.userId),
    given: given.map((each) => ({ rating: each.rating, words: each.words, on: each.given_on })),
  }
}
