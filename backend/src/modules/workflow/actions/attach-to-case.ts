import { addDocument, Conflict, type Context, command, Forbidden, type Tx } from '../../../kernel/index.ts'
import { audienceOf, lockOpenedCase, type OpenedCase, subjectsOf, writeEntries } from '../case-log.ts'
import { insertCaseDocument, selectCaseDocuments } from '../queries.ts'
import type { Workflows } from '../workflows.ts'
import { standingOf } from './act-on-case.ts'

/** A paper for a case. `officeOnly` keeps it from the applicant. */
export interface AttachToCase {
  bytes: Uint8Array
  /** Its code in the catalogue of the service, or `photo`, `evidence`, `other`. */
  kind: string
  title: string
  officeOnly: boolean
}

const mostDocuments = 100

/**
 * Adds a paper to a case; bytes are sniffed and limited by the kernel. Applicants add to their own open cases, officers
 * to those that they may work on.
 * @throws Conflict for a closed case, Forbidden for those who only look on
 */
export async function attachToCase(
  context: Context,
  workflows: Workflows,
  caseId: number,
  given: AttachToCase,
): Promise<{ documentId: number; version: number }> {
  const { actor, acting } = await standingOf(context, caseId)
  if (actor.kind === 'onlooker') throw new Forbidden('Only those who take part in a case add papers to it.')
  const isOffice = actor.kind === 'office'
  const { bytes, ...named } = given
  const input = { caseId, ...named, size: bytes.length }
  return command(acting, { name: 'workflow.attach-to-case', input }, async (tx) => {
    const opened = await lockOpenedCase(tx, workflows, caseId)
    await requireRoom(tx, opened)
    const { documentId } = await addDocument(tx, {
      bytes,
      title: given.title,
      visibility: 'private',
      ...(!isOffice && context.personId !== null && { ownerPersonId: context.personId }),
    })
    const officeOnly = isOffice && given.officeOnly
    await insertCaseDocument(tx, context.tenant.tenantId, caseId, {
      documentId,
      kind: given.kind,
      officeOnly,
      on: context.today,
    })
    const state = await writeEntries(tx, opened, [
      {
        action: 'attach',
        on: context.today,
        by: isOffice ? 'office' : actor.kind === 'system' ? 'system' : 'applicant',
        post: null,
        requestId: context.requestId,
        noted: false,
        data: { documentId, kind: given.kind },
        officeOnly,
        userId: context.userId,
        byPostId: isOffice ? tx.context.postId : null,
      },
    ])
    await tx.emit('workflow.document-attached', {
      caseId,
      number: opened.row.number,
      service: opened.row.service,
      documentId,
      kind: given.kind,
      by: isOffice ? 'office' : 'applicant',
      ...audienceOf(opened.people, state),
    })
    tx.journal({
      subjects: [...subjectsOf(opened.row), { kind: 'document', id: documentId }],
      after: { kind: given.kind, officeOnly, version: state.version },
    })
    return { documentId, version: state.version }
  })
}

async function requireRoom(tx: Tx, opened: OpenedCase): Promise<void> {
  if (opened.state.stage === 'closed')
    throw new Conflict('caseId', 'This case is closed and takes no more papers.', { got: opened.state.status })
  const there = await selectCaseDocuments(tx, tx.context.tenant.tenantId, opened.row.case_id)
  if (there.length >= mostDocuments)
    throw new Conflict('documents', 'A case holds at most {most} papers.', {
      parameters: { most: mostDocuments },
      got: there.length,
    })
}
