import {
  asSystem,
  Conflict,
  type Context,
  command,
  Forbidden,
  Invalid,
  NotFound,
  NotSignedIn,
  read,
  readInput,
  sentence,
  type Tx,
} from '../../../kernel/index.ts'
import { requireFree } from '../../parcels/index.ts'
import {
  audienceOf,
  factsOf,
  lockOpenedCase,
  type OpenedCase,
  ordersOn,
  restrictionSubject,
  subjectsOf,
  type Writing,
  writeEntries,
} from '../case-log.ts'
import { differenceSince } from '../difference.ts'
import { actorOf, candidatesHere, postsOf } from '../office.ts'
import { type ApplicantRow, selectApplicants, selectAreas, selectCase } from '../queries.ts'
import { actorNames, isBuiltIn, isNoting } from '../rules.ts'
import { choosePost } from '../rules-allotment.ts'
import { type CaseState, changedSince, type PostRef } from '../rules-fold.ts'
import { type Actor, isOfficeOnly, type NextAction, nextAction, postFor, reasonSentence } from '../rules-next.ts'
import type { Workflows } from '../workflows.ts'

/** What somebody does to a case. */
export interface ActOnCase {
  action: string
  /** The version that was on the screen: a case that has changed since is refused with the difference. */
  expectedVersion: number
  text?: string | null
  /** Where a recommendation or a question goes. */
  toPostId?: number | null
  /** Input of the service's own action. */
  input?: unknown
}

/** A case after an action. */
export interface ActedAnswer {
  caseId: number
  status: string
  stage: string
  version: number
}

/** Who the caller is to a case, read before the transaction that acts. */
export interface Standing {
  actor: Actor
  people: readonly ApplicantRow[]
  /** The context to write with: an officer's own, named with the post at whose desk this is; else the platform's. */
  acting: Context
}

/**
 * Who the caller is to a case. Officers need `workflow.read` here, unless the file lies with a post of theirs.
 * @throws NotFound also for those who have no part in it: a number tells nothing to strangers
 */
export async function standingOf(context: Context, caseId: number): Promise<Standing> {
  const { tenantId } = context.tenant
  const found = await read(asSystem(context), async (db) => ({
    row: await selectCase(db, tenantId, caseId),
    people: await selectApplicants(db, tenantId, [caseId]),
  }))
  const posts = found.row ? await postsOf(context, found.row) : []
  const actor = actorOf(context, found.people, posts)
  const isFollower = context.userId !== null && found.people.some((each) => each.user_id === context.userId)
  const maySee = actor.kind !== 'onlooker' || isFollower || context.permissions.has('workflow.read')
  if (!found.row || !maySee) {
    if (context.userId === null && context.roleClass === 'anonymous') throw new NotSignedIn()
    throw new NotFound('caseId', 'There is no such case among yours.', { got: caseId })
  }
  const desk = posts.find(
    (post) => post.town === found.row!.assigned_town && post.postId === found.row!.assigned_post_id,
  )
  const acting = actor.kind === 'office' && context.roleClass === 'staff' ? context : asSystem(context)
  // Whoever holds several posts acts by the one whose file it is; without it, by the one that the request named.
  const named = desk && { postId: desk.byPostId, holdingId: desk.holdingId }
  return { actor, people: found.people, acting: { ...acting, ...named } }
}

/**
 * Takes one action on a case: a step of its service, or a noting.
 * @throws Conflict with the difference when somebody else acted meanwhile, or naming whose order stops it; Forbidden when
 *   the action is not for this person; Invalid for a lacking text, post or input
 */
export async function actOnCase(
  context: Context,
  workflows: Workflows,
  caseId: number,
  given: ActOnCase,
): Promise<ActedAnswer> {
  // Row security lets staff write; an applicant's step is written by the platform, after the checks below.
  const { actor, acting } = await standingOf(context, caseId)
  return command(acting, { name: 'workflow.act-on-case', input: { caseId, ...given } }, async (tx) => {
    const opened = await lockOpenedCase(tx, workflows, caseId)
    await refuseOutdated(tx, opened, given.expectedVersion)
    const state = await actInTx(tx, opened, actor, given)
    tx.journal({
      subjects: subjectsOf(opened.row),
      before: { status: opened.state.status, version: opened.state.version },
      after: { action: given.action, status: state.status, version: state.version, post: state.assignee },
    })
    return { caseId, status: state.status, stage: state.stage, version: state.version }
  })
}

/** @throws Conflict that tells what happened since the version on the screen */
export async function refuseOutdated(tx: Tx, opened: OpenedCase, expectedVersion: number): Promise<void> {
  const { state, log } = opened
  if (expectedVersion > state.version)
    throw new Invalid('expectedVersion', 'The case has not come that far.', {
      got: expectedVersion,
      expected: state.version,
    })
  const changes = changedSince(log, expectedVersion)
  if (!changes.length) return
  const since = await differenceSince(tx, tx.context, opened, changes)
  throw new Conflict('expectedVersion', 'Somebody else has acted on this case meanwhile. Look at it again.', {
    got: expectedVersion,
    expected: { version: state.version, status: state.status, since },
    reasons: since.map((each) =>
      sentence('{number}: {action}, {by}', {
        number: each.sequence,
        action: each.names,
        by: each.post ?? actorNames[each.by],
      }),
    ),
  })
}

/** The action itself, for services that do more in the same transaction. Checks table, power, file, orders and needs. */
export async function actInTx(tx: Tx, opened: OpenedCase, actor: Actor, given: ActOnCase): Promise<CaseState> {
  const { context } = tx
  const { workflow, registered, state } = opened
  const { action } = given
  const orders = await ordersOn(tx, context, opened.row)
  const next = nextAction(workflow, state, actor, orders, action)
  if (!next) throw notOffered(opened, action)
  await refuseBlocked(tx, opened, next)
  requireNeeds(opened, actor, next, given)
  const input = readActionInput(opened, given)
  const text = given.text?.trim() || null
  const effect = registered.effects?.[action]
  const data = (await effect?.(tx, { facts: factsOf(opened), action, input, text })) ?? {}
  const sent = await destination(tx, opened, action, given)
  const post = postFor(workflow, state, actor, action)
  const writing: Writing = {
    action,
    on: context.today,
    by: actor.kind === 'applicant' ? 'applicant' : actor.kind === 'system' ? 'system' : 'office',
    post: post && { town: post.town, postId: post.postId },
    requestId: context.requestId,
    noted: actor.kind === 'office' && (isNoting(action) || text !== null),
    data: { ...data, ...(sent !== undefined && { toPost: sent }) },
    text,
    officeOnly: isOfficeOnly(workflow, action),
    userId: context.userId,
    byPostId: post?.byPostId ?? null,
  }
  const after = await writeEntries(tx, opened, [writing])
  await tellWhatHappened(tx, opened, action, after)
  return after
}

async function tellWhatHappened(tx: Tx, opened: OpenedCase, action: string, after: CaseState): Promise<void> {
  const { row, people, workflow } = opened
  await tx.emit('workflow.action-taken', {
    caseId: row.case_id,
    number: row.number,
    service: row.service,
    variant: row.variant,
    action,
    from: opened.state.status,
    to: after.status,
    stage: after.stage,
    tellsApplicant: workflow.actions[action]?.tellsApplicant ?? false,
    ...audienceOf(people, after),
  })
  if (after.stage === 'closed' && opened.state.stage !== 'closed')
    await tx.emit('workflow.feedback-asked', {
      caseId: row.case_id,
      number: row.number,
      service: row.service,
      ...audienceOf(people, after),
    })
}

function notOffered({ workflow, state, row }: OpenedCase, action: string): Error {
  const offered = workflow.next[state.status] ?? []
  if (!offered.includes(action) && !isNoting(action))
    return new Conflict('action', 'This cannot be done to the case as it stands.', {
      got: action,
      expected: { status: state.status, next: offered },
    })
  return new Forbidden('This step is not for you.', { field: 'action', got: action, expected: row.service })
}

async function refuseBlocked(tx: Tx, opened: OpenedCase, next: NextAction): Promise<void> {
  if (!next.blocked.length) return
  const scope = opened.workflow.actions[next.action]?.stoppedBy
  // Where an order stops it, parcels says so in its own words, as for every other action of the house.
  if (scope && next.blocked.some((reason) => reason.code === 'ordered-stop'))
    await requireFree(tx, tx.context.tenant.tenantId, { scope, ...restrictionSubject(opened.row) }, tx.context.today)
  const reasons = next.blocked.map((reason) => reasonSentence(reason, opened.workflow.factNames))
  const details = { reasons, got: next.action, expected: next.blocked.map((reason) => reason.code) }
  const parameters = { reason: reasons[0]! }
  if (next.blocked.some((reason) => reason.code === 'not-your-file'))
    throw new Forbidden('This step is not yours now. {reason}', { field: 'action', parameters, ...details })
  throw new Conflict('action', 'This step cannot be taken now. {reason}', { parameters, ...details })
}

function requireNeeds(opened: OpenedCase, actor: Actor, next: NextAction, given: ActOnCase): void {
  if (next.needs.includes('text') && !given.text?.trim())
    throw new Invalid('text', 'Say why, in a sentence.', { got: given.text ?? null })
  if (next.needs.includes('post') && !given.toPostId)
    throw new Invalid('toPostId', 'Say to which post the file goes.', { got: null })
  if (!next.needs.includes('document')) return
  // Evidence of this step, not of an earlier one: added by whoever acts, since the last step of the service.
  const since = opened.log.findLastIndex((entry) => entry.action === 'open' || !isBuiltIn(entry.action))
  if (!opened.log.slice(since + 1).some((entry) => entry.action === 'attach' && entry.by === actor.kind))
    throw new Conflict('documents', 'Add the document or photo that shows it first.', { expected: 'a document' })
}

function readActionInput({ registered }: OpenedCase, given: ActOnCase): unknown {
  const schema = registered.inputs?.[given.action]
  if (!schema) {
    if (given.input !== undefined && given.input !== null)
      throw new Invalid('input', 'This action takes no input of its own.', { got: typeof given.input })
    return null
  }
  return readInput(schema, given.input ?? {}, 'body')
}

/** Where the file goes with this action; undefined leaves it where it is. */
async function destination(
  tx: Tx,
  opened: OpenedCase,
  action: string,
  given: ActOnCase,
): Promise<PostRef | null | undefined> {
  const { context } = tx
  if (given.toPostId) {
    if (!isNoting(action) || action === 'return')
      throw new Invalid('toPostId', 'This action sends the file its own way.', { got: given.toPostId })
    return requirePost(tx, given.toPostId)
  }
  const roles = opened.workflow.actions[action]?.sendsTo
  if (!roles) return undefined
  const { boundaryIds } = await selectAreas(tx, context.tenant.tenantId, factsOf(opened), context.today)
  return choosePost(await candidatesHere(tx, context), roles, boundaryIds)?.post ?? null
}

/** A post of this town that somebody works at today. @throws Invalid */
export async function requirePost(tx: Tx, postId: number): Promise<PostRef> {
  const found = (await candidatesHere(tx, tx.context)).find((each) => each.postId === postId)
  if (!found) throw new Invalid('toPostId', 'This town has no such post today.', { got: postId })
  if (!found.held && !found.delegate) throw new Invalid('toPostId', 'Nobody holds this post today.', { got: postId })
  return { town: null, postId }
}
