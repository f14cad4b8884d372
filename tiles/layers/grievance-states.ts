/** The four states of a complaint as the map shows them, with the letter that stands on its point. */
export const grievanceStates = [
  { value: 'reported', names: { en: 'Reported', hi: 'दर्ज', mr: 'नोंदवली' }, colour: 'series.3', letter: '!' },
  {
    value: 'in-work',
    names: { en: 'Being worked on', hi: 'काम चल रहा है', mr: 'काम सुरू आहे' },
    colour: 'series.1',
    letter: '>',
  },
  {
    value: 'done',
    names: { en: 'Done, consent awaited', hi: 'काम पूरा, सहमति बाकी', mr: 'काम झाले, संमती बाकी' },
    colour: 'series.4',
    letter: '?',
  },
  {
    value: 'closed',
    names: { en: 'Closed in the last 30 days', hi: 'पिछले 30 दिनों में बंद', mr: 'गेल्या 30 दिवसांत बंद' },
    colour: 'series.9',
    letter: '=',
  },
] as const
