import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const identityMessages = {
  'identity.destination': {
    en: 'Give a mobile number of ten digits or an e-mail address.',
    hi: 'दस अंकों का मोबाइल नंबर या ई-मेल पता दें।',
    mr: 'दहा अंकी मोबाइल क्रमांक किंवा ई-मेल पत्ता द्या.',
  },
  'identity.codes-too-many': {
    en: 'Too many codes were sent to this address. Try again in an hour.',
    hi: 'इस पते पर बहुत अधिक कोड भेजे जा चुके हैं। एक घंटे बाद फिर प्रयास करें।',
    mr: 'या पत्त्यावर खूप जास्त कोड पाठवले गेले आहेत. एका तासाने पुन्हा प्रयत्न करा.',
  },
  'identity.code-just-sent': {
    en: 'A code was sent a moment ago. Wait for it.',
    hi: 'कोड अभी-अभी भेजा गया है। उसके आने की प्रतीक्षा करें।',
    mr: 'कोड आत्ताच पाठवला आहे. तो येण्याची वाट पाहा.',
  },
  'identity.code-wrong': {
    en: 'The code is wrong or too old. Ask for a new one.',
    hi: 'कोड ग़लत है या पुराना हो गया है। नया कोड मँगाएँ।',
    mr: 'कोड चुकीचा आहे किंवा जुना झाला आहे. नवीन कोड मागवा.',
  },
  'identity.code-used': {
    en: 'This code was used already. Ask for a new one.',
    hi: 'यह कोड पहले ही काम में आ चुका है। नया कोड मँगाएँ।',
    mr: 'हा कोड आधीच वापरला गेला आहे. नवीन कोड मागवा.',
  },
  'identity.account-closed': { en: 'This account is closed.', hi: 'यह खाता बंद है।', mr: 'हे खाते बंद आहे.' },
  'identity.locked': {
    en: 'Too many wrong tries. Wait and try again.',
    hi: 'बहुत बार ग़लत प्रयास हुआ। थोड़ा रुककर फिर प्रयास करें।',
    mr: 'खूप वेळा चुकीचा प्रयत्न झाला. थोडे थांबून पुन्हा प्रयत्न करा.',
  },
  'identity.password-wrong': {
    en: 'The user name or the password is wrong.',
    hi: 'उपयोगकर्ता नाम या पासवर्ड ग़लत है।',
    mr: 'वापरकर्तानाव किंवा पासवर्ड चुकीचा आहे.',
  },
  'identity.totp-needed': {
    en: 'Give the six digits of your authenticator as well, or a recovery code.',
    hi: 'अपने ऑथेंटिकेटर के छह अंक भी दें, या एक रिकवरी कोड।',
    mr: 'तुमच्या ऑथेंटिकेटरचे सहा अंकही द्या, किंवा एक रिकव्हरी कोड.',
  },
  'identity.totp-wrong': {
    en: 'The six digits are wrong or too old.',
    hi: 'छह अंक ग़लत हैं या पुराने हो गए हैं।',
    mr: 'सहा अंक चुकीचे आहेत किंवा जुने झाले आहेत.',
  },
  'identity.recovery-code-wrong': {
    en: 'This recovery code is wrong or was used already.',
    hi: 'यह रिकवरी कोड ग़लत है या पहले ही काम में आ चुका है।',
    mr: 'हा रिकव्हरी कोड चुकीचा आहे किंवा आधीच वापरला गेला आहे.',
  },
  'identity.no-password': {
    en: 'An authenticator goes with a password, and this account has none.',
    hi: 'ऑथेंटिकेटर पासवर्ड के साथ चलता है, और इस खाते का कोई पासवर्ड नहीं है।',
    mr: 'ऑथेंटिकेटर पासवर्डसोबत चालतो, आणि या खात्याला पासवर्ड नाही.',
  },
  'identity.present-totp-needed': {
    en: 'Give the six digits of your present authenticator, or a recovery code.',
    hi: 'अपने मौजूदा ऑथेंटिकेटर के छह अंक दें, या एक रिकवरी कोड।',
    mr: 'तुमच्या सध्याच्या ऑथेंटिकेटरचे सहा अंक द्या, किंवा एक रिकव्हरी कोड.',
  },
  'identity.password-needed': { en: 'Give your password.', hi: 'अपना पासवर्ड दें।', mr: 'तुमचा पासवर्ड द्या.' },
  'identity.factor-wrong': {
    en: 'This is wrong, too old or was used already.',
    hi: 'यह ग़लत है, पुराना है या पहले ही काम में आ चुका है।',
    mr: 'हे चुकीचे आहे, जुने आहे किंवा आधीच वापरले गेले आहे.',
  },
  'identity.own-password-wrong': { en: 'The password is wrong.', hi: 'पासवर्ड ग़लत है।', mr: 'पासवर्ड चुकीचा आहे.' },
  'identity.enrolment-old': {
    en: 'Begin again: this enrolment is not yours or too old.',
    hi: 'फिर से शुरू करें: यह पंजीकरण आपका नहीं है या पुराना हो गया है।',
    mr: 'पुन्हा सुरू करा: ही नोंदणी तुमची नाही किंवा जुनी झाली आहे.',
  },
  'identity.enrolment-digits': {
    en: 'The six digits do not fit. Check the clock of your telephone.',
    hi: 'छह अंक मेल नहीं खाते। अपने फ़ोन की घड़ी जाँचें।',
    mr: 'सहा अंक जुळत नाहीत. तुमच्या फोनचे घड्याळ तपासा.',
  },
  'identity.totp-changed-since': {
    en: 'Your authenticator was changed since you began. Begin again.',
    hi: 'आपके शुरू करने के बाद ऑथेंटिकेटर बदल गया है। फिर से शुरू करें।',
    mr: 'तुम्ही सुरुवात केल्यानंतर ऑथेंटिकेटर बदलला आहे. पुन्हा सुरू करा.',
  },
  'identity.totp-changed': {
    en: 'Your authenticator was changed meanwhile.',
    hi: 'इस बीच आपका ऑथेंटिकेटर बदल गया है।',
    mr: 'दरम्यान तुमचा ऑथेंटिकेटर बदलला आहे.',
  },
  'identity.no-totp': {
    en: 'There is no authenticator to take away.',
    hi: 'हटाने के लिए कोई ऑथेंटिकेटर नहीं है।',
    mr: 'काढण्यासाठी कोणताही ऑथेंटिकेटर नाही.',
  },
  'identity.no-totp-for-codes': {
    en: 'There is no authenticator that these codes could stand in for.',
    hi: 'ऐसा कोई ऑथेंटिकेटर नहीं है जिसकी जगह ये कोड काम आएँ।',
    mr: 'ज्याच्या जागी हे कोड चालतील असा कोणताही ऑथेंटिकेटर नाही.',
  },
  'identity.same-password': {
    en: 'This is the password that you have.',
    hi: 'यह तो आपका मौजूदा पासवर्ड ही है।',
    mr: 'हा तर तुमचा सध्याचाच पासवर्ड आहे.',
  },
  'identity.password-changed': {
    en: 'Your password was changed meanwhile.',
    hi: 'इस बीच आपका पासवर्ड बदल गया है।',
    mr: 'दरम्यान तुमचा पासवर्ड बदलला आहे.',
  },
  'identity.password-short': {
    en: 'Use at least 12 characters.',
    hi: 'कम से कम 12 अक्षर रखें।',
    mr: 'किमान 12 अक्षरे ठेवा.',
  },
  'identity.password-long': {
    en: 'Use at most 200 characters.',
    hi: 'अधिक से अधिक 200 अक्षर रखें।',
    mr: 'जास्तीत जास्त 200 अक्षरे ठेवा.',
  },
  'identity.password-holds-name': {
    en: 'The password must not hold the user name.',
    hi: 'पासवर्ड में उपयोगकर्ता नाम नहीं होना चाहिए।',
    mr: 'पासवर्डमध्ये वापरकर्तानाव नसावे.',
  },
  'identity.password-monotonous': {
    en: 'Use more than a few different characters.',
    hi: 'कुछ ही अक्षर बार-बार न दोहराएँ, और अक्षर मिलाएँ।',
    mr: 'मोजकीच अक्षरे पुन्हा पुन्हा वापरू नका, आणखी अक्षरे मिसळा.',
  },
  'identity.staff-list': {
    en: 'Only who fills posts, adds staff or reads the journal may see the list of staff.',
    hi: 'कर्मचारियों की सूची केवल वही देख सकते हैं जो पद भरते हैं, कर्मचारी जोड़ते हैं या जर्नल पढ़ते हैं।',
    mr: 'कर्मचाऱ्यांची यादी फक्त पदे भरणारे, कर्मचारी जोडणारे किंवा नोंदवही वाचणारेच पाहू शकतात.',
  },
  'identity.six-digits': { en: 'must be six digits', hi: 'छह अंक होने चाहिए', mr: 'सहा अंक असावेत' },
  'identity.register-name': {
    en: 'must be two words with a dot between: tax.rates',
    hi: 'बीच में बिंदु वाले दो शब्द होने चाहिए: tax.rates',
    mr: 'मध्ये बिंदू असलेले दोन शब्द असावेत: tax.rates',
  },
} satisfies Messages
