import {
  type Context,
  Invalid,
  type Names,
  NotFound,
  nextNumber,
  type Subject,
  sha256,
  type Tx,
} from '../../kernel/index.ts'
import { selectPostHolder } from '../identity/index.ts'
import { letterNotes, letterTemplate } from './letter-files.ts'
import { insertLetter, type LetterFacts, selectHead } from './queries-letters.ts'
import {
  composeLetter,
  type LetterContent,
  type LetterSignature,
  type LetterValues,
  type LetterVersion,
} from './rules-letters.ts'
import { languages as allLanguages, type Language } from './rules-templates.ts'

/** A letter to be numbered: what it is filled with, to whom, about what and who signs it. */
export interface LetterRequest extends LetterValues {
  /** A template of data/reference/notifications/letters. */
  template: string
  /** The first leads, the others stand under it. */
  languages: Language[]
  /** Lines of the address; the party is told when the letter is issued. */
  addressee: { partyId?: number; lines: Names[] }
  subject: Subject
  /** The post that signs, by the one who holds it today; left out for letters that nobody signs. */
  postId?: number
  facts?: LetterFacts
  /** PNG or JPEG bytes by the name in the template: the map from the tiles' picture engine. */
  pictures?: Record<string, Uint8Array>
  /** Who may open the file besides officers and the addressee. */
  visibility?: 'public' | 'private'
}

/** A letter that has its number and waits to be drawn and signed. */
export interface DraftedLetter {
  letterId: number
  number: string
}

/**
 * Numbers a letter and fixes what it says, in the transaction of the decision: rolled back with it. It is drawn, signed and sent to its
 * addressee after the commit; `notifications.letter-issued` tells when.
 * @throws Invalid naming the value, language or picture at fault, NotFound for the post
 */
export async function draftLetter(tx: Tx, request: LetterRequest): Promise<DraftedLetter> {
  const { context } = tx
  const { tenantId } = context.tenant
  const template = letterTemplate(request.template)
  const version = letterVersionOn(template.versions, context.today, request.template)
  checkRequest(request, version)
  const composed = composeLetter(version, request)
  const pictures = await keepPictures(context, version, request.pictures ?? {})
  const signer = version.signature ? await signerOfPost(tx, request.postId) : null
  const head = await headOf(tx)
  const { printed } = await nextNumber(tx, tenantId, template.series, context.today, template.numberPattern)
  const content: LetterContent = {
    languages: request.languages,
    head,
    number: printed,
    day: context.today,
    addressee: request.addressee.lines,
    ...composed,
    // A letter about something without a map has no empty frame.
    blocks: composed.blocks.filter((block) => !('picture' in block) || block.picture.name in pictures),
    signature: signer?.signature ?? null,
    notes: version.notes.map((code) => letterNotes().get(code)!),
  }
  const letterId = await insertLetter(tx, tenantId, {
    template: request.template,
    templateFrom: version.validFrom,
    kind: template.kind,
    number: printed,
    day: context.today,
    content,
    facts: request.facts ?? {},
    pictures,
    subjectKind: request.subject.kind,
    subjectId: request.subject.id,
    addresseePartyId: request.addressee.partyId ?? null,
    postId: signer?.postId ?? null,
    holderUserId: signer?.userId ?? null,
    visibility: request.visibility ?? 'private',
  })
  await tx.emit('notifications.letter-drafted', { letterId })
  return { letterId, number: printed }
}

function letterVersionOn(versions: readonly LetterVersion[], day: string, template: string): LetterVersion {
  const known = versions.filter((each) => each.validFrom <= day).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  if (!known[0])
    throw new Invalid('template', 'No version of this letter is in force on this day.', {
      got: `${template} on ${day}`,
    })
  return known[0]
}

function checkRequest(request: LetterRequest, version: LetterVersion): void {
  const { languages } = request
  if (
    !languages.length ||
    new Set(languages).size !== languages.length ||
    !languages.every((each) => allLanguages.includes(each))
  )
    throw new Invalid('languages', 'Name one to three languages, each once.', {
      got: languages,
      expected: allLanguages,
    })
  const names = version.blocks.flatMap((block) => ('picture' in block ? [block.picture.name] : []))
  for (const name of Object.keys(request.pictures ?? {}))
    if (!names.includes(name))
      throw new Invalid(`pictures.${name}`, 'The template has no such picture.', { expected: names })
}

/** Bytes lie in the document store by their hash; the letter keeps the hash. */
async function keepPictures(
  { platform }: Context,
  version: LetterVersion,
  given: Record<string, Uint8Array>,
): Promise<Record<string, string>> {
  const kept: Record<string, string> = {}
  for (const block of version.blocks) {
    const bytes = 'picture' in block ? given[block.picture.name] : undefined
    if (!bytes || !('picture' in block)) continue
    kept[block.picture.name] = sha256(bytes)
    await platform.documents.put(sha256(bytes), bytes)
  }
  return kept
}

async function signerOfPost(
  tx: Tx,
  postId: number | undefined,
): Promise<{ postId: number; userId: number; signature: LetterSignature }> {
  const { tenant, today } = tx.context
  if (postId === undefined) throw new Invalid('postId', 'This letter is signed: name the post.')
  const post = await selectPostHolder(tx, { stateId: tenant.stateId, townId: tenant.tenantId }, postId, today)
  if (!post) throw new NotFound('postId', 'There is no such post in this town.', { got: postId })
  if (post.holderUserId === null || !post.holderNames)
    throw new Invalid('postId', 'This post is vacant: nobody can sign for it.', { got: postId })
  return {
    postId,
    userId: post.holderUserId,
    signature: { post: post.names, office: post.office, holder: post.holderNames },
  }
}

async function headOf(tx: Tx): Promise<LetterContent['head']> {
  const { tenant, today } = tx.context
  const found = await selectHead(tx, tenant.tenantId, today)
  return { names: found?.names ?? tenant.names, act: found?.act ?? '', address: addressOf(tx.context) }
}

/** A body's address stands in its settings until a master of it is kept. */
function addressOf({ tenant }: Context): Names | null {
  const address = tenant.settings.address
  return address && typeof address === 'object' ? (address as Names) : null
}
