import { z } from 'zod'
import {
  asSystem,
  type Context,
  defineRoute,
  Forbidden,
  idSchema,
  look,
  NotFound,
  NotSignedIn,
  type Route,
  read,
} from '../../kernel/index.ts'
import { revokeLetter } from './actions/revoke-letter.ts'
import { servePaper } from './actions/serve-paper.ts'
import { inboxOwner } from './inbox.ts'
import { type LetterRow, selectLetter, selectLetters } from './queries-letters.ts'
import { selectServices } from './queries-service.ts'
import { wasServed } from './record-service.ts'
import * as schemas from './schemas-letters.ts'
import * as verifySchemas from './schemas-verify.ts'
import { allKeys, type PaperReaders, verifyCode } from './verify.ts'

const subjectQuery = z.strictObject({ subjectKind: z.string().regex(/^[a-z-]{2,40}$/), subjectId: idSchema })
const letterParams = z.strictObject({ letterId: idSchema })

/** The URL table of letters, their service and the verify page. */
export function letterRoutes(readers: PaperReaders): Route[] {
  return [...readingRoutes, ...officerRoutes, ...verifyRoutes(readers)]
}

/** The caller's own papers, officers' with the permission, and public ones. @throws NotFound for what the caller may not know of */
async function readable(context: Context, letterId: number): Promise<LetterRow> {
  const letter = await read(asSystem(context), (db) => selectLetter(db, context.tenant.tenantId, letterId))
  if (letter?.visibility === 'public' || (letter && context.permissions.has('notifications.read'))) return letter
  const partyId = letter?.addressee_party_id
  if (letter && partyId && context.userId !== null && (await inboxOwner(context)).partyIds.includes(partyId))
    return letter
  throw new NotFound('letterId', 'There is no such letter of yours.', { got: letterId })
}

const readingRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/letters/mine',
    permission: null,
    summary: 'Letters to the caller, newest first. Example: /api/nayapur/letters/mine',
    response: schemas.lettersSchema,
    run: async (context) => {
      const { partyIds } = await inboxOwner(context)
      const rows = await read(asSystem(context), (db) => selectLetters(db, context.tenant.tenantId, { partyIds }))
      return { letters: rows.map((row) => letterOf(context, row)) }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/letters',
    permission: 'notifications.read',
    summary: 'Letters about something. Example: /api/nayapur/letters?subjectKind=case&subjectId=12',
    query: subjectQuery,
    response: schemas.lettersSchema,
    run: async (context, { query }) => {
      const rows = await read(context, (db) => selectLetters(db, context.tenant.tenantId, query))
      return { letters: rows.map((row) => letterOf(context, row)) }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/letters/:letterId',
    permission: null,
    summary: 'A letter, for its addressee or an officer. Example: /api/nayapur/letters/17',
    params: letterParams,
    response: schemas.letterSchema,
    run: async (context, { params }) => letterOf(context, await readable(context, params.letterId)),
  }),
  defineRoute({
    method: 'get',
    path: '/letters/:letterId/file.pdf',
    permission: null,
    summary: 'The signed file. Example: /api/nayapur/letters/17/file.pdf',
    params: letterParams,
    response: z.any(),
    run: async (context, { params, reply }) => {
      const letter = await readable(context, params.letterId)
      const bytes = letter.sha256 && (await context.platform.documents.get(letter.sha256))
      if (!bytes) throw new NotFound('letterId', 'This letter is still being drawn. Try again in a moment.')
      await noteLook(context, letter)
      reply.setHeader('content-disposition', `inline; filename="${letter.number.replace(/[^\w.-]+/g, '-')}.pdf"`)
      reply.bytes('application/pdf', bytes)
      return undefined
    },
  }),
]

/** An officer who opens another's private letter is named in the journal. */
async function noteLook(context: Context, letter: LetterRow): Promise<void> {
  if (letter.visibility === 'public' || !context.permissions.has('notifications.read')) return
  const line = { subjects: [{ kind: 'letter', id: letter.letter_id }], after: { number: letter.number } }
  await look(context, 'notifications.look-at-letter', line, async () => null)
}

function letterOf({ platform }: Context, row: LetterRow): z.input<typeof schemas.letterSchema> {
  const { signature, title } = row.content
  const state = row.revoked_at ? (row.replaced_by ? 'replaced' : 'revoked') : row.issued_at ? 'issued' : 'drafted'
  return {
    letterId: row.letter_id,
    kind: row.kind,
    number: row.number,
    day: row.letter_on,
    titles: title,
    subject: { kind: row.subject_kind, id: row.subject_id },
    state,
    documentId: row.document_id,
    verifyLink: row.code && `${platform.config.publicUrl}/verify#${row.code}`,
    signedBy:
      signature && row.provider && row.signed_at
        ? {
            post: signature.post as Record<string, string>,
            holder: signature.holder as Record<string, string>,
            provider: row.provider,
            at: row.signed_at.toISOString(),
          }
        : null,
    because: row.because,
    replacedBy: row.replaced_by,
    replacedByNumber: row.replaced_by_number,
  }
}

const officerRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/letters/:letterId/revoke',
    permission: 'notifications.revoke-letters',
    summary:
      'Withdraws an issued letter; whoever checks its code is told. Example: POST /api/nayapur/letters/17/revoke',
    params: letterParams,
    body: schemas.revokeSchema,
    response: z.object({ letterId: z.number() }),
    run: (context, { params, body }) => revokeLetter(context, params.letterId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/services-of-papers',
    permission: 'notifications.read',
    summary:
      'How a paper was served, and whether it counts. Example: /api/nayapur/services-of-papers?subjectKind=letter&subjectId=17',
    query: subjectQuery,
    response: schemas.servicesSchema,
    run: async (context, { query }) => {
      const subject = { kind: query.subjectKind, id: query.subjectId }
      return read(context, async (db) => {
        const verdict = await wasServed(db, context, subject)
        const rows = await selectServices(db, context.tenant.tenantId, subject.kind, subject.id)
        return {
          served: verdict.served,
          servedOn: verdict.served ? verdict.on : null,
          services: rows.map(({ lon, lat, postId: _, recordedAt, ...row }) => ({
            ...row,
            point: lon === null || lat === null ? null : ([lon, lat] as [number, number]),
            recordedAt: recordedAt.toISOString(),
          })),
        }
      })
    },
  }),
  defineRoute({
    method: 'post',
    path: '/services-of-papers',
    permission: 'notifications.record-service',
    summary: 'Records how a paper was served, with photo and place. Example: POST /api/nayapur/services-of-papers',
    body: schemas.recordServiceSchema,
    response: z.object({ serviceId: z.number() }),
    run: (context, { body }) => {
      if (context.userId === null) throw new NotSignedIn()
      if (context.roleClass === 'citizen') throw new Forbidden('Only officers record service.')
      return servePaper(context, body)
    },
  }),
]

function verifyRoutes(readers: PaperReaders): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/verify/keys',
      global: true,
      permission: null,
      perMinute: 120,
      summary: 'Public keys of every body, to verify papers without a network. Example: /api/verify/keys',
      response: verifySchemas.keysSchema,
      run: async (context, { reply }) => {
        reply.setHeader('cache-control', 'public, max-age=3600')
        return allKeys(context.platform)
      },
    }),
    defineRoute({
      method: 'post',
      path: '/verify',
      global: true,
      permission: null,
      withoutCsrf: true,
      perMinute: 120,
      summary:
        'What a code or its link proves, and whether the paper still holds. Example: POST /api/verify {"code":"KH1.nayapur.…"}',
      body: verifySchemas.verifyBodySchema,
      response: verifySchemas.verifyAnswerSchema,
      run: (context, { body }) => verifyCode(context.platform, readers, body.code),
    }),
  ]
}
