/** The operators' register of texts: what differs from the approved wording is not sent (TRAI, commercial communications by DLT). Pure. */
import type { Approval, Channel, Language } from './rules-templates.ts'

const variable = '{#var#}'

/**
 * Whether a text is the approved wording with something of at most `variableMaxChars` letters in each `{#var#}`.
 * Walks forward over the places a piece may begin, so that no text makes it slow.
 */
export function fitsApproved(text: string, approved: string, variableMaxChars: number): boolean {
  const [first = '', ...pieces] = plain(approved).split(variable)
  const given = plain(text)
  if (!given.startsWith(first)) return false
  let ends = [first.length]
  for (const piece of pieces) {
    ends = endsAfter(given, piece, ends, variableMaxChars)
    if (!ends.length) return false
  }
  return ends.at(-1) === given.length
}

/** Where a piece may end that begins at most `most` letters after one of `ends` (rising). Each place is looked at once. */
function endsAfter(given: string, piece: string, ends: readonly number[], most: number): number[] {
  const next: number[] = []
  let last = 0
  for (let at = ends[0]!; at <= Math.min(ends.at(-1)! + most, given.length); at++) {
    while (last + 1 < ends.length && ends[last + 1]! <= at) last++
    if (at - ends[last]! <= most && given.startsWith(piece, at)) next.push(at + piece.length)
  }
  return next
}

/** Spaces at line ends and forms of one letter do not make another text. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\r?\n ?/g, '\n')
    .trim()
}

/** Why a text may not go out, or the approval that it fits. */
export type ApprovalVerdict = { approval: Approval; because: null } | { approval: null; because: WithheldFor }
export type WithheldFor = 'no-approved-template' | 'differs-from-approved'

/** Finds the approval of a text among those of one channel and language. `sandboxToo` for the provider that sends nothing. */
export function judgeText(
  text: string,
  approvals: readonly Approval[],
  wanted: { channel: Channel; language: Language | null; sandboxToo: boolean },
): ApprovalVerdict {
  const there = approvals.filter(
    (each) =>
      each.channel === wanted.channel &&
      (wanted.language === null || each.language === wanted.language) &&
      (wanted.sandboxToo || each.register === 'operator'),
  )
  // What the operator approved for this body comes before what is made up for trying.
  const inForce = there.some((each) => each.register === 'operator')
    ? there.filter((each) => each.register === 'operator')
    : there
  if (!inForce.length) return { approval: null, because: 'no-approved-template' }
  const approval = inForce.find((each) => fitsApproved(text, each.text, each.variableMaxChars))
  return approval ? { approval, because: null } : { approval: null, because: 'differs-from-approved' }
}

/** Which channels need an approved text. E-mail is nobody's register. */
export const needsApproval: Record<Channel, boolean> = { sms: true, whatsapp: true, email: false }

const gsm = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/u

/** How many text messages a text costs: 160 or 153 letters each in the GSM alphabet, 70 or 67 in any other (3GPP TS 23.038). */
export function smsParts(text: string): number {
  const isGsm = gsm.test(text)
  const letters = isGsm ? text.length + (text.match(/[\^{}\\[~\]|€]/g)?.length ?? 0) : text.length
  const [single, several] = isGsm ? [160, 153] : [70, 67]
  return letters <= single ? 1 : Math.ceil(letters / several)
}
