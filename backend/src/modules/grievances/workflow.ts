/** The life of a complaint. It is closed by the complainant's consent; the head of office alone may close it without, with reasons. */
import { defineWorkflow, type Words } from '../workflow/rules.ts'

export type ComplaintStatus =
  | 'reported'
  | 'in-work'
  | 'done'
  | 'closed'
  | 'closed-by-office'
  | 'referred'
  | 'joined'
  | 'withdrawn'
export type ComplaintAction =
  | 'start'
  | 'finish'
  | 'consent'
  | 'object'
  | 'reopen'
  | 'withdraw'
  | 'refer'
  | 'join'
  | 'close-without-consent'

/** Name of the service: its key in the catalogue. */
export const complaintService = 'grievances.complaint'

/** What may happen next. */
export const next = {
  reported: ['start', 'join', 'refer', 'withdraw'],
  'in-work': ['finish', 'join', 'refer', 'withdraw'],
  done: ['consent', 'object', 'close-without-consent'],
  closed: ['reopen'],
  'closed-by-office': ['reopen'],
  referred: ['reopen'],
  joined: [],
  withdrawn: [],
} as const satisfies Record<ComplaintStatus, readonly ComplaintAction[]>

const words = (en: string, hi: string, mr: string): Words => ({ en, hi, mr })

/** Statuses with their names; the map's legend and the lists use the same. */
export const complaintStatuses = {
  reported: { names: words('Reported', 'दर्ज', 'नोंदवली'), stage: 'office' },
  'in-work': { names: words('Being worked on', 'काम चल रहा है', 'काम सुरू आहे'), stage: 'office' },
  done: {
    names: words('Done, waits for your word', 'काम पूरा, आपकी सहमति बाकी', 'काम झाले, तुमच्या संमतीची वाट'),
    stage: 'applicant',
  },
  closed: { names: words('Closed', 'बंद', 'बंद झाली'), stage: 'closed', decision: 'done' },
  'closed-by-office': {
    names: words('Closed by the office', 'कार्यालय ने बंद की', 'कार्यालयाने बंद केली'),
    stage: 'closed',
    decision: 'done',
  },
  referred: {
    names: words('Not ours, referred', 'हमारे क्षेत्र की नहीं, आगे भेजी', 'आमच्या अखत्यारीत नाही, पुढे पाठवली'),
    stage: 'closed',
    decision: 'refused',
  },
  joined: {
    names: words('Joined with another', 'दूसरी शिकायत में मिलाई', 'दुसऱ्या तक्रारीत जोडली'),
    stage: 'closed',
  },
  withdrawn: { names: words('Withdrawn', 'वापस ली', 'मागे घेतली'), stage: 'closed', decision: 'withdrawn' },
} as const

const workers = ['sanitation-supervisor', 'water-engineer', 'town-planner', 'grievance-officer'] as const

/** The workflow that this room hands in. */
export const complaintWorkflow = defineWorkflow<ComplaintStatus, ComplaintAction>({
  service: complaintService,
  version: 1,
  names: words('Complaint', 'शिकायत', 'तक्रार'),
  numbering: { series: 'complaint', pattern: 'CMP/{fy}/{n:6}' },
  initial: 'reported',
  statuses: complaintStatuses,
  next,
  actions: {
    start: {
      names: words('Begin the work', 'काम शुरू करें', 'काम सुरू करा'),
      by: 'office',
      to: 'in-work',
      tellsApplicant: true,
      main: true,
    },
    finish: {
      names: words('Report it done', 'काम पूरा बताएँ', 'काम झाल्याचे कळवा'),
      by: 'office',
      to: 'done',
      needs: ['text', 'document'],
      tellsApplicant: true,
      main: true,
    },
    consent: {
      names: words('Yes, it is done', 'हाँ, काम हो गया', 'हो, काम झाले'),
      by: 'applicant',
      to: 'closed',
      main: true,
    },
    object: {
      names: words('No, it is not done', 'नहीं, काम नहीं हुआ', 'नाही, काम झालेले नाही'),
      by: 'applicant',
      to: 'in-work',
      needs: ['text'],
    },
    reopen: {
      names: words('Open it again', 'फिर से खोलें', 'पुन्हा उघडा'),
      by: 'applicant',
      to: 'in-work',
      needs: ['text'],
    },
    withdraw: { names: words('Withdraw it', 'वापस लें', 'मागे घ्या'), by: 'applicant', to: 'withdrawn' },
    refer: {
      names: words('Not ours: refer it', 'हमारे क्षेत्र की नहीं: आगे भेजें', 'आमच्या अखत्यारीत नाही: पुढे पाठवा'),
      by: 'office',
      to: 'referred',
      roles: ['grievance-officer', 'commissioner'],
      needs: ['text'],
      // "Does not pertain" needs a second opinion on the file: a complaint is not passed round.
      requires: ['concurred'],
      tellsApplicant: true,
    },
    join: {
      names: words('Join with another complaint', 'दूसरी शिकायत में मिलाएँ', 'दुसऱ्या तक्रारीत जोडा'),
      by: 'office',
      to: 'joined',
      tellsApplicant: true,
    },
    'close-without-consent': {
      names: words('Close without consent', 'बिना सहमति बंद करें', 'संमतीशिवाय बंद करा'),
      by: 'office',
      to: 'closed-by-office',
      roles: ['commissioner'],
      withoutFile: true,
      needs: ['text'],
      tellsApplicant: true,
    },
  },
  allotment: { by: 'area-and-load', roles: workers },
  faceless: false,
  head: 'commissioner',
  requiresTerms: [],
})
