import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const mutationMessages = {
  'mutations.who-applies-for-others': {
    en: 'Only staff at the counter apply for somebody else.',
    hi: 'दूसरे की ओर से आवेदन केवल काउंटर के कर्मचारी कर सकते हैं।',
    mr: 'दुसऱ्याच्या वतीने अर्ज फक्त काउंटरवरील कर्मचारीच करू शकतात.',
  },
  'mutations.who-objects-for-others': {
    en: 'Only staff at the counter object for somebody else.',
    hi: 'दूसरे की ओर से आपत्ति केवल काउंटर के कर्मचारी दर्ज कर सकते हैं।',
    mr: 'दुसऱ्याच्या वतीने हरकत फक्त काउंटरवरील कर्मचारीच नोंदवू शकतात.',
  },
  'mutations.another-open': {
    en: 'Another change of name is open for this property.',
    hi: 'इस संपत्ति का एक और नामांतरण लंबित है।',
    mr: 'या मालमत्तेचा दुसरा फेरफार प्रलंबित आहे.',
  },
  'mutations.no-mutation': {
    en: 'There is no such change of name in this town.',
    hi: 'इस नगर में ऐसा कोई नामांतरण नहीं है।',
    mr: 'या शहरात असा फेरफार नाही.',
  },
  'mutations.objections-when': {
    en: 'Objections are taken while the public notice runs.',
    hi: 'आपत्तियाँ सार्वजनिक सूचना की अवधि में ही ली जाती हैं।',
    mr: 'हरकती जाहीर सूचनेच्या मुदतीतच घेतल्या जातात.',
  },
  'mutations.share-fraction': {
    en: 'A share is a fraction of whole numbers, for example 1/3.',
    hi: 'हिस्सा पूर्ण संख्याओं का भिन्न होता है, जैसे 1/3।',
    mr: 'हिस्सा पूर्ण संख्यांचा अपूर्णांक असतो, उदा. 1/3.',
  },
  'mutations.parts-are-whole': {
    en: 'The parts of what is transferred must sum to exactly one.',
    hi: 'जो दिया जा रहा है उसके हिस्सों का जोड़ ठीक एक होना चाहिए।',
    mr: 'जे दिले जात आहे त्याच्या हिश्श्यांची बेरीज नेमकी एक असावी.',
  },
  'mutations.ten-digits': {
    en: 'must be a mobile number of ten digits',
    hi: 'दस अंकों का मोबाइल नंबर होना चाहिए',
    mr: 'दहा अंकी मोबाइल क्रमांक असावा',
  },
  'mutations.who-receives': {
    en: 'must name a person of the register, or say the name',
    hi: 'पंजी के किसी व्यक्ति को बताएँ, या नाम लिखें',
    mr: 'नोंदवहीतील व्यक्ती सांगा, किंवा नाव लिहा',
  },
} satisfies Messages
