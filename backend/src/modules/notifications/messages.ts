import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const notificationMessages = {
  'notifications.letter-languages': {
    en: 'Name one to three languages, each once.',
    hi: 'एक से तीन भाषाएँ दें, हर एक एक बार।',
    mr: 'एक ते तीन भाषा द्या, प्रत्येक एकदाच.',
  },
  'notifications.letter-no-picture': {
    en: 'The template has no such picture.',
    hi: 'इस साँचे में ऐसा कोई चित्र नहीं है।',
    mr: 'या साच्यात असे चित्र नाही.',
  },
  'notifications.letter-name-post': {
    en: 'This letter is signed: name the post.',
    hi: 'इस पत्र पर हस्ताक्षर होते हैं: पद बताएँ।',
    mr: 'या पत्रावर सही असते: पद सांगा.',
  },
  'notifications.letter-no-post': {
    en: 'There is no such post in this town.',
    hi: 'इस नगर में ऐसा कोई पद नहीं है।',
    mr: 'या नगरात असे पद नाही.',
  },
  'notifications.letter-vacant-post': {
    en: 'This post is vacant: nobody can sign for it.',
    hi: 'यह पद खाली है: कोई इसके लिए हस्ताक्षर नहीं कर सकता।',
    mr: 'हे पद रिक्त आहे: त्यासाठी कोणी सही करू शकत नाही.',
  },
  'notifications.letter-no-version': {
    en: 'No version of this letter is in force on this day.',
    hi: 'इस दिन इस पत्र का कोई रूप लागू नहीं है।',
    mr: 'या दिवशी या पत्राची कोणतीही आवृत्ती लागू नाही.',
  },
  'notifications.letter-no-template': {
    en: 'There is no such template of a letter.',
    hi: 'पत्र का ऐसा कोई साँचा नहीं है।',
    mr: 'पत्राचा असा साचा नाही.',
  },
  'notifications.letter-no-list': {
    en: 'The template has no such list.',
    hi: 'इस साँचे में ऐसी कोई सूची नहीं है।',
    mr: 'या साच्यात अशी यादी नाही.',
  },
  'notifications.letter-needs-list': {
    en: 'The template needs this list.',
    hi: 'इस साँचे को यह सूची चाहिए।',
    mr: 'या साच्याला ही यादी लागते.',
  },
  'notifications.letter-long-list': {
    en: 'A list of a letter has too many rows.',
    hi: 'पत्र की किसी सूची में बहुत अधिक पंक्तियाँ हैं।',
    mr: 'पत्राच्या एखाद्या यादीत फार ओळी आहेत.',
  },
  'notifications.no-provider': {
    en: 'No such provider reports here.',
    hi: 'ऐसा कोई प्रदाता यहाँ सूचना नहीं देता।',
    mr: 'असा कोणताही पुरवठादार येथे अहवाल देत नाही.',
  },
  'notifications.report-taken': {
    en: 'This report was taken already.',
    hi: 'यह सूचना पहले ही ली जा चुकी है।',
    mr: 'हा अहवाल आधीच घेतला गेला आहे.',
  },
  'notifications.signature': {
    en: 'The signature does not fit what was sent.',
    hi: 'हस्ताक्षर भेजी गई सामग्री से मेल नहीं खाता।',
    mr: 'स्वाक्षरी पाठवलेल्या मजकुराशी जुळत नाही.',
  },
  'notifications.report-id': {
    en: 'Send 8 to 100 letters, digits, - or _.',
    hi: '8 से 100 अक्षर, अंक, - या _ भेजें।',
    mr: '8 ते 100 अक्षरे, अंक, - किंवा _ पाठवा.',
  },
  'notifications.report-old': {
    en: 'This report is too old or from a wrong clock.',
    hi: 'यह सूचना बहुत पुरानी है या ग़लत घड़ी की है।',
    mr: 'हा अहवाल खूप जुना आहे किंवा चुकीच्या घड्याळाचा आहे.',
  },
  'notifications.report-list': {
    en: 'Send at most 1,000 reports in a list.',
    hi: 'एक सूची में अधिक से अधिक 1,000 सूचनाएँ भेजें।',
    mr: 'एका यादीत जास्तीत जास्त 1,000 अहवाल पाठवा.',
  },
  'notifications.report-shape': {
    en: 'Name the messageId and whether it was delivered or failed.',
    hi: 'messageId बताएँ और यह भी कि संदेश पहुँचा (delivered) या नहीं (failed)।',
    mr: 'messageId सांगा आणि संदेश पोहोचला (delivered) की नाही (failed) तेही सांगा.',
  },
  'notifications.no-inbox': {
    en: 'Messages are really sent here: there is no inbox page.',
    hi: 'यहाँ संदेश सचमुच भेजे जाते हैं: इनबॉक्स का कोई पृष्ठ नहीं है।',
    mr: 'येथे संदेश खरोखर पाठवले जातात: इनबॉक्सचे पान नाही.',
  },
  'notifications.no-version': {
    en: 'No version of this template is in force on this day.',
    hi: 'इस दिन इस संदेश-प्रारूप का कोई संस्करण लागू नहीं है।',
    mr: 'या दिवशी या संदेश-नमुन्याची कोणतीही आवृत्ती लागू नाही.',
  },
  'notifications.no-template': {
    en: 'There is no such template of a message.',
    hi: 'संदेश का ऐसा कोई प्रारूप नहीं है।',
    mr: 'संदेशाचा असा कोणताही नमुना नाही.',
  },
  'notifications.recipient': {
    en: 'Name the party, the user or the post that is told.',
    hi: 'जिसे सूचना देनी है उसका नाम दें: पक्ष, उपयोगकर्ता या पद।',
    mr: 'ज्याला कळवायचे तो पक्ष, वापरकर्ता किंवा पद सांगा.',
  },
  'notifications.no-letter-of-yours': {
    en: 'There is no such letter of yours.',
    hi: 'आपका ऐसा कोई पत्र नहीं है।',
    mr: 'तुमचे असे कोणतेही पत्र नाही.',
  },
  'notifications.letter-being-drawn': {
    en: 'This letter is still being drawn. Try again in a moment.',
    hi: 'यह पत्र अभी बन रहा है। थोड़ी देर में फिर प्रयास करें।',
    mr: 'हे पत्र अजून तयार होत आहे. थोड्या वेळाने पुन्हा प्रयत्न करा.',
  },
  'notifications.value-needed': {
    en: 'The template needs this value.',
    hi: 'प्रारूप को यह मान चाहिए।',
    mr: 'नमुन्याला हे मूल्य हवे आहे.',
  },
  'notifications.no-placeholder': {
    en: 'The template has no such placeholder.',
    hi: 'प्रारूप में ऐसा कोई रिक्त स्थान नहीं है।',
    mr: 'नमुन्यात अशी कोणतीही रिकामी जागा नाही.',
  },
  'notifications.value-kind': {
    en: 'This placeholder takes another kind of value.',
    hi: 'इस रिक्त स्थान में दूसरे प्रकार का मान आता है।',
    mr: 'या रिकाम्या जागेत दुसऱ्या प्रकारचे मूल्य येते.',
  },
  'notifications.value-empty': {
    en: 'This placeholder is empty.',
    hi: 'यह रिक्त स्थान ख़ाली है।',
    mr: 'ही जागा रिकामी आहे.',
  },
  'notifications.value-long': {
    en: 'This value is too long for its placeholder.',
    hi: 'यह मान अपने स्थान के लिए बहुत लंबा है।',
    mr: 'हे मूल्य त्याच्या जागेसाठी खूप लांब आहे.',
  },
  'notifications.no-letter': {
    en: 'There is no such letter in this town.',
    hi: 'इस नगर में ऐसा कोई पत्र नहीं है।',
    mr: 'या शहरात असे कोणतेही पत्र नाही.',
  },
} satisfies Messages
