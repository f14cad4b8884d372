/** An incident of foul water: whatever the order of the steps, none is left out before it is closed. */
import { defineWorkflow, type Words } from '../workflow/rules.ts'

export type IncidentStatus = 'open' | 'closed'
export type IncidentAction = 'trace' | 'tell' | 'send-tankers' | 'repair' | 'find-clean' | 'find-foul' | 'close'

/** Name of the service: its key in the catalogue. */
export const incidentService = 'water.incident'

/** What must stand before an incident is closed. */
export const closingFacts = ['traced', 'told', 'supplied', 'clean'] as const

export const next = {
  open: ['trace', 'tell', 'send-tankers', 'repair', 'find-clean', 'find-foul', 'close'],
  closed: [],
} as const satisfies Record<IncidentStatus, readonly IncidentAction[]>

const words = (en: string, hi: string, mr: string): Words => ({ en, hi, mr })

/** Statuses with their names. */
export const incidentStatuses = {
  open: { names: words('Open', 'जारी', 'सुरू'), stage: 'office' },
  closed: {
    names: words('Water is clean, closed', 'पानी साफ़, बंद', 'पाणी स्वच्छ, बंद'),
    stage: 'closed',
    decision: 'done',
  },
} as const

const engineers = ['water-engineer', 'commissioner'] as const

/** The workflow that this room hands in. A bad result or a repair takes the clean sample back: another must follow it. */
export const incidentWorkflow = defineWorkflow<IncidentStatus, IncidentAction>({
  service: incidentService,
  version: 1,
  names: words('Foul water', 'दूषित पानी', 'दूषित पाणी'),
  numbering: { series: 'water-incident', pattern: 'WQI/{fy}/{n:5}' },
  initial: 'open',
  statuses: incidentStatuses,
  next,
  actions: {
    trace: {
      names: words('Segment traced', 'पाइप का हिस्सा पता किया', 'वाहिनीचा भाग शोधला'),
      by: 'system',
      to: null,
      sets: { traced: true },
    },
    tell: {
      names: words('Tell the households', 'घरों को सूचना दें', 'घरांना कळवा'),
      by: 'office',
      to: null,
      roles: engineers,
      requires: ['traced'],
      sets: { told: true },
      main: true,
    },
    'send-tankers': {
      names: words('Send tankers', 'टैंकर भेजें', 'टँकर पाठवा'),
      by: 'office',
      to: null,
      roles: engineers,
      sets: { supplied: true },
    },
    repair: {
      names: words('Report a repair', 'मरम्मत दर्ज करें', 'दुरुस्ती नोंदवा'),
      by: 'office',
      to: null,
      roles: engineers,
      needs: ['text'],
      sets: { clean: false },
    },
    'find-clean': {
      names: words('Re-sample is clean', 'दोबारा नमूना साफ़', 'फेरनमुना स्वच्छ'),
      by: 'system',
      to: null,
      sets: { clean: true },
    },
    'find-foul': {
      names: words('Sample failed', 'नमूना विफल', 'नमुना अयोग्य'),
      by: 'system',
      to: null,
      sets: { clean: false },
    },
    close: {
      names: words('Close', 'बंद करें', 'बंद करा'),
      by: 'office',
      to: 'closed',
      roles: engineers,
      requires: closingFacts,
      needs: ['text'],
    },
  },
  factNames: {
    traced: words('the segment is traced', 'पाइप का हिस्सा पता है', 'वाहिनीचा भाग शोधला आहे'),
    told: words('the households are told', 'घरों को सूचना दी गई है', 'घरांना कळवले आहे'),
    supplied: words('tankers are sent', 'टैंकर भेजे गए हैं', 'टँकर पाठवले आहेत'),
    clean: words('a re-sample is clean', 'दोबारा नमूना साफ़ निकला है', 'फेरनमुना स्वच्छ निघाला आहे'),
  },
  allotment: { by: 'area-and-load', roles: ['water-engineer'] },
  faceless: false,
  head: 'commissioner',
  requiresTerms: [],
})
