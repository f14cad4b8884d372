import type { Messages } from './sentences.ts'

/**
 * What the kernel says: titles, refusals at the door, and what a schema finds wrong. Rooms have a `messages.ts` of the
 * same shape. The English is what the code throws, braces hold parameters, and a key never changes once it is out.
 */
export const kernelMessages = {
  'kernel.title-invalid': { en: 'Invalid input', hi: 'दी गई जानकारी ठीक नहीं है', mr: 'दिलेली माहिती योग्य नाही' },
  'kernel.title-not-signed-in': { en: 'Not signed in', hi: 'साइन इन नहीं है', mr: 'साइन इन केलेले नाही' },
  'kernel.title-not-allowed': { en: 'Not allowed', hi: 'अनुमति नहीं है', mr: 'परवानगी नाही' },
  'kernel.title-not-found': { en: 'Not found', hi: 'नहीं मिला', mr: 'सापडले नाही' },
  'kernel.title-method': { en: 'Method not allowed', hi: 'यह तरीका मान्य नहीं', mr: 'ही पद्धत मान्य नाही' },
  'kernel.title-conflict': { en: 'Conflict', hi: 'मौजूदा स्थिति से टकराव', mr: 'सध्याच्या स्थितीशी विसंगत' },
  'kernel.title-too-large': { en: 'Too large', hi: 'बहुत बड़ा है', mr: 'खूप मोठे आहे' },
  'kernel.title-too-many': { en: 'Too many requests', hi: 'बहुत अधिक अनुरोध', mr: 'खूप जास्त विनंत्या' },
  'kernel.title-broken': { en: 'Something broke here', hi: 'यहाँ कुछ गड़बड़ हो गई', mr: 'येथे काहीतरी बिघडले' },
  'kernel.broken': {
    en: 'Nothing was saved. Give this reference when you ask for help.',
    hi: 'कुछ भी सहेजा नहीं गया। मदद माँगते समय यह संदर्भ क्रमांक बताएँ।',
    mr: 'काहीही जतन झाले नाही. मदत मागताना हा संदर्भ क्रमांक सांगा.',
  },
  'kernel.sign-in': { en: 'Sign in to do this.', hi: 'इसके लिए साइन इन करें।', mr: 'यासाठी साइन इन करा.' },
  'kernel.role': {
    en: 'Your role does not allow this.',
    hi: 'आपकी भूमिका में इसकी अनुमति नहीं है।',
    mr: 'तुमच्या भूमिकेत याची परवानगी नाही.',
  },
  'kernel.post': {
    en: 'You do not hold this post today.',
    hi: 'यह पद आज आपके पास नहीं है।',
    mr: 'हे पद आज तुमच्याकडे नाही.',
  },
  'kernel.too-many': {
    en: 'Too many requests came from here. Wait a little and try again.',
    hi: 'यहाँ से बहुत अधिक अनुरोध आए हैं। थोड़ा रुककर फिर प्रयास करें।',
    mr: 'येथून खूप जास्त विनंत्या आल्या आहेत. थोडे थांबून पुन्हा प्रयत्न करा.',
  },
  'kernel.old-page': {
    en: 'The page is out of date. Load it again and repeat what you did.',
    hi: 'यह पृष्ठ पुराना हो गया है। इसे फिर से खोलें और अपना काम दोहराएँ।',
    mr: 'हे पान जुने झाले आहे. ते पुन्हा उघडा आणि केलेले काम पुन्हा करा.',
  },
  'kernel.other-site': {
    en: 'This request came from another site.',
    hi: 'यह अनुरोध किसी दूसरी वेबसाइट से आया है।',
    mr: 'ही विनंती दुसऱ्या संकेतस्थळावरून आली आहे.',
  },
  'kernel.request-id': {
    en: 'Send 8 to 100 letters, digits, - or _, made anew for every action.',
    hi: 'हर काम के लिए नए सिरे से बने 8 से 100 अक्षर, अंक, - या _ भेजें।',
    mr: 'प्रत्येक कामासाठी नव्याने तयार केलेली 8 ते 100 अक्षरे, अंक, - किंवा _ पाठवा.',
  },
  'kernel.request-id-used': {
    en: 'This request id was used for something else. Send the request again under a new id.',
    hi: 'यह अनुरोध क्रमांक किसी और काम में लग चुका है। नए क्रमांक से फिर भेजें।',
    mr: 'हा विनंती क्रमांक दुसऱ्या कामासाठी वापरला गेला आहे. नवीन क्रमांकाने पुन्हा पाठवा.',
  },
  'kernel.body-too-large': {
    en: 'This request is too large.',
    hi: 'यह अनुरोध बहुत बड़ा है।',
    mr: 'ही विनंती खूप मोठी आहे.',
  },
  'kernel.body-json': {
    en: 'The body is not valid JSON.',
    hi: 'भेजा गया JSON ठीक नहीं है।',
    mr: 'पाठवलेले JSON योग्य नाही.',
  },
  'kernel.body-utf8': { en: 'Send UTF-8.', hi: 'UTF-8 में भेजें।', mr: 'UTF-8 मध्ये पाठवा.' },
  'kernel.unreadable': {
    en: 'This request cannot be read.',
    hi: 'यह अनुरोध पढ़ा नहीं जा सका।',
    mr: 'ही विनंती वाचता आली नाही.',
  },
  'kernel.character': {
    en: 'A text holds a character that cannot be stored.',
    hi: 'लिखे हुए में एक ऐसा चिह्न है जो सहेजा नहीं जा सकता।',
    mr: 'मजकुरात असे एक चिन्ह आहे जे जतन करता येत नाही.',
  },
  'kernel.no-address': {
    en: 'There is no such address. GET /api/openapi.json lists them.',
    hi: 'ऐसा कोई पता नहीं है। सूची GET /api/openapi.json पर है।',
    mr: 'असा कोणताही पत्ता नाही. यादी GET /api/openapi.json वर आहे.',
  },
  'kernel.no-town': {
    en: 'There is no town by this code. GET /api/towns lists them.',
    hi: 'इस कोड का कोई नगर नहीं है। सूची GET /api/towns पर है।',
    mr: 'या कोडचे कोणतेही शहर नाही. यादी GET /api/towns वर आहे.',
  },
  'kernel.no-tenant': {
    en: 'There is no such tenant.',
    hi: 'ऐसा कोई नगर या राज्य नहीं है।',
    mr: 'असे कोणतेही शहर किंवा राज्य नाही.',
  },
  'kernel.no-theme': { en: 'There is no such theme.', hi: 'ऐसी कोई रंग-योजना नहीं है।', mr: 'अशी कोणतीही रंगसंगती नाही.' },
  'kernel.no-language': {
    en: 'There is no such language.',
    hi: 'यह भाषा उपलब्ध नहीं है।',
    mr: 'ही भाषा उपलब्ध नाही.',
  },
  'kernel.no-job': {
    en: 'There is no such failed job in this town.',
    hi: 'इस नगर में ऐसा कोई विफल कार्य नहीं है।',
    mr: 'या शहरात असे कोणतेही अयशस्वी काम नाही.',
  },
  'kernel.file-kind': {
    en: 'Send a PDF, JPEG, PNG or WebP file.',
    hi: 'PDF, JPEG, PNG या WebP फ़ाइल भेजें।',
    mr: 'PDF, JPEG, PNG किंवा WebP फाइल पाठवा.',
  },
  'kernel.file-too-large': {
    en: 'This file is larger than {most} MB.',
    hi: 'यह फ़ाइल {most} MB से बड़ी है।',
    mr: 'ही फाइल {most} MB पेक्षा मोठी आहे.',
  },
  'kernel.picture-unreadable': {
    en: 'This picture cannot be read. Save it again as JPEG or PNG.',
    hi: 'यह चित्र पढ़ा नहीं जा सका। इसे JPEG या PNG में फिर से सहेजें।',
    mr: 'हे चित्र वाचता आले नाही. ते JPEG किंवा PNG मध्ये पुन्हा जतन करा.',
  },
  'kernel.picture-too-large': {
    en: 'This picture has too many pixels.',
    hi: 'इस चित्र में बहुत अधिक पिक्सेल हैं।',
    mr: 'या चित्रात खूप जास्त पिक्सेल आहेत.',
  },
  'kernel.in-path': { en: '{what} (in the path)', hi: '{what} (पते में)', mr: '{what} (पत्त्यामध्ये)' },
  'kernel.in-query': { en: '{what} (in the query)', hi: '{what} (खोज के पते में)', mr: '{what} (शोधाच्या पत्त्यात)' },
  'kernel.in-body': { en: '{what} (in the body)', hi: '{what}', mr: '{what}' },
  'kernel.field-reason': { en: '{field}: {what}', hi: '{field}: {what}', mr: '{field}: {what}' },
  'kernel.must-be-given': { en: 'must be given', hi: 'यह देना ज़रूरी है', mr: 'हे देणे आवश्यक आहे' },
  'kernel.must-be-text': { en: 'must be a text', hi: 'यहाँ पाठ होना चाहिए', mr: 'येथे मजकूर असावा' },
  'kernel.must-be-number': { en: 'must be a number', hi: 'यहाँ संख्या होनी चाहिए', mr: 'येथे संख्या असावी' },
  'kernel.must-be-whole': {
    en: 'must be a whole number',
    hi: 'यहाँ पूर्ण संख्या होनी चाहिए',
    mr: 'येथे पूर्ण संख्या असावी',
  },
  'kernel.must-be-yes-or-no': {
    en: 'must be yes or no (true or false)',
    hi: 'यहाँ हाँ या नहीं (true या false) होना चाहिए',
    mr: 'येथे हो किंवा नाही (true किंवा false) असावे',
  },
  'kernel.must-be-day': {
    en: 'must be a day as YYYY-MM-DD',
    hi: 'तारीख़ YYYY-MM-DD के रूप में लिखें',
    mr: 'तारीख YYYY-MM-DD अशी लिहा',
  },
  'kernel.must-be-moment': {
    en: 'must be a moment as YYYY-MM-DDTHH:MM:SS with its zone',
    hi: 'समय YYYY-MM-DDTHH:MM:SS और समय-क्षेत्र के साथ लिखें',
    mr: 'वेळ YYYY-MM-DDTHH:MM:SS आणि वेळ-क्षेत्रासह लिहा',
  },
  'kernel.must-be-email': {
    en: 'must be an e-mail address',
    hi: 'यहाँ ई-मेल पता होना चाहिए',
    mr: 'येथे ई-मेल पत्ता असावा',
  },
  'kernel.must-be-url': {
    en: 'must be an address that begins with https://',
    hi: 'यहाँ https:// से शुरू होने वाला पता होना चाहिए',
    mr: 'येथे https:// ने सुरू होणारा पत्ता असावा',
  },
  'kernel.must-be-list': { en: 'must be a list', hi: 'यहाँ सूची होनी चाहिए', mr: 'येथे यादी असावी' },
  'kernel.must-be-object': {
    en: 'must be an object',
    hi: 'यहाँ नामों वाला समूह (object) होना चाहिए',
    mr: 'येथे नावांचा समूह (object) असावा',
  },
  'kernel.wrong-kind': {
    en: 'is not of the right kind',
    hi: 'यह सही प्रकार का नहीं है',
    mr: 'हे योग्य प्रकारचे नाही',
  },
  'kernel.wrong-form': {
    en: 'is not written as it must be',
    hi: 'यह सही रूप में नहीं लिखा है',
    mr: 'हे योग्य रीतीने लिहिलेले नाही',
  },
  'kernel.not-known': { en: 'is not known here', hi: 'यह यहाँ मान्य नहीं है', mr: 'हे येथे मान्य नाही' },
  'kernel.does-not-fit': { en: 'does not fit', hi: 'यह मेल नहीं खाता', mr: 'हे जुळत नाही' },
  'kernel.one-of': {
    en: 'must be one of: {choices}',
    hi: 'इनमें से एक होना चाहिए: {choices}',
    mr: 'यांपैकी एक असावे: {choices}',
  },
  'kernel.multiple-of': {
    en: 'must be a multiple of {divisor}',
    hi: '{divisor} का गुणज होना चाहिए',
    mr: '{divisor} च्या पटीत असावे',
  },
  'kernel.least-characters': {
    en: 'must have at least {least} characters',
    hi: 'कम से कम {least} अक्षर होने चाहिए',
    mr: 'किमान {least} अक्षरे असावीत',
  },
  'kernel.most-characters': {
    en: 'must have at most {most} characters',
    hi: 'अधिक से अधिक {most} अक्षर होने चाहिए',
    mr: 'जास्तीत जास्त {most} अक्षरे असावीत',
  },
  'kernel.least-items': {
    en: 'must hold at least {least}',
    hi: 'कम से कम {least} होने चाहिए',
    mr: 'किमान {least} असावेत',
  },
  'kernel.most-items': {
    en: 'must hold at most {most}',
    hi: 'अधिक से अधिक {most} होने चाहिए',
    mr: 'जास्तीत जास्त {most} असावेत',
  },
  'kernel.least': { en: 'must be at least {least}', hi: '{least} या अधिक होना चाहिए', mr: '{least} किंवा अधिक असावे' },
  'kernel.most': { en: 'must be at most {most}', hi: '{most} या कम होना चाहिए', mr: '{most} किंवा कमी असावे' },
  'kernel.document-lost': {
    en: 'The file of this document is missing from the store.',
    hi: 'इस दस्तावेज़ की फ़ाइल भंडार में नहीं है।',
    mr: 'या दस्तऐवजाची फाइल संग्रहात नाही.',
  },
  'kernel.body-ended': {
    en: 'This body has ended and signs nothing any more. Its old papers still verify.',
    hi: 'यह निकाय समाप्त हो चुका है और अब किसी पर हस्ताक्षर नहीं करता। उसके पुराने काग़ज़ अब भी जाँचे जा सकते हैं।',
    mr: 'ही संस्था संपुष्टात आली असून आता कशावरही स्वाक्षरी करत नाही. तिची जुनी कागदपत्रे अजूनही तपासता येतात.',
  },
} satisfies Messages
