import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const propertyTaxMessages = {
  'property-tax.not-liable-yet': {
    en: 'The property is liable from {day} only.',
    hi: 'संपत्ति पर कर केवल {day} से देय है।',
    mr: 'मालमत्तेवर कर फक्त {day} पासून देय आहे.',
  },
  'property-tax.liable-from-when': {
    en: 'Say from when: nothing is recorded that made this property liable.',
    hi: 'बताएँ कि कब से: इस संपत्ति को कर योग्य बनाने वाली कोई बात दर्ज नहीं है।',
    mr: 'केव्हापासून ते सांगा: ही मालमत्ता करपात्र झाल्याची कोणतीही नोंद नाही.',
  },
  'property-tax.penalty-rule': {
    en: 'An unauthorised floor names the rule of its penalty.',
    hi: 'अनधिकृत तल के साथ उसकी शास्ति का नियम बताना होगा।',
    mr: 'अनधिकृत मजल्यासोबत त्याच्या शास्तीचा नियम द्यावा.',
  },
  'property-tax.exemption-rule': {
    en: 'Exempt property is assessed in full and shows the rule that forgives it.',
    hi: 'छूट वाली संपत्ति का पूरा निर्धारण होता है और छूट देने वाला नियम दिखाया जाता है।',
    mr: 'सूट असलेल्या मालमत्तेची पूर्ण आकारणी होते आणि सूट देणारा नियम दाखवला जातो.',
  },
  'property-tax.union-services': {
    en: 'Property of the Union is exempt and bears a service charge by the level of services.',
    hi: 'संघ की संपत्ति कर से मुक्त है और सेवाओं के स्तर के अनुसार सेवा शुल्क देती है।',
    mr: 'संघराज्याची मालमत्ता करमुक्त आहे आणि सेवांच्या स्तरानुसार सेवा शुल्क देते.',
  },
  'property-tax.all-dead': {
    en: 'No notice can issue: everyone on record is marked dead, or nobody is recorded. Record the heirs first.',
    hi: 'सूचना जारी नहीं हो सकती: दर्ज सभी व्यक्ति मृत हैं, या कोई दर्ज नहीं है। पहले वारिस दर्ज करें।',
    mr: 'नोटीस काढता येत नाही: नोंदीतील सर्व मृत आहेत किंवा कोणाचीच नोंद नाही. आधी वारसांची नोंद करा.',
  },
  'property-tax.too-few-visits': {
    en: '{visits} visits were in vain; best judgement needs {needed}.',
    hi: '{visits} निरीक्षण निष्फल रहे; सर्वोत्तम निर्णय के लिए {needed} चाहिए।',
    mr: '{visits} भेटी निष्फळ ठरल्या; सर्वोत्तम निर्णयासाठी {needed} आवश्यक आहेत.',
  },
  'property-tax.visits-not-set': {
    en: 'The town has not set after how many visits a property is assessed by best judgement.',
    hi: 'नगर ने तय नहीं किया है कि कितने निरीक्षणों के बाद सर्वोत्तम निर्णय से निर्धारण होगा।',
    mr: 'किती भेटींनंतर सर्वोत्तम निर्णयाने आकारणी होईल हे शहराने ठरवलेले नाही.',
  },
  'property-tax.no-rules': {
    en: 'No rules were in force for this year.',
    hi: 'इस वर्ष के लिए कोई नियम लागू नहीं थे।',
    mr: 'या वर्षासाठी कोणतेही नियम लागू नव्हते.',
  },
  'property-tax.not-assessed': {
    en: 'This property was not assessed for this year.',
    hi: 'इस वर्ष के लिए इस संपत्ति का निर्धारण नहीं हुआ था।',
    mr: 'या वर्षासाठी या मालमत्तेची आकारणी झालेली नव्हती.',
  },
  'property-tax.no-key': {
    en: 'Neither street, locality nor polygon gives this property a rate. Name the key with its evidence.',
    hi: 'न सड़क, न मोहल्ले, न क्षेत्र से इस संपत्ति की दर तय होती है। प्रमाण के साथ दर क्षेत्र बताएँ।',
    mr: 'रस्ता, वस्ती किंवा क्षेत्र यांपैकी कशावरूनही या मालमत्तेचा दर ठरत नाही. पुराव्यासह दर क्षेत्र सांगा.',
  },
} as const satisfies Messages
