import type { Messages } from '../../kernel/index.ts'

/** What an edit on the map refuses, in every language. */
export const editMessages = {
  'parcels.reaches-too-far': {
    en: 'This reaches too far: a plot is at most some fifty kilometres across.',
    hi: 'यह बहुत दूर तक जाता है: भूखंड अधिक से अधिक लगभग पचास किलोमीटर चौड़ा होता है।',
    mr: 'हे खूप दूरवर जाते: भूखंड जास्तीत जास्त सुमारे पन्नास किलोमीटर रुंद असतो.',
  },
  'parcels.line-parts-nothing': {
    en: 'The line does not part the plot. Draw it from edge to edge.',
    hi: 'रेखा भूखंड को नहीं बाँटती। उसे एक किनारे से दूसरे किनारे तक खींचें।',
    mr: 'रेषा भूखंडाचे भाग करत नाही. ती एका कडेपासून दुसऱ्या कडेपर्यंत काढा.',
  },
  'parcels.line-too-near': {
    en: 'The line passes within a centimetre of a corner or an edge. Move it away, or through the corner.',
    hi: 'रेखा किसी कोने या किनारे से एक सेंटीमीटर के भीतर से गुज़रती है। उसे हटाएँ, या कोने से होकर ले जाएँ।',
    mr: 'रेषा एखाद्या कोपऱ्यापासून किंवा कडेपासून एक सेंटीमीटरच्या आत जाते. ती दूर करा, किंवा कोपऱ्यातून न्या.',
  },
  'parcels.line-corners': {
    en: 'A line has two corners or more.',
    hi: 'रेखा में दो या अधिक बिंदु होते हैं।',
    mr: 'रेषेला दोन किंवा अधिक बिंदू असतात.',
  },
  'parcels.line-crosses': {
    en: 'The line crosses itself.',
    hi: 'रेखा अपने आप को काटती है।',
    mr: 'रेषा स्वतःलाच छेदते.',
  },
  'parcels.line-ends-inside': {
    en: 'The line ends inside the plot. Draw it from edge to edge.',
    hi: 'रेखा भूखंड के भीतर ही समाप्त हो जाती है। उसे एक किनारे से दूसरे किनारे तक खींचें।',
    mr: 'रेषा भूखंडाच्या आतच संपते. ती एका कडेपासून दुसऱ्या कडेपर्यंत काढा.',
  },
  'parcels.two-plots': {
    en: 'Name two plots or more.',
    hi: 'दो या अधिक भूखंड बताएँ।',
    mr: 'दोन किंवा अधिक भूखंड सांगा.',
  },
  'parcels.not-together': {
    en: 'These plots do not hang together: each must share an edge with another of them.',
    hi: 'ये भूखंड आपस में जुड़े नहीं हैं: हर एक की किसी दूसरे के साथ साझी सीमा होनी चाहिए।',
    mr: 'हे भूखंड एकमेकांना जोडलेले नाहीत: प्रत्येकाची दुसऱ्या एकाशी सामाईक बाजू असली पाहिजे.',
  },
  'parcels.piece-too-large': {
    en: 'The piece must be smaller than the plot.',
    hi: 'टुकड़ा भूखंड से छोटा होना चाहिए।',
    mr: 'तुकडा भूखंडापेक्षा लहान असला पाहिजे.',
  },
  'parcels.no-plot-then': {
    en: 'There is no such plot in this town on that day.',
    hi: 'उस दिन इस नगर में ऐसा कोई भूखंड नहीं है।',
    mr: 'त्या दिवशी या शहरात असा भूखंड नाही.',
  },
  'parcels.changed-meanwhile': {
    en: 'Someone else changed this plot while you were drawing. Look at it again.',
    hi: 'आपके खींचते समय किसी और ने यह भूखंड बदल दिया। इसे फिर से देखें।',
    mr: 'तुम्ही काढत असताना दुसऱ्या कोणी हा भूखंड बदलला. तो पुन्हा पाहा.',
  },
  'parcels.pieces-counted': {
    en: 'The line makes {count} plots. Say something of each, or of none.',
    hi: 'रेखा से {count} भूखंड बनते हैं। हर एक के बारे में बताएँ, या किसी के बारे में नहीं।',
    mr: 'रेषेमुळे {count} भूखंड होतात. प्रत्येकाबद्दल सांगा, किंवा एकाबद्दलही नाही.',
  },
  'parcels.other-level': {
    en: 'These plots are of different levels.',
    hi: 'ये भूखंड अलग-अलग स्तरों के हैं।',
    mr: 'हे भूखंड वेगवेगळ्या स्तरांचे आहेत.',
  },
  'parcels.boundary-two': {
    en: 'The new boundary must part the two plots into two.',
    hi: 'नई सीमा से दोनों भूखंड ठीक दो में बँटने चाहिए।',
    mr: 'नव्या सीमेने दोन्ही भूखंडांचे नेमके दोन भाग झाले पाहिजेत.',
  },
  'parcels.no-parcel': {
    en: 'There is no such parcel in this town.',
    hi: 'इस नगर में ऐसा कोई भूखंड नहीं है।',
    mr: 'या शहरात असा कोणताही भूखंड नाही.',
  },
  'parcels.box-too-wide': {
    en: 'must be at most 0.05 degrees wide and high',
    hi: 'अधिक से अधिक 0.05 अंश चौड़ा और ऊँचा होना चाहिए',
    mr: 'जास्तीत जास्त 0.05 अंश रुंद व उंच असावे',
  },
  'parcels.property-not-then': {
    en: 'This property does not exist on that day.',
    hi: 'यह संपत्ति उस दिन मौजूद नहीं है।',
    mr: 'ही मालमत्ता त्या दिवशी अस्तित्वात नाही.',
  },
  'parcels.owner-not-registered': {
    en: 'One of the owners is not in the register of people.',
    hi: 'मालिकों में से एक व्यक्तियों की पंजी में नहीं है।',
    mr: 'मालकांपैकी एक व्यक्तींच्या नोंदवहीत नाही.',
  },
  'parcels.shares-sum-to-one': {
    en: 'The shares of all owners must sum to exactly one, every share stated, and no "others".',
    hi: 'सभी मालिकों के हिस्सों का जोड़ ठीक एक होना चाहिए, हर हिस्सा लिखा हो, और "वगैरह" न हो।',
    mr: 'सर्व मालकांच्या हिश्श्यांची बेरीज नेमकी एक असावी, प्रत्येक हिस्सा लिहिलेला असावा, आणि "वगैरे" नसावे.',
  },
  'parcels.draft-takes-answers': {
    en: 'This draft takes answers while its window is open.',
    hi: 'इस मसौदे पर उत्तर उसकी अवधि में ही लिए जाते हैं।',
    mr: 'या मसुद्यावर उत्तरे त्याच्या मुदतीतच घेतली जातात.',
  },
  'parcels.who-answers-draft': {
    en: 'Owners of this plot and of its neighbours answer to the draft.',
    hi: 'इस भूखंड और इसके पड़ोसियों के मालिक ही मसौदे पर उत्तर देते हैं।',
    mr: 'या भूखंडाचे व त्याच्या शेजाऱ्यांचे मालकच मसुद्यावर उत्तर देतात.',
  },
  'parcels.no-difference': {
    en: 'There is no such difference in this survey.',
    hi: 'इस सर्वेक्षण में ऐसा कोई अंतर नहीं है।',
    mr: 'या मोजणीत असा कोणताही फरक नाही.',
  },
  'parcels.no-survey': {
    en: 'There is no such survey in this town.',
    hi: 'इस नगर में ऐसा कोई सर्वेक्षण नहीं है।',
    mr: 'या शहरात अशी कोणतीही मोजणी नाही.',
  },
  'parcels.say-why-objects': {
    en: 'must say why, when it objects',
    hi: 'आपत्ति हो तो कारण बताना होगा',
    mr: 'हरकत असल्यास कारण सांगावे',
  },
  'parcels.survey-as-it-stands': {
    en: 'This cannot be done to the survey as it stands.',
    hi: 'सर्वेक्षण की अभी जो स्थिति है, उसमें यह नहीं हो सकता।',
    mr: 'मोजणीच्या सध्याच्या स्थितीत हे करता येत नाही.',
  },
  'parcels.sample-wrong': {
    en: '{wrong} of {checked} sampled plots are wrong, more than {limit}. Nothing goes out in bulk.',
    hi: 'जाँचे गए {checked} में से {wrong} भूखंड गलत हैं, सीमा {limit} से अधिक। कुछ भी एक साथ नहीं भेजा जाता।',
    mr: 'तपासलेल्या {checked} पैकी {wrong} भूखंड चुकीचे आहेत, {limit} पेक्षा जास्त. काहीही एकगठ्ठा पाठवले जात नाही.',
  },
  'parcels.sample-first': {
    en: '{checked} sampled plots were looked at; {least} are wanted first.',
    hi: '{checked} नमूने देखे गए; पहले {least} चाहिए।',
    mr: '{checked} नमुने पाहिले; आधी {least} हवेत.',
  },
  'parcels.survey-overlaps-itself': {
    en: 'Plots of the survey lie over one another. Mend them first.',
    hi: 'सर्वेक्षण के भूखंड एक-दूसरे पर चढ़े हैं। पहले उन्हें ठीक करें।',
    mr: 'मोजणीतील भूखंड एकमेकांवर आहेत. आधी ते दुरुस्त करा.',
  },
  'parcels.draft-shown': {
    en: 'Owners have been shown this draft. It is not compared anew.',
    hi: 'मालिकों को यह मसौदा दिखाया जा चुका है। इसकी फिर तुलना नहीं होगी।',
    mr: 'मालकांना हा मसुदा दाखवला गेला आहे. त्याची पुन्हा तुलना होणार नाही.',
  },
  'parcels.window-opened': {
    en: 'The window of this draft was opened already.',
    hi: 'इस मसौदे की अवधि पहले ही खोली जा चुकी है।',
    mr: 'या मसुद्याची मुदत आधीच सुरू केली आहे.',
  },
  'parcels.window-not-over': {
    en: 'Owners must have been shown the draft, and its window be over.',
    hi: 'मालिकों को मसौदा दिखाया जाना और उसकी अवधि पूरी होनी चाहिए।',
    mr: 'मालकांना मसुदा दाखवलेला असावा व त्याची मुदत संपलेली असावी.',
  },
  'parcels.draft-objections-open': {
    en: '{count} objections to this draft are open. Decide each of them first.',
    hi: 'इस मसौदे पर {count} आपत्तियाँ बाकी हैं। पहले हर एक पर निर्णय दें।',
    mr: 'या मसुद्यावर {count} हरकती प्रलंबित आहेत. आधी प्रत्येकीवर निर्णय द्या.',
  },
  'parcels.rule-stops': {
    en: 'A rule stops this edit. {reason}',
    hi: 'एक नियम इस बदलाव को रोकता है। {reason}',
    mr: 'एक नियम हा बदल थांबवतो. {reason}',
  },
  'parcels.no-open-objection': {
    en: 'No such objection is open.',
    hi: 'ऐसी कोई आपत्ति बाकी नहीं है।',
    mr: 'अशी कोणतीही हरकत प्रलंबित नाही.',
  },
  'parcels.drew-no-boundary': {
    en: 'The objection drew no boundary that can stand for this plot. Decide it without.',
    hi: 'आपत्ति में ऐसी सीमा नहीं खींची गई जो इस भूखंड की हो सके। उसके बिना निर्णय दें।',
    mr: 'हरकतीत या भूखंडाची होऊ शकेल अशी सीमा काढलेली नाही. तिच्याशिवाय निर्णय द्या.',
  },
  'parcels.not-of-survey': {
    en: 'One of the differences is not of this survey, or is published already.',
    hi: 'अंतरों में से एक इस सर्वेक्षण का नहीं है, या पहले ही प्रकाशित हो चुका है।',
    mr: 'फरकांपैकी एक या मोजणीचा नाही, किंवा आधीच प्रकाशित झाला आहे.',
  },
  'parcels.not-drawn': {
    en: 'This difference was not drawn for the sample.',
    hi: 'यह अंतर नमूने में नहीं चुना गया था।',
    mr: 'हा फरक नमुन्यात निवडला नव्हता.',
  },
  'parcels.survey-too-large': {
    en: 'A survey holds at most {most} plots. Bring in larger ones by ward.',
    hi: 'एक सर्वेक्षण में अधिक से अधिक {most} भूखंड होते हैं। बड़े सर्वेक्षण वार्ड के अनुसार लाएँ।',
    mr: 'एका मोजणीत जास्तीत जास्त {most} भूखंड असतात. मोठ्या मोजण्या प्रभागानुसार आणा.',
  },
  'parcels.window-ahead': {
    en: 'The window closes on a day to come.',
    hi: 'अवधि आगे के किसी दिन समाप्त होती है।',
    mr: 'मुदत पुढील एखाद्या दिवशी संपते.',
  },
  'parcels.rest-same-day': {
    en: 'The rest of a survey holds from the same day.',
    hi: 'सर्वेक्षण का शेष भाग उसी दिन से लागू होता है।',
    mr: 'मोजणीचा उरलेला भाग त्याच दिवसापासून लागू होतो.',
  },
} satisfies Messages
