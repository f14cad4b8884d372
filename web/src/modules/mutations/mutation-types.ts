import type { Names, Share } from '../../state/contract.ts'

export const GROUNDS = ['sale', 'gift', 'will', 'succession', 'partition', 'court-order'] as const
export type Ground = (typeof GROUNDS)[number]

export type MutationNotice = {
  caseId: number
  number: string
  propertyId: number
  propertyNumber: string
  address: Names
  ground: Ground
  from: string
  until: string
}

export type Incoming = { partyId: number | null; name: string | null; share: Share | null }

export type Mutation = {
  caseId: number
  propertyId: number
  propertyNumber: string
  ground: Ground
  deed: string
  deedOn: string
  incoming: Incoming[]
  charges: { holder: string; amountPaise?: number | null; share?: Share | null }[]
  feePaise: number | null
  feeReceipt: string | null
  noticeFrom: string | null
  noticeUntil: string | null
  noticeLetterId: number | null
  orderLetterId: number | null
  disclaimer: Names
  objections: {
    objectionId: number
    kind: 'facts' | 'title'
    words: string
    filedOn: string
    outcome: string | null
    reasons: string | null
  }[]
}

/** What the office page needs of a case: `GET /cases/{id}`. */
export type CasePage = {
  caseId: number
  number: string
  title: Names
  version: number
  status: { code: string; names: Names }
  dueOn: string | null
  next: { action: string; names: Names; main: boolean; needs: string[]; blocked: { sentence: string }[] }[]
  timeline: { sequence: number; names: Names; on: string; text: string | null; post: Names | null }[]
}

export type CaseLine = Pick<CasePage, 'caseId' | 'number' | 'title' | 'status' | 'dueOn'> & { openedOn: string }

export type WaitingDeed = {
  deedId: number
  feed: string
  receivedAt: string
  deed: {
    externalId: string
    deed: string
    deedOn: string
    ground: Ground
    propertyNumber?: string | null
    incoming: { name: string }[]
  }
}

/** `1/3` or `1`, as people write a share; null for anything else. */
export function readShare(text: string): Share | null {
  const found = /^\s*(\d{1,9})(?:\s*\/\s*(\d{1,9}))?\s*$/.exec(text)
  if (!found) return null
  const share = { numerator: Number(found[1]), denominator: Number(found[2] ?? 1) }
  return share.numerator >= 1 && share.numerator <= share.denominator ? share : null
}
