import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const waterMessages = {
  'water.no-zone': {
    en: 'There is no such supply zone in this town.',
    hi: 'इस नगर में ऐसा कोई जल प्रदाय क्षेत्र नहीं है।',
    mr: 'या शहरात असा कोणताही पाणीपुरवठा विभाग नाही.',
  },
  'water.name-a-place': {
    en: 'Name a property, or a place by lon and lat.',
    hi: 'संपत्ति बताएँ, या lon और lat से जगह।',
    mr: 'मालमत्ता सांगा, किंवा lon व lat ने जागा.',
  },
  'water.pipe-not-drawn': {
    en: 'The pipe is not drawn: say a place or a property with it.',
    hi: 'यह पाइप नक्शे पर नहीं है: साथ में जगह या संपत्ति बताएँ।',
    mr: 'ही वाहिनी नकाशावर नाही: सोबत जागा किंवा मालमत्ता सांगा.',
  },
  'water.pipe-not-in-use': {
    en: 'This pipe is not in use.',
    hi: 'यह पाइप उपयोग में नहीं है।',
    mr: 'ही वाहिनी वापरात नाही.',
  },
} as const satisfies Messages
