/**
 * The life of a mutation in the assessment register. It serves taxation and gives no title (Jitendra Singh v State of Madhya Pradesh,
 * Supreme Court, 2021): where title is in dispute it stops and is referred to the court.
 */
import { defineWorkflow, type Words } from '../workflow/rules.ts'

export type MutationStatus = 'lodged' | 'incomplete' | 'noticed' | 'recorded' | 'refused' | 'referred' | 'withdrawn'
export type MutationAction =
  | 'ask'
  | 'answer'
  | 'accept'
  | 'record-fee'
  | 'approve'
  | 'refuse'
  | 'refer'
  | 'resume'
  | 'withdraw'

/** Name of the service: its key in the catalogue; the ground is its variant. */
export const mutationService = 'mutations.mutation'

/** What may happen next. */
export const next = {
  lodged: ['ask', 'accept', 'record-fee', 'refer', 'refuse', 'withdraw'],
  incomplete: ['answer', 'withdraw'],
  noticed: ['record-fee', 'approve', 'refer', 'refuse', 'withdraw'],
  recorded: [],
  refused: [],
  referred: ['resume'],
  withdrawn: [],
} as const satisfies Record<MutationStatus, readonly MutationAction[]>

const words = (en: string, hi: string, mr: string): Words => ({ en, hi, mr })

/** The workflow that this room hands in. */
export const mutationWorkflow = defineWorkflow<MutationStatus, MutationAction>({
  service: mutationService,
  version: 1,
  names: words('Change of name in the tax register', 'कर रजिस्टर में नामांतरण', 'कर नोंदवहीतील फेरफार'),
  numbering: { series: 'mutation', pattern: 'MUT/{fy}/{n:6}' },
  initial: 'lodged',
  statuses: {
    lodged: { names: words('Lodged', 'दर्ज', 'दाखल'), stage: 'office' },
    incomplete: { names: words('Waits for your papers', 'आपके कागज़ बाकी', 'तुमच्या कागदपत्रांची वाट'), stage: 'applicant' },
    noticed: { names: words('Public notice', 'सार्वजनिक सूचना जारी', 'जाहीर सूचना दिली'), stage: 'office' },
    recorded: {
      names: words('Recorded', 'नाम दर्ज हुआ', 'नाव नोंदवले'),
      stage: 'closed',
      decision: 'granted',
    },
    refused: { names: words('Refused', 'अस्वीकृत', 'नामंजूर'), stage: 'closed', decision: 'refused' },
    referred: {
      names: words('Referred to the court', 'न्यायालय को भेजा', 'न्यायालयाकडे पाठवले'),
      stage: 'closed',
      decision: 'refused',
    },
    withdrawn: { names: words('Withdrawn', 'वापस लिया', 'मागे घेतले'), stage: 'closed', decision: 'withdrawn' },
  },
  next,
  actions: {
    ask: {
      names: words('Ask for papers', 'कागज़ माँगें', 'कागदपत्रे मागा'),
      by: 'office',
      to: 'incomplete',
      needs: ['text'],
      tellsApplicant: true,
    },
    answer: { names: words('Papers are sent', 'कागज़ भेजे', 'कागदपत्रे पाठवली'), by: 'applicant', to: 'lodged', main: true },
    accept: {
      names: words(
        'Papers are in order: give public notice',
        'कागज़ ठीक: सार्वजनिक सूचना दें',
        'कागदपत्रे योग्य: जाहीर सूचना द्या',
      ),
      by: 'office',
      to: 'noticed',
      sets: { complete: true },
      stoppedBy: 'transfer',
      tellsApplicant: true,
      main: true,
    },
    'record-fee': {
      names: words('Enter the receipt of the fee', 'शुल्क की रसीद दर्ज करें', 'शुल्काची पावती नोंदवा'),
      by: 'office',
      to: null,
      sets: { 'fee-paid': true },
    },
    approve: {
      names: words('Record the new owners', 'नए स्वामी दर्ज करें', 'नवे मालक नोंदवा'),
      by: 'office',
      to: 'recorded',
      roles: ['commissioner'],
      withoutFile: true,
      requires: ['complete'],
      needs: ['text'],
      stoppedBy: 'transfer',
      tellsApplicant: true,
      main: true,
    },
    refuse: {
      names: words('Refuse', 'अस्वीकार करें', 'नामंजूर करा'),
      by: 'office',
      to: 'refused',
      roles: ['commissioner'],
      withoutFile: true,
      needs: ['text'],
      tellsApplicant: true,
    },
    refer: {
      names: words(
        'Title is disputed: refer to the court',
        'स्वामित्व पर विवाद: न्यायालय को भेजें',
        'मालकीवर वाद: न्यायालयाकडे पाठवा',
      ),
      by: 'office',
      to: 'referred',
      needs: ['text'],
      tellsApplicant: true,
    },
    resume: {
      names: words('The court has decided: go on', 'न्यायालय का निर्णय आया: आगे बढ़ें', 'न्यायालयाचा निर्णय आला: पुढे चालू'),
      by: 'office',
      to: 'lodged',
      roles: ['commissioner'],
      withoutFile: true,
      needs: ['text'],
      sets: { complete: false },
      tellsApplicant: true,
    },
    withdraw: { names: words('Withdraw it', 'वापस लें', 'मागे घ्या'), by: 'applicant', to: 'withdrawn' },
  },
  allotment: { by: 'area-and-load', roles: ['tax-assessor'] },
  faceless: false,
  head: 'commissioner',
  requiresTerms: ['fee', 'documents'],
})
