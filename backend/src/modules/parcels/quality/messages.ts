import type { Messages } from '../../../kernel/index.ts'

/** What is refused about quality, in every language. */
export const qualityMessages = {
  'parcels.quality-running': {
    en: 'The register is being looked over already. Wait until it is done.',
    hi: 'पंजी की जाँच पहले से चल रही है। पूरी होने तक रुकें।',
    mr: 'नोंदवहीची तपासणी आधीच सुरू आहे. पूर्ण होईपर्यंत थांबा.',
  },
  'parcels.quality-first': {
    en: 'Look the register over first, and wait until it is done.',
    hi: 'पहले पंजी की जाँच करें और पूरी होने तक रुकें।',
    mr: 'आधी नोंदवही तपासा आणि पूर्ण होईपर्यंत थांबा.',
  },
  'parcels.no-finding': {
    en: 'There is no such finding in this town.',
    hi: 'इस नगर में ऐसी कोई कमी दर्ज नहीं है।',
    mr: 'या शहरात अशी कोणतीही चूक नोंदलेली नाही.',
  },
  'parcels.finding-closed': {
    en: 'This finding is no longer open. Look at the list again.',
    hi: 'यह कमी अब खुली नहीं है। सूची फिर देखें।',
    mr: 'ही चूक आता उघडी नाही. यादी पुन्हा पहा.',
  },
  'parcels.no-mend': {
    en: 'Nothing can be suggested here. Look at the place and change the register by hand.',
    hi: 'यहाँ कोई सुझाव नहीं बनता। जगह देखकर पंजी हाथ से बदलें।',
    mr: 'येथे काही सुचवता येत नाही. जागा पाहून नोंदवही हाताने बदला.',
  },
} as const satisfies Messages
