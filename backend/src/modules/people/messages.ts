import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const peopleMessages = {
  'people.no-person': {
    en: 'There is no such person in this town.',
    hi: 'इस नगर में ऐसा कोई व्यक्ति नहीं है।',
    mr: 'या शहरात अशी कोणतीही व्यक्ती नाही.',
  },
  'people.no-claim': {
    en: 'There is no such claim of yours.',
    hi: 'आपका ऐसा कोई दावा नहीं है।',
    mr: 'तुमचा असा कोणताही दावा नाही.',
  },
  'people.code-wrong': {
    en: 'This code is wrong or too old. Ask for a new one.',
    hi: 'यह कोड ग़लत है या पुराना हो गया है। नया कोड मँगाएँ।',
    mr: 'हा कोड चुकीचा आहे किंवा जुना झाला आहे. नवीन कोड मागवा.',
  },
  'people.only-own-act': {
    en: 'Only the person or an officer of the register may do this.',
    hi: 'यह केवल वह व्यक्ति स्वयं या पंजी का अधिकारी कर सकता है।',
    mr: 'हे फक्त ती व्यक्ती स्वतः किंवा नोंदवहीचा अधिकारीच करू शकतो.',
  },
  'people.only-own-see': {
    en: 'Only the person or an officer of the register may see this.',
    hi: 'इसे केवल वह व्यक्ति स्वयं या पंजी का अधिकारी देख सकता है।',
    mr: 'हे फक्त ती व्यक्ती स्वतः किंवा नोंदवहीचा अधिकारीच पाहू शकतो.',
  },
  'people.no-consent': {
    en: 'There is no such consent of yours.',
    hi: 'आपकी ऐसी कोई सहमति दर्ज नहीं है।',
    mr: 'तुमची अशी कोणतीही संमती नोंदलेली नाही.',
  },
  'people.no-entry': {
    en: 'There is no entry by this id in this town.',
    hi: 'इस नगर में इस क्रमांक की कोई प्रविष्टि नहीं है।',
    mr: 'या शहरात या क्रमांकाची कोणतीही नोंद नाही.',
  },
  'people.aadhaar': {
    en: 'Twelve digits look like an Aadhaar number, which is never kept here. Give the last four digits and the vault reference instead.',
    hi: 'बारह अंक आधार संख्या जैसे दिखते हैं, जो यहाँ कभी नहीं रखी जाती। इसके बदले अंतिम चार अंक और वॉल्ट संदर्भ दें।',
    mr: 'बारा अंक आधार क्रमांकासारखे दिसतात, जो येथे कधीही ठेवला जात नाही. त्याऐवजी शेवटचे चार अंक आणि व्हॉल्ट संदर्भ द्या.',
  },
  'people.mobile': {
    en: 'Give a mobile number of ten digits that begins with 6, 7, 8 or 9.',
    hi: 'दस अंकों का मोबाइल नंबर दें जो 6, 7, 8 या 9 से शुरू हो।',
    mr: '6, 7, 8 किंवा 9 ने सुरू होणारा दहा अंकी मोबाइल क्रमांक द्या.',
  },
  'people.email': { en: 'Give an e-mail address.', hi: 'ई-मेल पता दें।', mr: 'ई-मेल पत्ता द्या.' },
  'people.language-code': {
    en: 'must be a language code such as hi',
    hi: 'भाषा का कोड होना चाहिए, जैसे hi',
    mr: 'भाषेचा कोड असावा, जसे hi',
  },
} satisfies Messages
