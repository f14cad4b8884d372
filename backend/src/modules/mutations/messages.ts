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
  'mutations.deed-ahead': {
    en: 'This deed is of a day to come.',
    hi: 'यह दस्तावेज़ आगे की तारीख का है।',
    mr: 'हा दस्तऐवज पुढील तारखेचा आहे.',
  },
  'mutations.no-application': {
    en: 'This case has no application.',
    hi: 'इस प्रकरण में कोई आवेदन नहीं है।',
    mr: 'या प्रकरणात अर्ज नाही.',
  },
  'mutations.everybody-named': {
    en: 'Name the entry of everybody who receives a part, in their order.',
    hi: 'जिन्हें हिस्सा मिल रहा है, उन सबकी प्रविष्टि उसी क्रम में बताएँ।',
    mr: 'ज्यांना वाटा मिळतो त्या सर्वांची नोंद त्याच क्रमाने सांगा.',
  },
  'mutations.notice-not-set': {
    en: 'The town has not set how many days a public notice runs.',
    hi: 'नगर ने यह तय नहीं किया है कि सार्वजनिक सूचना कितने दिन चलेगी।',
    mr: 'जाहीर सूचना किती दिवस चालेल हे शहराने ठरवलेले नाही.',
  },
  'mutations.paper-not-seen': {
    en: 'A paper that the town asks for was not seen.',
    hi: 'नगर जो कागज़ माँगता है वह नहीं देखा गया।',
    mr: 'शहर मागते ते कागदपत्र पाहिले गेले नाही.',
  },
  'mutations.power-of-attorney': {
    en: 'Who acts for an owner shows a power of attorney.',
    hi: 'जो मालिक की ओर से काम करता है, वह मुख्तारनामा दिखाए।',
    mr: 'मालकाच्या वतीने काम करणाऱ्याने मुखत्यारपत्र दाखवावे.',
  },
  'mutations.receipt-not-fee': {
    en: 'The receipt is not over the fee of this service.',
    hi: 'रसीद इस सेवा के शुल्क की राशि की नहीं है।',
    mr: 'पावती या सेवेच्या शुल्काच्या रकमेची नाही.',
  },
  'mutations.notice-runs': {
    en: 'The public notice still runs. A mutation is decided after its last day.',
    hi: 'सार्वजनिक सूचना अभी चल रही है। नामांतरण का निर्णय उसके अंतिम दिन के बाद होगा।',
    mr: 'जाहीर सूचनेची मुदत चालू आहे. फेरफाराचा निर्णय तिच्या शेवटच्या दिवसानंतर होईल.',
  },
  'mutations.title-disputed': {
    en: 'Title is in dispute. This office cannot decide it: refer the mutation to the court.',
    hi: 'स्वामित्व पर विवाद है। यह कार्यालय उसे तय नहीं कर सकता: नामांतरण न्यायालय को भेजें।',
    mr: 'मालकीवर वाद आहे. हे कार्यालय तो ठरवू शकत नाही: फेरफार न्यायालयाकडे पाठवा.',
  },
  'mutations.objection-open': {
    en: 'An objection is still open. Decide each of them first.',
    hi: 'एक आपत्ति अभी बाकी है। पहले हर एक पर निर्णय दें।',
    mr: 'एक हरकत अजून प्रलंबित आहे. आधी प्रत्येकीवर निर्णय द्या.',
  },
  'mutations.objection-upheld': {
    en: 'An objection was upheld. The mutation can only be refused.',
    hi: 'एक आपत्ति सही पाई गई। नामांतरण केवल अस्वीकार हो सकता है।',
    mr: 'एक हरकत मान्य झाली. फेरफार केवळ नामंजूर होऊ शकतो.',
  },
  'mutations.fee-not-paid': {
    en: 'The fee is not recorded as paid. Enter its receipt first.',
    hi: 'शुल्क जमा होना दर्ज नहीं है। पहले उसकी रसीद दर्ज करें।',
    mr: 'शुल्क भरल्याची नोंद नाही. आधी त्याची पावती नोंदवा.',
  },
  'mutations.too-many-parts': {
    en: 'These shares have too many parts to be written. Use simpler fractions.',
    hi: 'ये हिस्से लिखने के लिए बहुत बारीक हैं। सरल भिन्न दें।',
    mr: 'हे हिस्से लिहिण्यासाठी फार बारीक आहेत. साधे अपूर्णांक द्या.',
  },
  'mutations.name-the-entry': {
    en: 'Name the entry of this person in the register.',
    hi: 'इस व्यक्ति की पंजी में प्रविष्टि बताएँ।',
    mr: 'या व्यक्तीची नोंदवहीतील नोंद सांगा.',
  },
  'mutations.giver-is-owner': {
    en: 'Whoever gives a part away must be an owner on record.',
    hi: 'जो हिस्सा दे रहा है वह दर्ज मालिक होना चाहिए।',
    mr: 'जो वाटा देतो तो नोंदलेला मालक असला पाहिजे.',
  },
  'mutations.shares-not-stated': {
    en: 'The register does not state the shares of the owners. Record all of them anew.',
    hi: 'पंजी में मालिकों के हिस्से दर्ज नहीं हैं। सभी को नए सिरे से दर्ज करें।',
    mr: 'नोंदवहीत मालकांचे हिस्से नाहीत. सर्व नव्याने नोंदवा.',
  },
  'mutations.not-more-than-whole': {
    en: 'must not be more than the whole',
    hi: 'पूरे से अधिक नहीं होना चाहिए',
    mr: 'पूर्णापेक्षा जास्त नसावे',
  },
} satisfies Messages
