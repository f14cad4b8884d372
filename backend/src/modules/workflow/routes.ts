import { z } from 'zod'
import {
  asSystem,
  type Context,
  daySchema,
  defineRoute,
  Invalid,
  NotFound,
  NotSignedIn,
  type Reply,
  type Route,
  read,
  thumbnail,
} from '../../kernel/index.ts'
import { actOnCase, standingOf } from './actions/act-on-case.ts'
import { allotCase } from './actions/allot-case.ts'
import { attachToCase } from './actions/attach-to-case.ts'
import { escalateCase } from './actions/escalate-case.ts'
import { giveFeedback } from './actions/give-feedback.ts'
import { readList, readOwnCases, told } from './case-lines.ts'
import { readCasePage } from './case-page.ts'
import { readCatalogue } from './catalogue.ts'
import { postsOf } from './office.ts'
import { selectCaseDocuments } from './queries.ts'
import { selectPosts } from './queries-office.ts'
import { officeRoutes } from './routes-office.ts'
import * as schemas from './schemas.ts'
import type { Workflows } from './workflows.ts'

const largestUpload = 20_000_000

/** The URL table of the room. Cases are open to whoever has a part in them, so most routes ask the case, not the role. */
export function workflowRoutes(workflows: Workflows): Route[] {
  return [
    /** GET /api/nayapur/services */
    defineRoute({
      method: 'get',
      path: '/services',
      permission: null,
      summary: 'Fee, documents and days of every service, with the order behind each',
      query: z.strictObject({ on: daySchema.optional() }),
      response: schemas.catalogueSchema,
      run: (context, { query }) => readCatalogue(context, workflows, query.on ?? context.today),
    }),
    /** GET /api/nayapur/cases?queue=late&ward=W-07 */
    defineRoute({
      method: 'get',
      path: '/cases',
      permission: 'workflow.read',
      summary:
        'Queues of an officer: own files, those without a post, late and escalated ones; or one case by its number',
      query: schemas.listQuerySchema,
      response: schemas.caseListSchema,
      run: (context, { query }) => readList(context, workflows, query),
    }),
    /** GET /api/nayapur/cases/mine */
    defineRoute({
      method: 'get',
      path: '/cases/mine',
      permission: null,
      summary: 'What the caller has asked for or follows in this town',
      response: schemas.ownCasesSchema,
      run: async (context) => {
        if (context.userId === null) throw new NotSignedIn()
        return { cases: await readOwnCases(context, workflows) }
      },
    }),
    /** GET /api/nayapur/cases/posts */
    defineRoute({
      method: 'get',
      path: '/cases/posts',
      permission: 'workflow.work',
      summary: 'Posts that may have a file today, with holder, deputy and load',
      response: schemas.postsAnswerSchema,
      run: readPosts,
    }),
    /** GET /api/nayapur/cases/17 */
    defineRoute({
      method: 'get',
      path: '/cases/:caseId',
      permission: null,
      summary: 'A case with its note sheet and what may come next, as far as the caller may see it',
      params: schemas.caseParamsSchema,
      response: schemas.casePageSchema,
      run: (context, { params }) => readCasePage(context, workflows, params.caseId),
    }),
    /** POST /api/nayapur/cases/17/actions {"action":"grant","expectedVersion":7,"text":"…"} */
    defineRoute({
      method: 'post',
      path: '/cases/:caseId/actions',
      permission: null,
      summary: 'Takes the next step of a case, or writes a noting',
      params: schemas.caseParamsSchema,
      body: schemas.actOnCaseSchema,
      response: schemas.actedSchema,
      run: (context, { params, body }) => actOnCase(context, workflows, params.caseId, body),
    }),
    /** POST /api/nayapur/cases/17/allotment {"toPostId":null,"expectedVersion":7} */
    defineRoute({
      method: 'post',
      path: '/cases/:caseId/allotment',
      permission: null,
      summary: 'Gives the file to a post: by hand, by the rule of the service, or to oneself when nobody has it',
      params: schemas.caseParamsSchema,
      body: schemas.allotCaseSchema,
      response: schemas.actedSchema,
      run: (context, { params, body }) => allotCase(context, workflows, params.caseId, body),
    }),
    /** POST /api/nayapur/cases/17/escalation */
    defineRoute({
      method: 'post',
      path: '/cases/:caseId/escalation',
      permission: null,
      summary: 'Takes the file a level higher by hand, with the reason',
      params: schemas.caseParamsSchema,
      body: schemas.escalateCaseSchema,
      response: schemas.actedSchema,
      run: (context, { params, body }) => escalateCase(context, workflows, params.caseId, body),
    }),
    /** POST /api/nayapur/cases/17/documents?kind=photo&title=Pole with the bytes as body */
    defineRoute({
      method: 'post',
      path: '/cases/:caseId/documents',
      permission: null,
      perMinute: 60,
      summary: 'Adds a PDF or a picture to a case',
      params: schemas.caseParamsSchema,
      query: schemas.attachQuerySchema,
      response: z.object({ documentId: z.int(), version: z.int() }),
      uploadBytes: largestUpload,
      run: async (context, { params, query, body }) => {
        const bytes: unknown = body
        if (!Buffer.isBuffer(bytes) || !bytes.length) throw new Invalid('file', 'The body holds no file.')
        const given = { bytes, kind: query.kind, title: query.title, officeOnly: query.officeOnly === '1' }
        return attachToCase(context, workflows, params.caseId, given)
      },
    }),
    /** GET /api/nayapur/cases/17/documents/5?edge=320 */
    defineRoute({
      method: 'get',
      path: '/cases/:caseId/documents/:documentId',
      permission: null,
      summary: 'A paper of a case, or a small picture of it without place and camera',
      params: schemas.documentParamsSchema,
      query: schemas.documentQuerySchema,
      response: z.unknown(),
      run: (context, { params, query, reply }) => sendDocument(context, params, query.edge ?? null, reply),
    }),
    /** POST /api/nayapur/cases/17/feedback {"rating":4,"words":null} */
    defineRoute({
      method: 'post',
      path: '/cases/:caseId/feedback',
      permission: null,
      summary: 'How it was, said once by whoever asked',
      params: schemas.caseParamsSchema,
      body: schemas.feedbackSchema,
      response: z.object({ caseId: z.int() }),
      run: (context, { params, body }) => giveFeedback(context, workflows, params.caseId, body),
    }),
    ...officeRoutes,
  ]
}

async function readPosts(context: Context): Promise<schemas.PostsAnswer> {
  const { tenant, today } = context
  const own = await postsOf(context, null)
  const rows = await read(context, (db) => selectPosts(db, tenant.tenantId, tenant.stateId, today))
  return {
    posts: rows.map((row) => ({
      postId: row.post_id,
      designation: row.designation,
      names: told(row.names),
      office: told(row.office),
      holder: row.holder_names && told(row.holder_names),
      away: row.away,
      deputyPostId: row.deputy_post_id,
      load: row.load,
      mine: own.some((post) => post.postId === row.post_id),
    })),
  }
}

async function sendDocument(
  context: Context,
  { caseId, documentId }: { caseId: number; documentId: number },
  edge: '160' | '320' | '640' | null,
  reply: Reply,
): Promise<undefined> {
  const { actor } = await standingOf(context, caseId)
  const isOffice = actor.kind === 'office' || context.permissions.has('workflow.read')
  const papers = await read(asSystem(context), (db) => selectCaseDocuments(db, context.tenant.tenantId, caseId))
  const paper = papers.find((each) => each.document_id === documentId && (isOffice || !each.office_only))
  if (!paper) throw new NotFound('documentId', 'This case has no such paper.', { got: documentId })
  const { documents } = context.platform
  reply.setHeader('cache-control', 'private, max-age=3600')
  if (edge && paper.media_type.startsWith('image/')) {
    reply.bytes('image/webp', await thumbnail(documents, paper.sha256, Number(edge) as 160 | 320 | 640))
    return undefined
  }
  const bytes = await documents.get(paper.sha256)
  if (!bytes)
    throw new NotFound('documentId', 'The file of this document is missing from the store.', { got: documentId })
  // Shown by the browser, never run: a PDF or a picture of its own address, without a name that it could be mistaken for.
  reply.setHeader('content-disposition', 'inline')
  reply.setHeader('x-content-type-options', 'nosniff')
  reply.bytes(paper.media_type, bytes)
  return undefined
}
