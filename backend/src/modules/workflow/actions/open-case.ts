import { randomInt } from 'node:crypto'
import { Conflict, Invalid, nextNumber, selectWorkingCalendar, type Tx } from '../../../kernel/index.ts'
import { actionRowsOf, audienceOf, clockOf, draftOf, projectionOf, type Writing } from '../case-log.ts'
import { findPost } from '../office.ts'
import {
  type ApplicantRow,
  insertActions,
  insertApplicants,
  insertCase,
  selectAreas,
  selectSubjects,
} from '../queries.ts'
import { notePoolFile } from '../queries-office.ts'
import { appended, foldCase } from '../rules-fold.ts'
import { termsOf } from '../terms.ts'
import type { Registered, Workflows } from '../workflows.ts'

/** Somebody who asks: a signed-in user, a person of the register, or a name and a mobile at the counter. */
export interface Asking {
  role?: ApplicantRow['role']
  userId?: number | null
  partyId?: number | null
  name?: string | null
  /** Ten digits. */
  mobile?: string | null
  /** Not shown to the office either. */
  keptPrivate?: boolean
}

/** What a case is opened on and by whom. At least one subject. */
export interface OpenCase {
  service: string
  variant?: string | null
  propertyId?: number | null
  parcelId?: number | null
  partyId?: number | null
  /** Longitude and latitude, degrees. */
  point?: readonly [number, number] | null
  channel: 'citizen' | 'counter' | 'phone' | 'office' | 'feed'
  people: readonly Asking[]
  /** The applicant's own words; the applicant and the office read them. */
  text?: string | null
  /** What the service keeps in the log; nothing private. */
  data?: Record<string, unknown>
}

/** A case that was opened. `subjects` is for the journal line, which the caller's command writes. */
export interface OpenedAnswer {
  caseId: number
  number: string
  status: string
  version: number
  dueOn: string | null
  subjects: { kind: string; id: number }[]
}

/**
 * Opens a case in the caller's transaction, which must have the powers of staff or of the platform: numbers it, finds its
 * ward and its post, starts its clock. The caller writes the journal line.
 * @throws Conflict when the town has not set the terms that the service needs, Invalid naming a subject that is not there
 */
export async function openCase(tx: Tx, workflows: Workflows, given: OpenCase): Promise<OpenedAnswer> {
  const { tenant, today } = tx.context
  const registered = workflows.of(given.service)
  if (!registered) throw new Invalid('service', 'There is no such service.', { got: given.service })
  const { workflow } = registered
  const { terms, missing } = await termsOf(tx, workflow, given.variant ?? null, today)
  if (missing.length)
    throw new Conflict('service', 'This service is not open here yet: the town has not set what it needs.', {
      got: given.service,
      expected: missing,
    })
  const subject = await requireSubject(tx, given)
  const { boundaryIds, wardId } = await selectAreas(tx, tenant.tenantId, subject, today)
  const writings = [
    opening(tx, given),
    ...(await allotting(tx, registered, { variant: given.variant ?? null, boundaryIds })),
  ]
  const log = appended(workflow, [], writings.map(draftOf))
  const state = foldCase(workflow, log)
  const calendar = await selectWorkingCalendar(tx, tenant.tenantId)
  const projection = projectionOf(state, clockOf(state, terms, calendar, today))
  const { printed: number } = await nextNumber(
    tx,
    tenant.tenantId,
    `case.${workflow.numbering.series}`,
    today,
    workflow.numbering.pattern,
  )
  const caseId = await insertCase(tx, tenant.tenantId, {
    ...subject,
    ...projection,
    number,
    service: workflow.service,
    variant: given.variant ?? null,
    definitionVersion: workflow.version,
    wardId,
    channel: given.channel,
    openedOn: today,
  })
  await insertActions(tx, tenant.tenantId, caseId, actionRowsOf(log, writings))
  const people = given.people.map(personOf)
  await insertApplicants(tx, tenant.tenantId, caseId, today, people)
  if (state.assignee?.town)
    await notePoolFile(
      tx,
      tenant.stateId,
      tenant.code,
      caseId,
      { town: state.assignee.town, postId: state.assignee.postId },
      today,
    )
  for (const layer of registered.layers ?? []) await tx.touch(layer, [caseId])
  await tx.emit('workflow.case-opened', {
    caseId,
    number,
    service: workflow.service,
    variant: given.variant ?? null,
    status: state.status,
    dueOn: projection.dueOn,
    ...audienceOf(
      people.map((each) => ({ ...each, applicant_id: 0, case_id: caseId })),
      state,
    ),
  })
  const subjects = [
    { kind: 'case', id: caseId },
    ...(subject.propertyId === null ? [] : [{ kind: 'property', id: subject.propertyId }]),
    ...(subject.parcelId === null ? [] : [{ kind: 'parcel', id: subject.parcelId }]),
  ]
  return { caseId, number, status: state.status, version: state.version, dueOn: projection.dueOn, subjects }
}

const personOf = (asking: Asking): Omit<ApplicantRow, 'applicant_id' | 'case_id'> => ({
  role: asking.role ?? 'applicant',
  user_id: asking.userId ?? null,
  party_id: asking.partyId ?? null,
  name: asking.name ?? null,
  mobile: asking.mobile ?? null,
  kept_private: asking.keptPrivate ?? false,
})

async function requireSubject(tx: Tx, given: OpenCase) {
  const subject = {
    propertyId: given.propertyId ?? null,
    parcelId: given.parcelId ?? null,
    partyId: given.partyId ?? null,
    point: given.point ?? null,
  }
  const found = await selectSubjects(tx, tx.context.tenant.tenantId, subject)
  const checks = [
    ['propertyId', found.property],
    ['parcelId', found.parcel],
    ['partyId', found.party],
  ] as const
  for (const [field, isThere] of checks)
    if (subject[field] !== null && !isThere)
      throw new Invalid(field, 'There is no such record in this town.', { got: subject[field] })
  if (!subject.point && checks.every(([field]) => subject[field] === null))
    throw new Invalid('subject', 'A case is about a property, a parcel, a person or a place.')
  return subject
}

function opening(tx: Tx, given: OpenCase): Writing {
  const { context } = tx
  // Staff who take a case at the counter open it for somebody; the log says who sat there.
  return {
    action: 'open',
    on: context.today,
    by: given.channel === 'citizen' ? 'applicant' : given.channel === 'feed' ? 'system' : 'office',
    post: null,
    requestId: context.requestId,
    noted: false,
    data: { channel: given.channel, ...given.data },
    text: given.text ?? null,
    officeOnly: false,
    userId: context.userId,
    byPostId: context.postId,
  }
}

async function allotting(
  tx: Tx,
  registered: Registered,
  file: { variant: string | null; boundaryIds: readonly number[] },
): Promise<Writing[]> {
  const { context } = tx
  const found = await findPost(tx, context, registered, file, randomInt(2 ** 31))
  if (!found) return []
  const { post, because, draw } = found
  return [
    {
      action: 'allot',
      on: context.today,
      by: 'system',
      post: null,
      requestId: context.requestId,
      noted: false,
      data: { toPost: post, because, ...(draw && { draw }) },
      officeOnly: true,
      userId: null,
      byPostId: null,
    },
  ]
}
