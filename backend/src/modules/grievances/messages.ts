import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const grievanceMessages = {
  'grievances.no-category': {
    en: 'This town has no such kind of complaint.',
    hi: 'इस नगर में इस प्रकार की शिकायत दर्ज नहीं होती।',
    mr: 'या शहरात अशा प्रकारची तक्रार नोंदवली जात नाही.',
  },
  'grievances.who-reports-for-others': {
    en: 'Only staff at the counter report for somebody else.',
    hi: 'दूसरे की ओर से शिकायत केवल काउंटर के कर्मचारी दर्ज कर सकते हैं।',
    mr: 'दुसऱ्याच्या वतीने तक्रार फक्त काउंटरवरील कर्मचारीच नोंदवू शकतात.',
  },
  'grievances.no-asset': {
    en: 'There is no such thing in this town. Show the place on the map.',
    hi: 'इस नगर में ऐसी कोई वस्तु दर्ज नहीं है। नक्शे पर जगह दिखाएँ।',
    mr: 'या शहरात अशी वस्तू नोंदलेली नाही. नकाशावर जागा दाखवा.',
  },
  'grievances.name-the-asset': {
    en: 'Name the thing by the code on it, or by its kind and number.',
    hi: 'वस्तु को उस पर लिखे कोड से, या प्रकार और संख्या से बताएँ।',
    mr: 'वस्तू तिच्यावरील कोडने, किंवा प्रकार व क्रमांकाने सांगा.',
  },
  'grievances.kind-of-asset': {
    en: 'must be a kind of thing: street-light',
    hi: 'वस्तु का प्रकार होना चाहिए: street-light',
    mr: 'वस्तूचा प्रकार असावा: street-light',
  },
  'grievances.where': {
    en: 'Show the place on the map, or choose the property.',
    hi: 'नक्शे पर जगह दिखाएँ, या संपत्ति चुनें।',
    mr: 'नकाशावर जागा दाखवा, किंवा मालमत्ता निवडा.',
  },
  'grievances.other-body': {
    en: 'This place is not ours. {body} answers there.',
    hi: 'यह जगह हमारे क्षेत्र में नहीं है। वहाँ {body} की ज़िम्मेदारी है।',
    mr: 'ही जागा आमच्या अखत्यारीत नाही. तेथे {body} जबाबदार आहे.',
  },
  'grievances.outside': {
    en: 'This place lies outside this town.',
    hi: 'यह जगह इस नगर के बाहर है।',
    mr: 'ही जागा या शहराबाहेर आहे.',
  },
  'grievances.too-many-today': {
    en: 'You have reported {most} problems today. Report more tomorrow, or call the office.',
    hi: 'आज आप {most} शिकायतें दर्ज कर चुके हैं। बाकी कल दर्ज करें, या कार्यालय को फ़ोन करें।',
    mr: 'आज तुम्ही {most} तक्रारी नोंदवल्या आहेत. उरलेल्या उद्या नोंदवा, किंवा कार्यालयाला फोन करा.',
  },
  'grievances.not-with-itself': {
    en: 'A complaint cannot be joined with itself.',
    hi: 'शिकायत को उसी में नहीं मिलाया जा सकता।',
    mr: 'तक्रार तिच्यातच जोडता येत नाही.',
  },
  'grievances.no-open-complaint': {
    en: 'There is no such open complaint.',
    hi: 'ऐसी कोई खुली शिकायत नहीं है।',
    mr: 'अशी कोणतीही उघडी तक्रार नाही.',
  },
  'grievances.category-code': {
    en: 'must be the code of a category: street-light',
    hi: 'शिकायत के प्रकार का कोड होना चाहिए: street-light',
    mr: 'तक्रारीच्या प्रकाराचा कोड असावा: street-light',
  },
  'grievances.ten-digits': {
    en: 'must be a mobile number of ten digits',
    hi: 'दस अंकों का मोबाइल नंबर होना चाहिए',
    mr: 'दहा अंकी मोबाइल क्रमांक असावा',
  },
} as const satisfies Messages
