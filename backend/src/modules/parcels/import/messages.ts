import type { Messages } from '../../../kernel/index.ts'

/** What imports refuse, in every language. */
export const importMessages = {
  'parcels.import-too-large': {
    en: 'These files are too large. Bring them in by parts, or packed as a zip.',
    hi: 'ये फ़ाइलें बहुत बड़ी हैं। इन्हें हिस्सों में या ज़िप बनाकर लाएँ।',
    mr: 'या फाइल खूप मोठ्या आहेत. त्या भागांमध्ये किंवा झिप करून आणा.',
  },
  'parcels.import-same-name': {
    en: 'Two files have the same name.',
    hi: 'दो फ़ाइलों का नाम एक ही है।',
    mr: 'दोन फाइलींचे नाव एकच आहे.',
  },
  'parcels.import-too-many': {
    en: 'Too many imports are open. Finish or cancel some of them first.',
    hi: 'बहुत से आयात खुले हैं। पहले उनमें से कुछ पूरे या रद्द करें।',
    mr: 'खूप आयाती उघड्या आहेत. आधी त्यांतील काही पूर्ण किंवा रद्द करा.',
  },
  'parcels.import-no-file': {
    en: 'This import has no such file.',
    hi: 'इस आयात में ऐसी कोई फ़ाइल नहीं है।',
    mr: 'या आयातीत अशी कोणतीही फाइल नाही.',
  },
  'parcels.import-part-length': {
    en: 'This part has not the length that it should have. Send the file again.',
    hi: 'इस हिस्से की लंबाई सही नहीं है। फ़ाइल फिर भेजें।',
    mr: 'या भागाची लांबी बरोबर नाही. फाइल पुन्हा पाठवा.',
  },
  'parcels.no-import': {
    en: 'There is no such import in this town.',
    hi: 'इस नगर में ऐसा कोई आयात नहीं है।',
    mr: 'या शहरात अशी कोणतीही आयात नाही.',
  },
  'parcels.import-not-now': {
    en: 'This cannot be done with the import as it stands now. Look at it again.',
    hi: 'आयात की अभी की स्थिति में यह नहीं हो सकता। उसे फिर देखें।',
    mr: 'आयातीच्या सध्याच्या स्थितीत हे करता येत नाही. ती पुन्हा पहा.',
  },
  'parcels.import-parts-missing': {
    en: 'Parts of a file have not come yet. Send them first.',
    hi: 'फ़ाइल के कुछ हिस्से अभी नहीं आए हैं। पहले उन्हें भेजें।',
    mr: 'फाइलचे काही भाग अजून आलेले नाहीत. आधी ते पाठवा.',
  },
  'parcels.import-too-many-wards': {
    en: 'A town has no more than {most} wards. Is this a file of plots?',
    hi: 'किसी नगर में {most} से अधिक वार्ड नहीं होते। क्या यह भूखंडों की फ़ाइल है?',
    mr: 'कोणत्याही शहरात {most} पेक्षा जास्त प्रभाग नसतात. ही भूखंडांची फाइल आहे का?',
  },
  'parcels.picture-day': {
    en: 'Say on which day the picture was taken: it stands on every map that shows it.',
    hi: 'बताएँ कि चित्र किस दिन लिया गया: वह दिन हर नक्शे पर लिखा जाएगा।',
    mr: 'चित्र कोणत्या दिवशी घेतले ते सांगा: तो दिवस प्रत्येक नकाशावर लिहिला जाईल.',
  },
  'parcels.no-picture': {
    en: 'There is no picture here.',
    hi: 'यहाँ कोई चित्र नहीं है।',
    mr: 'येथे चित्र नाही.',
  },
  'parcels.import-draft-gone': {
    en: 'This draft is no longer there. Look at the import again.',
    hi: 'यह मसौदा अब नहीं है। आयात को फिर देखें।',
    mr: 'हा मसुदा आता नाही. आयात पुन्हा पहा.',
  },
  'parcels.import-areas-there': {
    en: 'This town has areas of this kind already. They must be ended by their order first.',
    hi: 'इस नगर में इस प्रकार के क्षेत्र पहले से हैं। पहले उन्हें आदेश से समाप्त करना होगा।',
    mr: 'या शहरात या प्रकारचे विभाग आधीच आहेत. आधी ते आदेशाने संपवावे लागतील.',
  },
  'parcels.import-built-on': {
    en: 'Plots of this import have been changed or built on since. Undo those acts first.',
    hi: 'इस आयात के भूखंड बाद में बदले गए हैं या उन पर कुछ दर्ज हुआ है। पहले वे काम वापस लें।',
    mr: 'या आयातीतील भूखंड नंतर बदलले किंवा त्यांवर नोंदी झाल्या आहेत. आधी त्या नोंदी मागे घ्या.',
  },
} as const satisfies Messages
