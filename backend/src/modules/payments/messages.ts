import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const paymentsMessages = {
  'payments.sign-in-for-dues': {
    en: 'Sign in to see your dues in one list.',
    hi: 'अपना पूरा बकाया एक सूची में देखने के लिए साइन इन करें।',
    mr: 'तुमची सर्व थकबाकी एका यादीत पाहण्यासाठी साइन इन करा.',
  },
  'payments.person-unknown': {
    en: 'This town does not know yet which person you are. Prove it at one of your places.',
    hi: 'यह नगर अभी नहीं जानता कि आप कौन हैं। अपनी किसी संपत्ति पर यह सिद्ध करें।',
    mr: 'तुम्ही कोण आहात हे या शहराला अजून माहीत नाही. तुमच्या एखाद्या मालमत्तेवर ते सिद्ध करा.',
  },
  'payments.no-bill-of-number': {
    en: 'There is no bill of this number in this town.',
    hi: 'इस नगर में इस संख्या का कोई बिल नहीं है।',
    mr: 'या शहरात या क्रमांकाचे देयक नाही.',
  },
  'payments.another-voucher': {
    en: 'Another voucher stands in the books under this source. Reverse it first.',
    hi: 'इस स्रोत पर बही में दूसरा वाउचर दर्ज है। पहले उसे उलटें।',
    mr: 'या स्रोतावर वहीत दुसरे व्हाउचर नोंदलेले आहे. आधी ते उलटवा.',
  },
  'payments.voucher-taken-back': {
    en: 'This voucher was taken back already.',
    hi: 'यह वाउचर पहले ही उलटा जा चुका है।',
    mr: 'हे व्हाउचर आधीच उलटवले आहे.',
  },
  'payments.no-such-in-chart': {
    en: 'The chart of accounts of this town has no such {field} that takes postings.',
    hi: 'इस नगर के लेखा चार्ट में ऐसा कोई {field} नहीं है जिस पर प्रविष्टि हो सके।',
    mr: 'या शहराच्या लेखा चार्टमध्ये नोंद घेता येईल असा {field} नाही.',
  },
  'payments.most-vouchers': {
    en: 'Post at most {most} vouchers at a time.',
    hi: 'एक बार में अधिक से अधिक {most} वाउचर दर्ज करें।',
    mr: 'एका वेळी जास्तीत जास्त {most} व्हाउचर नोंदवा.',
  },
  'payments.day-from-1990': {
    en: 'Give a day from 1990 on.',
    hi: '1990 या उसके बाद का दिन दें।',
    mr: '1990 किंवा त्यानंतरचा दिवस द्या.',
  },
  'payments.voucher-lines': {
    en: 'A voucher has 2 to {most} lines.',
    hi: 'एक वाउचर में 2 से {most} पंक्तियाँ होती हैं।',
    mr: 'एका व्हाउचरमध्ये 2 ते {most} ओळी असतात.',
  },
  'payments.line-codes': {
    en: 'A line names a head and a function by their codes.',
    hi: 'हर पंक्ति में शीर्ष और कार्य के कोड होते हैं।',
    mr: 'प्रत्येक ओळीत शीर्ष व कार्य यांचे कोड असतात.',
  },
  'payments.whole-paise': {
    en: 'Give whole paise other than zero, up to one lakh crore rupees.',
    hi: 'शून्य छोड़कर पूरे पैसे दें, अधिक से अधिक एक लाख करोड़ रुपये।',
    mr: 'शून्याखेरीज पूर्ण पैसे द्या, जास्तीत जास्त एक लाख कोटी रुपये.',
  },
  'payments.sides-equal': {
    en: 'Debits and credits of a voucher must be equal.',
    hi: 'वाउचर में नामे और जमा बराबर होने चाहिए।',
    mr: 'व्हाउचरमधील नावे व जमा समान असावेत.',
  },
  'payments.no-write-off-head': {
    en: 'The accounts of this town do not say against which head {head} is written off.',
    hi: 'इस नगर के लेखों में तय नहीं है कि {head} किस शीर्ष पर अपलिखित होगा।',
    mr: 'या शहराच्या लेख्यांत {head} कोणत्या शीर्षावर निर्लेखित करायचे हे ठरलेले नाही.',
  },
  'payments.no-head-account': {
    en: 'The accounts of this town do not say where {component} of {head} ({service}) goes. The accounts officer sets it.',
    hi: 'इस नगर के लेखों में तय नहीं है कि {head} ({service}) का {component} कहाँ जाएगा। लेखा अधिकारी इसे तय करते हैं।',
    mr: 'या शहराच्या लेख्यांत {head} ({service}) चा {component} कोठे जाईल हे ठरलेले नाही. लेखा अधिकारी ते ठरवतात.',
  },
  'payments.no-purpose-account': {
    en: 'The accounts of this town name no head for {purpose} in fund {fund}. The accounts officer sets it.',
    hi: 'इस नगर के लेखों में निधि {fund} में {purpose} के लिए कोई शीर्ष तय नहीं है। लेखा अधिकारी इसे तय करते हैं।',
    mr: 'या शहराच्या लेख्यांत निधी {fund} मध्ये {purpose} साठी शीर्ष ठरलेले नाही. लेखा अधिकारी ते ठरवतात.',
  },
  'payments.no-way-of-paying': {
    en: 'This town takes no money of fund {fund} by this way ({channel}). The accounts officer sets it.',
    hi: 'यह नगर निधि {fund} का पैसा इस तरीके ({channel}) से नहीं लेता। लेखा अधिकारी इसे तय करते हैं।',
    mr: 'हे शहर निधी {fund} चे पैसे या मार्गाने ({channel}) घेत नाही. लेखा अधिकारी ते ठरवतात.',
  },
  'payments.no-advance-head': {
    en: 'The accounts of this town name no head for advances. The accounts officer sets it.',
    hi: 'इस नगर के लेखों में अग्रिम के लिए कोई शीर्ष तय नहीं है। लेखा अधिकारी इसे तय करते हैं।',
    mr: 'या शहराच्या लेख्यांत आगाऊ रकमेसाठी शीर्ष ठरलेले नाही. लेखा अधिकारी ते ठरवतात.',
  },
  'payments.no-receipt-under-link': {
    en: 'There is no receipt under this link.',
    hi: 'इस लिंक पर कोई रसीद नहीं है।',
    mr: 'या दुव्यावर कोणतीही पावती नाही.',
  },
  'payments.ten-digits': {
    en: 'must be ten digits',
    hi: 'दस अंक होने चाहिए',
    mr: 'दहा अंक असावेत',
  },
  'payments.one-of-four': {
    en: 'Name one of propertyId, propertyNumber, reference and billNumber.',
    hi: 'propertyId, propertyNumber, reference और billNumber में से एक दें।',
    mr: 'propertyId, propertyNumber, reference व billNumber यांपैकी एक द्या.',
  },
  'payments.link-of-receipt': {
    en: 'must be the link of a receipt',
    hi: 'रसीद का लिंक होना चाहिए',
    mr: 'पावतीचा दुवा असावा',
  },
  'payments.no-order': {
    en: 'This town has not said in which order a payment clears what is due. The accounts officer sets it.',
    hi: 'इस नगर ने तय नहीं किया है कि भुगतान किस क्रम में बकाया चुकाता है। लेखा अधिकारी इसे तय करते हैं।',
    mr: 'भरणा कोणत्या क्रमाने थकबाकी फेडतो हे या शहराने ठरवलेले नाही. लेखा अधिकारी ते ठरवतात.',
  },
  'payments.bill-not-here': {
    en: 'One of these bills is not in this town.',
    hi: 'इनमें से एक बिल इस नगर का नहीं है।',
    mr: 'यांपैकी एक देयक या शहराचे नाही.',
  },
  'payments.nothing-due': {
    en: 'Nothing is due on these bills.',
    hi: 'इन बिलों पर कुछ बकाया नहीं है।',
    mr: 'या देयकांवर काही थकीत नाही.',
  },
  'payments.more-than-due': {
    en: 'This is more than is due.',
    hi: 'यह बकाया से अधिक है।',
    mr: 'हे थकबाकीपेक्षा जास्त आहे.',
  },
  'payments.whose-credit': {
    en: 'Say to whose credit the advance goes: a property or an account number.',
    hi: 'बताएँ कि अग्रिम किसके खाते में जाए: संपत्ति या खाता संख्या।',
    mr: 'आगाऊ रक्कम कोणाच्या नावे जाईल ते सांगा: मालमत्ता किंवा खाते क्रमांक.',
  },
  'payments.amnesty-runs': {
    en: 'An amnesty runs on one of these properties. It must be kept or lapse before the property moves.',
    hi: 'इनमें से एक संपत्ति पर माफ़ी योजना चल रही है। संपत्ति के जाने से पहले वह पूरी या समाप्त होनी चाहिए।',
    mr: 'यांपैकी एका मालमत्तेवर माफी योजना सुरू आहे. मालमत्ता हलवण्यापूर्वी ती पूर्ण किंवा रद्द व्हावी.',
  },
  'payments.property-or-account': {
    en: 'Name a property or an account number.',
    hi: 'संपत्ति या खाता संख्या दें।',
    mr: 'मालमत्ता किंवा खाते क्रमांक द्या.',
  },
} as const satisfies Messages
