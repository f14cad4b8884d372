import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const workflowMessages = {
  'workflow.not-that-far': {
    en: 'The case has not come that far.',
    hi: 'प्रकरण अभी वहाँ तक नहीं पहुँचा है।',
    mr: 'प्रकरण अजून तिथपर्यंत पोहोचलेले नाही.',
  },
  'workflow.changed-meanwhile': {
    en: 'Somebody else has acted on this case meanwhile. Look at it again.',
    hi: 'इस बीच किसी और ने इस प्रकरण पर कार्रवाई की है। इसे फिर से देखें।',
    mr: 'दरम्यान दुसऱ्या कोणीतरी या प्रकरणावर कार्यवाही केली आहे. ते पुन्हा पाहा.',
  },
  'workflow.change': { en: '{number}: {action}, {by}', hi: '{number}: {action}, {by}', mr: '{number}: {action}, {by}' },
  'workflow.not-as-it-stands': {
    en: 'This cannot be done to the case as it stands.',
    hi: 'प्रकरण की वर्तमान स्थिति में यह नहीं हो सकता।',
    mr: 'प्रकरणाच्या सध्याच्या स्थितीत हे करता येत नाही.',
  },
  'workflow.not-for-you': {
    en: 'This step is not for you.',
    hi: 'यह चरण आपके लिए नहीं है।',
    mr: 'हा टप्पा तुमच्यासाठी नाही.',
  },
  'workflow.not-yours-now': {
    en: 'This step is not yours now. {reason}',
    hi: 'यह चरण अभी आपका नहीं है। {reason}',
    mr: 'हा टप्पा सध्या तुमचा नाही. {reason}',
  },
  'workflow.not-now': {
    en: 'This step cannot be taken now. {reason}',
    hi: 'यह चरण अभी नहीं हो सकता। {reason}',
    mr: 'हा टप्पा सध्या घेता येत नाही. {reason}',
  },
  'workflow.say-why': {
    en: 'Say why, in a sentence.',
    hi: 'एक वाक्य में कारण लिखें।',
    mr: 'एका वाक्यात कारण लिहा.',
  },
  'workflow.say-which-post': {
    en: 'Say to which post the file goes.',
    hi: 'बताएँ कि फ़ाइल किस पद को जाएगी।',
    mr: 'फाइल कोणत्या पदाकडे जाईल ते सांगा.',
  },
  'workflow.document-first': {
    en: 'Add the document or photo that shows it first.',
    hi: 'पहले वह दस्तावेज़ या फ़ोटो जोड़ें जिससे यह दिखे।',
    mr: 'आधी ते दाखवणारे कागदपत्र किंवा फोटो जोडा.',
  },
  'workflow.no-input': {
    en: 'This action takes no input of its own.',
    hi: 'इस कार्रवाई में अलग से कुछ नहीं भरा जाता।',
    mr: 'या कृतीसाठी वेगळी माहिती लागत नाही.',
  },
  'workflow.own-way': {
    en: 'This action sends the file its own way.',
    hi: 'इस कार्रवाई से फ़ाइल अपने तय रास्ते जाती है।',
    mr: 'या कृतीने फाइल तिच्या ठरलेल्या मार्गाने जाते.',
  },
  'workflow.no-post': {
    en: 'This town has no such post today.',
    hi: 'आज इस नगर में ऐसा कोई पद नहीं है।',
    mr: 'आज या शहरात असे कोणतेही पद नाही.',
  },
  'workflow.vacant-post': {
    en: 'Nobody holds this post today.',
    hi: 'आज इस पद पर कोई नहीं है।',
    mr: 'आज या पदावर कोणीही नाही.',
  },
  'workflow.not-among-yours': {
    en: 'There is no such case among yours.',
    hi: 'आपके प्रकरणों में ऐसा कोई प्रकरण नहीं है।',
    mr: 'तुमच्या प्रकरणांमध्ये असे प्रकरण नाही.',
  },
  'workflow.no-case': {
    en: 'There is no such case in this town.',
    hi: 'इस नगर में ऐसा कोई प्रकरण नहीं है।',
    mr: 'या शहरात असे कोणतेही प्रकरण नाही.',
  },
  'workflow.closed-no-file': {
    en: 'This case is closed: nobody needs its file.',
    hi: 'यह प्रकरण बंद है: इसकी फ़ाइल अब किसी को नहीं चाहिए।',
    mr: 'हे प्रकरण बंद आहे: त्याची फाइल आता कोणालाही लागत नाही.',
  },
  'workflow.may-not-allot': {
    en: 'Allotting files is not in your powers.',
    hi: 'फ़ाइल आवंटित करना आपके अधिकार में नहीं है।',
    mr: 'फाइल वाटप करणे तुमच्या अधिकारात नाही.',
  },
  'workflow.nobody-at-work': {
    en: 'No post that does this work is at work today. Choose one by hand.',
    hi: 'यह काम करने वाला कोई पद आज कार्यरत नहीं है। पद स्वयं चुनें।',
    mr: 'हे काम करणारे कोणतेही पद आज कार्यरत नाही. पद स्वतः निवडा.',
  },
  'workflow.only-parties-add': {
    en: 'Only those who take part in a case add papers to it.',
    hi: 'प्रकरण में दस्तावेज़ केवल उससे जुड़े लोग जोड़ सकते हैं।',
    mr: 'प्रकरणात कागदपत्रे फक्त त्यातील संबंधित लोकच जोडू शकतात.',
  },
  'workflow.closed-no-papers': {
    en: 'This case is closed and takes no more papers.',
    hi: 'यह प्रकरण बंद है, अब इसमें दस्तावेज़ नहीं जुड़ सकते।',
    mr: 'हे प्रकरण बंद आहे, आता त्यात कागदपत्रे जोडता येत नाहीत.',
  },
  'workflow.most-papers': {
    en: 'A case holds at most {most} papers.',
    hi: 'एक प्रकरण में अधिक से अधिक {most} दस्तावेज़ रह सकते हैं।',
    mr: 'एका प्रकरणात जास्तीत जास्त {most} कागदपत्रे ठेवता येतात.',
  },
  'workflow.who-escalates': {
    en: 'Only the post that has an open file, or who allots files, sends it higher.',
    hi: 'खुली फ़ाइल वही पद ऊपर भेज सकता है जिसके पास वह है, या जो फ़ाइलें बाँटता है।',
    mr: 'उघडी फाइल ज्या पदाकडे आहे, किंवा जो फाइल वाटतो, तोच ती वरिष्ठांकडे पाठवू शकतो.',
  },
  'workflow.who-rates': {
    en: 'Only whoever asked says how it was.',
    hi: 'सेवा कैसी रही, यह केवल आवेदक बता सकता है।',
    mr: 'सेवा कशी होती हे फक्त अर्जदारच सांगू शकतो.',
  },
  'workflow.rate-later': {
    en: 'This case is still open. Say how it was when it is done.',
    hi: 'यह प्रकरण अभी खुला है। पूरा होने पर बताएँ कि सेवा कैसी रही।',
    mr: 'हे प्रकरण अजून उघडे आहे. पूर्ण झाल्यावर सेवा कशी होती ते सांगा.',
  },
  'workflow.rated': {
    en: 'You have said already how it was. Thank you.',
    hi: 'आप पहले ही बता चुके हैं कि सेवा कैसी रही। धन्यवाद।',
    mr: 'सेवा कशी होती हे तुम्ही आधीच सांगितले आहे. धन्यवाद.',
  },
  'workflow.service-gone': {
    en: 'The service of this case is not part of this installation.',
    hi: 'इस प्रकरण की सेवा इस प्रणाली में नहीं है।',
    mr: 'या प्रकरणाची सेवा या प्रणालीत नाही.',
  },
  'workflow.person-has-case': {
    en: 'This person has an open case, {number}: it must be closed first.',
    hi: 'इस व्यक्ति का प्रकरण {number} खुला है: पहले उसे बंद करना होगा।',
    mr: 'या व्यक्तीचे प्रकरण {number} उघडे आहे: आधी ते बंद करावे लागेल.',
  },
  'workflow.no-file': {
    en: 'The body holds no file.',
    hi: 'भेजे गए अनुरोध में कोई फ़ाइल नहीं है।',
    mr: 'पाठवलेल्या विनंतीत कोणतीही फाइल नाही.',
  },
  'workflow.no-paper': {
    en: 'This case has no such paper.',
    hi: 'इस प्रकरण में ऐसा कोई दस्तावेज़ नहीं है।',
    mr: 'या प्रकरणात असे कोणतेही कागदपत्र नाही.',
  },
  'workflow.not-your-file': {
    en: 'Another post has this file.',
    hi: 'यह फ़ाइल दूसरे पद के पास है।',
    mr: 'ही फाइल दुसऱ्या पदाकडे आहे.',
  },
  'workflow.nobody-has-file': {
    en: 'No post has this file yet. Allot it first.',
    hi: 'यह फ़ाइल अभी किसी पद के पास नहीं है। पहले इसे आवंटित करें।',
    mr: 'ही फाइल अजून कोणत्याही पदाकडे नाही. आधी तिचे वाटप करा.',
  },
  'workflow.nothing-to-return': {
    en: 'Nobody sent you this file: there is nowhere to return it to.',
    hi: 'यह फ़ाइल आपको किसी ने नहीं भेजी: इसे लौटाने की कोई जगह नहीं है।',
    mr: 'ही फाइल तुम्हाला कोणीही पाठवलेली नाही: ती परत पाठवण्यासाठी जागा नाही.',
  },
  'workflow.lacks': {
    en: 'This must stand first: {fact}.',
    hi: 'पहले यह होना ज़रूरी है: {fact}।',
    mr: 'आधी हे असणे आवश्यक आहे: {fact}.',
  },
  'workflow.ordered-stop': {
    en: 'An order of {authority}, number {number} of {day} ({kind}) stops this. It must be lifted first.',
    hi: '{authority} का आदेश क्रमांक {number}, दिनांक {day} ({kind}) इसे रोकता है। पहले उसे हटवाना होगा।',
    mr: '{authority} यांचा आदेश क्रमांक {number}, दिनांक {day} ({kind}) हे थांबवतो. आधी तो उठवावा लागेल.',
  },
  'workflow.no-service': {
    en: 'There is no such service.',
    hi: 'ऐसी कोई सेवा नहीं है।',
    mr: 'अशी कोणतीही सेवा नाही.',
  },
  'workflow.not-open-here': {
    en: 'This service is not open here yet: the town has not set what it needs.',
    hi: 'यह सेवा यहाँ अभी शुरू नहीं हुई है: नगर ने इसकी ज़रूरी बातें तय नहीं की हैं।',
    mr: 'ही सेवा येथे अजून सुरू झालेली नाही: शहराने तिच्यासाठी आवश्यक बाबी ठरवलेल्या नाहीत.',
  },
  'workflow.no-record': {
    en: 'There is no such record in this town.',
    hi: 'इस नगर में ऐसा कोई अभिलेख नहीं है।',
    mr: 'या शहरात अशी कोणतीही नोंद नाही.',
  },
  'workflow.about-what': {
    en: 'A case is about a property, a parcel, a person or a place.',
    hi: 'प्रकरण किसी संपत्ति, भूखंड, व्यक्ति या जगह के बारे में होता है।',
    mr: 'प्रकरण एखाद्या मालमत्तेबद्दल, भूखंडाबद्दल, व्यक्तीबद्दल किंवा जागेबद्दल असते.',
  },
  'workflow.action-name': {
    en: 'must be the name of an action',
    hi: 'किसी कार्रवाई का नाम होना चाहिए',
    mr: 'एखाद्या कृतीचे नाव असावे',
  },
  'workflow.document-kind': {
    en: 'must be a kind of document: photo',
    hi: 'दस्तावेज़ का प्रकार होना चाहिए: photo',
    mr: 'कागदपत्राचा प्रकार असावा: photo',
  },
} as const satisfies Messages
