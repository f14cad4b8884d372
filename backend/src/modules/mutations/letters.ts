/** Letters of a mutation: the public notice and the order, each in the town's languages, each saying that it gives no title. */
import type { Names, Tx } from '../../kernel/index.ts'
import { type DraftedLetter, draftLetter, type Language } from '../notifications/index.ts'
import type { ApplicationRow } from './queries.ts'
import type { Ground } from './rules.ts'

/** How a ground is called in a letter. */
export const groundNames: Record<Ground, Required<Pick<Names, 'en' | 'hi' | 'mr'>>> = {
  sale: { en: 'sale', hi: 'विक्रय', mr: 'विक्री' },
  gift: { en: 'gift', hi: 'दान', mr: 'बक्षीस' },
  will: { en: 'will', hi: 'वसीयत', mr: 'मृत्युपत्र' },
  succession: { en: 'succession', hi: 'उत्तराधिकार', mr: 'वारसा हक्क' },
  partition: { en: 'partition', hi: 'बँटवारा', mr: 'वाटणी' },
  'court-order': { en: 'order of a court', hi: 'न्यायालय का आदेश', mr: 'न्यायालयाचा आदेश' },
}

type Lettered = Pick<ApplicationRow, 'caseId' | 'propertyId' | 'ground' | 'deed' | 'deedOn'> & {
  propertyNumber: string
  address: Names | null
}

const same = (text: string): Names => ({ en: text, hi: text, mr: text })
const addressed = (address: Names | null): Names => (address && Object.keys(address).length ? address : same('–'))

/** A letter goes out in two languages: the first of the town's own, and English. */
const languages: Language[] = ['hi', 'en']

/** The public notice: who objects may write until its last day. */
export function draftNotice(tx: Tx, caseNumber: string, given: Lettered, until: string): Promise<DraftedLetter> {
  return draftLetter(tx, {
    template: 'mutation-notice',
    languages,
    addressee: { lines: [{ en: 'To all concerned', hi: 'सर्व संबंधित', mr: 'सर्व संबंधितांस' }] },
    subject: { kind: 'case', id: given.caseId },
    ...(tx.context.postId === null ? {} : { postId: tx.context.postId }),
    visibility: 'public',
    values: { ...common(caseNumber, given), until },
  })
}

/** The order that records the new owners or refuses them, with its reasons. */
export function draftOrder(
  tx: Tx,
  caseNumber: string,
  given: Lettered,
  decision: Names,
  reasons: string,
  owners: { name: Names; share: string }[],
): Promise<DraftedLetter> {
  return draftLetter(tx, {
    template: 'mutation-order',
    languages,
    addressee: { lines: [{ en: 'The applicant', hi: 'आवेदक', mr: 'अर्जदार' }] },
    subject: { kind: 'case', id: given.caseId },
    ...(tx.context.postId === null ? {} : { postId: tx.context.postId }),
    values: { ...common(caseNumber, given), decision, reasons: same(reasons) },
    lists: { owners: owners.map(({ name, share }) => ({ name, share })) },
  })
}

const common = (caseNumber: string, given: Lettered) => ({
  caseNumber,
  propertyNumber: given.propertyNumber,
  address: addressed(given.address),
  ground: groundNames[given.ground],
  deed: same(given.deed),
  deedOn: given.deedOn,
})
