import type { Db, Names } from '../../kernel/index.ts'
import type { LetterContent, LetterKind } from './rules-letters.ts'

/** What a code says beside number and day; the verify page has words for each. */
export interface LetterFacts {
  propertyNumber?: string
  caseNumber?: string
  issuedTo?: string
  amountPaise?: number
  validUntil?: string
}

/** A letter to be written. */
export interface NewLetter {
  template: string
  templateFrom: string
  kind: LetterKind
  number: string
  day: string
  content: LetterContent
  facts: LetterFacts
  /** SHA-256 in the document store by the name in the template's block. */
  pictures: Record<string, string>
  subjectKind: string
  subjectId: number
  addresseePartyId: number | null
  postId: number | null
  holderUserId: number | null
  visibility: 'public' | 'private'
}

export async function insertLetter(db: Db, tenantId: number, letter: NewLetter): Promise<number> {
  const [row] = await db.query<{ letter_id: number }>(
    `insert into notifications.letters (tenant_id, template, template_from, kind, number, letter_on, content, facts, pictures, subject_kind, subject_id,
       addressee_party_id, post_id, holder_user_id, visibility)
     values ($1::int, $2::text, $3::date, $4::text, $5::text, $6::date, $7::jsonb, $8::jsonb, $9::jsonb, $10::text, $11::bigint, $12::bigint, $13::bigint,
       $14::bigint, $15::text) returning letter_id`,
    [
      tenantId,
      letter.template,
      letter.templateFrom,
      letter.kind,
      letter.number,
      letter.day,
      JSON.stringify(letter.content),
      JSON.stringify(letter.facts),
      JSON.stringify(letter.pictures),
      letter.subjectKind,
      letter.subjectId,
      letter.addresseePartyId,
      letter.postId,
      letter.holderUserId,
      letter.visibility,
    ],
  )
  return row!.letter_id
}

/** A letter with what became of it. */
export interface LetterRow {
  letter_id: number
  template: string
  kind: LetterKind
  number: string
  letter_on: string
  content: LetterContent
  facts: LetterFacts
  pictures: Record<string, string>
  subject_kind: string
  subject_id: number
  addressee_party_id: number | null
  post_id: number | null
  holder_user_id: number | null
  visibility: 'public' | 'private'
  drafted_at: Date
  document_id: number | null
  sha256: string | null
  code: string | null
  provider: string | null
  signed_at: Date | null
  issued_at: Date | null
  revoked_at: Date | null
  because: string | null
  replaced_by: number | null
  replaced_by_number: string | null
}

const letterSource = `
  select l.letter_id, l.template, l.kind, l.number, l.letter_on, l.content, l.facts, l.pictures, l.subject_kind, l.subject_id, l.addressee_party_id,
    l.post_id, l.holder_user_id, l.visibility, l.drafted_at, i.document_id, d.sha256, i.code, i.provider, i.signed_at, i.issued_at,
    r.revoked_at, r.because, r.replaced_by, other.number as replaced_by_number
  from notifications.letters l
  left join notifications.letter_issues i on i.tenant_id = l.tenant_id and i.letter_id = l.letter_id
  left join kernel.documents d on d.tenant_id = i.tenant_id and d.document_id = i.document_id
  left join notifications.letter_revocations r on r.tenant_id = l.tenant_id and r.letter_id = l.letter_id
  left join notifications.letters other on other.tenant_id = r.tenant_id and other.letter_id = r.replaced_by`

export async function selectLetter(db: Db, tenantId: number, letterId: number): Promise<LetterRow | null> {
  const rows = await db.query<LetterRow>(`${letterSource} where l.tenant_id = $1::int and l.letter_id = $2::bigint`, [
    tenantId,
    letterId,
  ])
  return rows[0] ?? null
}

/** Letters about something, or those to some parties; newest first. */
export function selectLetters(
  db: Db,
  tenantId: number,
  wanted: { subjectKind: string; subjectId: number } | { partyIds: readonly number[] },
): Promise<LetterRow[]> {
  return 'partyIds' in wanted
    ? db.query(
        `${letterSource} where l.tenant_id = $1::int and l.addressee_party_id = any ($2::bigint[]) and i.issued_at is not null
         order by l.letter_id desc limit 100`,
        [tenantId, wanted.partyIds],
      )
    : db.query(
        `${letterSource} where l.tenant_id = $1::int and l.subject_kind = $2::text and l.subject_id = $3::bigint order by l.letter_id desc limit 100`,
        [tenantId, wanted.subjectKind, wanted.subjectId],
      )
}

/** Writes that a letter was issued. False when another process was faster. */
export async function insertLetterIssue(
  db: Db,
  tenantId: number,
  issue: {
    letterId: number
    documentId: number
    keyId: string
    code: string
    provider: string | null
    certificate: string | null
    signedAt: Date | null
  },
): Promise<boolean> {
  const rows = await db.query(
    `insert into notifications.letter_issues (tenant_id, letter_id, document_id, key_id, code, provider, certificate, signed_at)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::text, $6::text, $7::text, $8::timestamptz)
     on conflict (tenant_id, letter_id) do nothing returning letter_id`,
    [
      tenantId,
      issue.letterId,
      issue.documentId,
      issue.keyId,
      issue.code,
      issue.provider,
      issue.certificate,
      issue.signedAt,
    ],
  )
  return rows.length > 0
}

/** Writes that a letter no longer holds. False when it was withdrawn before. */
export async function insertRevocation(
  db: Db,
  tenantId: number,
  given: { letterId: number; because: string; replacedBy: number | null; postId: number | null; userId: number | null },
): Promise<boolean> {
  const rows = await db.query(
    `insert into notifications.letter_revocations (tenant_id, letter_id, because, replaced_by, post_id, user_id)
     values ($1::int, $2::bigint, $3::text, $4::bigint, $5::bigint, $6::bigint) on conflict (tenant_id, letter_id) do nothing returning letter_id`,
    [tenantId, given.letterId, given.because, given.replacedBy, given.postId, given.userId],
  )
  return rows.length > 0
}

/** Names and Act of a body on a day, for the head of a letter. */
export async function selectHead(db: Db, tenantId: number, day: string): Promise<{ names: Names; act: string } | null> {
  const rows = await db.query<{ names: Names; act: string }>(
    `select names, act from identity.current_towns_view where tenant_id = $1::int and valid_from <= $2::date and valid_to > $2::date`,
    [tenantId, day],
  )
  return rows[0] ?? null
}

/** A certificate with its key, as the owner of the tables reads it. */
export interface StoredCertificate {
  certificate: string
  wrapped_private_key: Buffer
}

/** One at a time: two first signatures at once must not make two authorities. */
export async function lockCertificates(db: Db, tenantId: number): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(20725, $1::int)`, [tenantId])
}

export async function selectAuthority(
  db: Db,
  tenantId: number,
  provider: string,
  now: Date,
): Promise<StoredCertificate | null> {
  const rows = await db.query<StoredCertificate>(
    `select certificate, wrapped_private_key from notifications.certificates
     where tenant_id = $1::int and provider = $2::text and role = 'authority' and valid_to > $3::timestamptz and wrapped_private_key is not null
     order by valid_from desc limit 1`,
    [tenantId, provider, now],
  )
  return rows[0] ?? null
}

export async function selectSigner(
  db: Db,
  tenantId: number,
  of: { provider: string; postId: number; userId: number; now: Date },
): Promise<StoredCertificate | null> {
  const rows = await db.query<StoredCertificate>(
    `select certificate, wrapped_private_key from notifications.certificates
     where tenant_id = $1::int and provider = $2::text and role = 'signer' and post_id = $3::bigint and user_id = $4::bigint
       and valid_to > $5::timestamptz and wrapped_private_key is not null order by valid_to desc limit 1`,
    [tenantId, of.provider, of.postId, of.userId, of.now],
  )
  return rows[0] ?? null
}

export async function insertCertificate(
  db: Db,
  tenantId: number,
  row: {
    provider: string
    role: string
    postId: number | null
    userId: number | null
    certificate: string
    wrapped: Buffer
    from: Date
    to: Date
  },
): Promise<void> {
  await db.query(
    `insert into notifications.certificates (tenant_id, provider, role, post_id, user_id, certificate, wrapped_private_key, valid_from, valid_to)
     values ($1::int, $2::text, $3::text, $4::bigint, $5::bigint, $6::text, $7::bytea, $8::timestamptz, $9::timestamptz)`,
    [tenantId, row.provider, row.role, row.postId, row.userId, row.certificate, row.wrapped, row.from, row.to],
  )
}

/** Every public key of every body, present and retired; public columns alone. */
export function selectAllKeys(
  db: Db,
): Promise<
  { code: string; names: Names; key_id: string; public_key: string; valid_from: Date; retired_at: Date | null }[]
> {
  return db.query(
    `select t.code, t.names, k.key_id, k.public_key, k.valid_from, k.retired_at
     from kernel.signing_keys k join kernel.tenants t on t.tenant_id = k.tenant_id order by t.code, k.valid_from limit 20000`,
  )
}
