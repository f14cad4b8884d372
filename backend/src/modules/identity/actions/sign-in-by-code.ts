import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { asSystem, type Context, command, NotSignedIn, newRequestId, TooMany } from '../../../kernel/index.ts'
import { countFailure, refuseWhileLocked } from '../lockout.ts'
import type { ContactProvedInvitation } from '../persons.ts'
import {
  insertCode,
  insertUser,
  lockAddress,
  selectRecentCodes,
  selectUserByIdentifier,
  takeCodeTry,
  upsertCredential,
  useCode,
} from '../queries.ts'
import { codeAttempts, codeLifeSeconds, type Destination, readDestination, sessionHours } from '../rules.ts'
import { type OpenedSession, openSession } from './sign-in.ts'

const codesPerHour = 6
const secondsBetweenCodes = 30

const wording: Record<string, (code: string) => string> = {
  en: (code) => `${code} is your sign-in code. It works for 10 minutes. Tell it to nobody.`,
  hi: (code) => `आपका साइन-इन कोड ${code} है। यह 10 मिनट तक चलेगा। किसी को न बताएँ।`,
  mr: (code) => `तुमचा साइन-इन कोड ${code} आहे. तो 10 मिनिटे चालेल. कोणालाही सांगू नका.`,
}

function hashCode(masterKey: Buffer, to: string, code: string): string {
  return createHmac('sha256', masterKey).update(`sign-in ${to} ${code}`).digest('hex')
}

/** Sends six digits to a mobile or e-mail address, whether or not somebody is known by it. */
export async function sendCode(
  context: Context,
  to: string,
  language: string,
): Promise<{ sent: true; expiresInSeconds: number }> {
  const destination = readDestination(to)
  const { platform, tenant } = context
  await refuseWhileLocked(context, `code:${destination.value}`)
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await command({ ...asSystem(context), requestId: newRequestId() }, { name: 'identity.send-code' }, async (tx) => {
    // Counted and added in one transaction per address: of ten requests at once one alone sends.
    await lockAddress(tx, tenant.stateId, destination.value)
    refuseTooMany(await selectRecentCodes(tx, tenant.stateId, destination.value))
    await insertCode(tx, tenant.stateId, {
      sentTo: destination.value,
      channel: destination.channel,
      codeHash: hashCode(platform.config.masterKey, destination.value, code),
      lifeSeconds: codeLifeSeconds,
    })
    tx.journal({ subjects: [], after: { channel: destination.channel } })
  })
  await platform.sender.send({
    stateId: tenant.stateId,
    to: destination.value,
    channel: destination.channel,
    text: (wording[language] ?? wording.en!)(code),
  })
  return { sent: true, expiresInSeconds: codeLifeSeconds }
}

function refuseTooMany(recent: { count: number; seconds_since_last: number | null }): void {
  const wait = recent.seconds_since_last === null ? 0 : secondsBetweenCodes - recent.seconds_since_last
  if (recent.count >= codesPerHour)
    throw new TooMany('Too many codes were sent to this address. Try again in an hour.', 3600)
  if (wait > 0) throw new TooMany('A code was sent a moment ago. Wait for it.', wait)
}

/** Checks the digits; a first sign-in makes the user. The proof is told to the rooms above by an event. */
export async function confirmCode(
  context: Context,
  given: { to: string; code: string },
  earlierToken?: string,
): Promise<OpenedSession> {
  const destination = readDestination(given.to)
  const identifier = `code:${destination.value}`
  await refuseWhileLocked(context, identifier)
  const found = await tryCode(context, destination, given.code)
  if (!found) {
    await countFailure(context, identifier)
    throw new NotSignedIn('The code is wrong or too old. Ask for a new one.')
  }
  const userId = await userOf(context, destination, found)
  return openSession(context, userId, sessionHours.citizen, { identifier, earlierToken })
}

async function tryCode(context: Context, destination: Destination, code: string): Promise<number | null> {
  const { masterKey } = context.platform.config
  const wanted = Buffer.from(hashCode(masterKey, destination.value, code))
  return command({ ...asSystem(context), requestId: newRequestId() }, { name: 'identity.try-code' }, async (tx) => {
    tx.journal({ subjects: [] })
    const row = await takeCodeTry(tx, context.tenant.stateId, destination.value, codeAttempts)
    // Compared in here: the answer of a command is kept, and the hash has no business there.
    return row && timingSafeEqual(Buffer.from(row.code_hash), wanted) ? row.code_id : null
  })
}

async function userOf(context: Context, destination: Destination, codeId: number): Promise<number> {
  const stateId = context.tenant.stateId
  return command({ ...asSystem(context), requestId: newRequestId() }, { name: 'identity.confirm-code' }, async (tx) => {
    if (!(await useCode(tx, stateId, codeId))) throw new NotSignedIn('This code was used already. Ask for a new one.')
    const known = await selectUserByIdentifier(tx, stateId, destination.channel, destination.value)
    if (known && !known.active) throw new NotSignedIn('This account is closed.')
    const userId =
      known?.user_id ??
      (await insertUser(tx, stateId, 'citizen', { en: 'Citizen', hi: 'नागरिक', mr: 'नागरिक (रहिवासी)' }))
    await upsertCredential(tx, stateId, userId, destination.channel, { identifier: destination.value, proved: true })
    // In the same transaction, so that the session that opens next is the person's.
    const proved: ContactProvedInvitation = { userId, channel: destination.channel, value: destination.value }
    await tx.invite('identity.contact-proved', proved)
    await tx.emit('identity.contact-proved', { userId, channel: destination.channel })
    tx.journal({ subjects: [{ kind: 'user', id: userId }], after: { channel: destination.channel, firstTime: !known } })
    return userId
  })
}
