import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const permitMessages = {
  'building-permits.phases-of-building': {
    en: 'Phases are of a building, not of a layout.',
    hi: 'चरण भवन के होते हैं, अभिन्यास के नहीं।',
    mr: 'टप्पे इमारतीचे असतात, अभिन्यासाचे नाहीत.',
  },
  'building-permits.not-in-force': {
    en: 'This permit is not in force.',
    hi: 'यह अनुज्ञा लागू नहीं है।',
    mr: 'ही परवानगी लागू नाही.',
  },
  'building-permits.not-commenced': {
    en: 'The start of work has not been reported yet.',
    hi: 'काम शुरू होने की सूचना अभी नहीं दी गई है।',
    mr: 'काम सुरू झाल्याची सूचना अद्याप दिलेली नाही.',
  },
  'building-permits.plinth-whole': {
    en: 'A plinth check is of the whole building.',
    hi: 'प्लिंथ जाँच पूरे भवन की होती है।',
    mr: 'जोते तपासणी संपूर्ण इमारतीची असते.',
  },
  'building-permits.which-phases': {
    en: 'Say which phases are built, and how large.',
    hi: 'बताएँ कि कौन से चरण बने हैं और कितने बड़े।',
    mr: 'कोणते टप्पे बांधले व किती मोठे ते सांगा.',
  },
  'building-permits.phase-twice': {
    en: 'A phase is named twice.',
    hi: 'एक चरण दो बार लिखा है।',
    mr: 'एक टप्पा दोनदा नमूद आहे.',
  },
  'building-permits.no-phase': {
    en: 'The permit has no such phase.',
    hi: 'अनुज्ञा में ऐसा कोई चरण नहीं है।',
    mr: 'परवानगीत असा टप्पा नाही.',
  },
  'building-permits.phase-occupied': {
    en: 'This phase may be occupied already.',
    hi: 'इस चरण का अधिभोग पहले ही दिया जा चुका है।',
    mr: 'या टप्प्याला भोगवटा आधीच दिला आहे.',
  },
  'building-permits.no-consent': {
    en: 'This case needs no such consent.',
    hi: 'इस प्रकरण में ऐसी सहमति की आवश्यकता नहीं है।',
    mr: 'या प्रकरणात अशा संमतीची गरज नाही.',
  },
  'building-permits.no-proved-mobile': {
    en: 'No mobile of {owner} is proved. They prove one first, or name an attorney.',
    hi: '{owner} का कोई मोबाइल सत्यापित नहीं है। पहले मोबाइल सत्यापित करें या मुख्तार नियुक्त करें।',
    mr: '{owner} यांचा कोणताही मोबाइल पडताळलेला नाही. आधी मोबाइल पडताळा, किंवा कुलमुखत्यार नेमा.',
  },
  'building-permits.answered': {
    en: 'This owner has answered already.',
    hi: 'यह स्वामी पहले ही उत्तर दे चुके हैं।',
    mr: 'या मालकांनी आधीच उत्तर दिले आहे.',
  },
  'building-permits.council-number': {
    en: 'A number of the Council of Architecture looks like CA/2010/12345.',
    hi: 'वास्तुकला परिषद का क्रमांक CA/2010/12345 जैसा होता है।',
    mr: 'वास्तुकला परिषदेचा क्रमांक CA/2010/12345 असा असतो.',
  },
  'building-permits.registration-order': {
    en: 'The registration must end after it begins.',
    hi: 'पंजीयन आरंभ के बाद समाप्त होना चाहिए।',
    mr: 'नोंदणी सुरुवातीनंतर संपावी.',
  },
  'building-permits.registered-already': {
    en: 'A technical person with this number is entered already.',
    hi: 'इस क्रमांक का तकनीकी व्यक्ति पहले से दर्ज है।',
    mr: 'या क्रमांकाची तांत्रिक व्यक्ती आधीच नोंदलेली आहे.',
  },
  'building-permits.none-in-force': {
    en: 'There is no such technical person in force.',
    hi: 'ऐसा कोई तकनीकी व्यक्ति लागू पंजीयन में नहीं है।',
    mr: 'अशी कोणतीही तांत्रिक व्यक्ती लागू नोंदणीत नाही.',
  },
  'building-permits.larger-than-sanctioned': {
    en: 'The building is {sqm} m² larger than sanctioned. A deviation fee comes first.',
    hi: 'भवन स्वीकृति से {sqm} वर्ग मीटर बड़ा है। पहले विचलन शुल्क लगेगा।',
    mr: 'इमारत मंजुरीपेक्षा {sqm} चौ. मी. मोठी आहे. आधी विचलन शुल्क आकारले जाईल.',
  },
  'building-permits.other-phases': {
    en: 'Other phases are still being built: ask for part occupancy.',
    hi: 'अन्य चरण अभी बन रहे हैं: आंशिक अधिभोग माँगें।',
    mr: 'इतर टप्प्यांचे बांधकाम सुरू आहे: अंशतः भोगवटा मागा.',
  },
  'building-permits.no-fee': {
    en: 'This case has no such fee.',
    hi: 'इस प्रकरण में ऐसा कोई शुल्क नहीं है।',
    mr: 'या प्रकरणात असे शुल्क नाही.',
  },
  'building-permits.fee-reversed': {
    en: 'This fee was reversed already.',
    hi: 'यह शुल्क पहले ही वापस किया जा चुका है।',
    mr: 'हे शुल्क आधीच परत केले आहे.',
  },
  'building-permits.no-condition': {
    en: 'No such condition of this case waits to be met.',
    hi: 'इस प्रकरण की ऐसी कोई शर्त शेष नहीं है।',
    mr: 'या प्रकरणाची अशी कोणतीही अट बाकी नाही.',
  },
  'building-permits.say-condition': {
    en: 'Say what the condition is.',
    hi: 'शर्त क्या है, लिखें।',
    mr: 'अट काय आहे ते लिहा.',
  },
  'building-permits.not-of-site': {
    en: 'This parcel is not of the site.',
    hi: 'यह भूखंड इस स्थल का नहीं है।',
    mr: 'हा भूखंड या जागेचा नाही.',
  },
  'building-permits.not-on-map': {
    en: 'The plots of this layout are not all on the map yet.',
    hi: 'इस अभिन्यास के सभी भूखंड अभी नक्शे पर नहीं हैं।',
    mr: 'या अभिन्यासाचे सर्व भूखंड अद्याप नकाशावर नाहीत.',
  },
  'building-permits.number-twice': {
    en: 'The number {number} stands on two plots.',
    hi: 'क्रमांक {number} दो भूखंडों पर है।',
    mr: 'क्रमांक {number} दोन भूखंडांवर आहे.',
  },
  'building-permits.numbers-of-plots': {
    en: 'Every plot has a number, and nothing else has one.',
    hi: 'हर भूखंड का क्रमांक होता है, और किसी का नहीं।',
    mr: 'प्रत्येक भूखंडाला क्रमांक असतो, इतर कशालाही नाही.',
  },
  'building-permits.no-plot': {
    en: 'The layout has no plot.',
    hi: 'अभिन्यास में कोई भूखंड नहीं है।',
    mr: 'अभिन्यासात एकही भूखंड नाही.',
  },
  'building-permits.no-road': {
    en: 'The layout has no road.',
    hi: 'अभिन्यास में कोई सड़क नहीं है।',
    mr: 'अभिन्यासात एकही रस्ता नाही.',
  },
  'building-permits.number-lacks': {
    en: 'Part {part} is a plot without a number.',
    hi: 'भाग {part} बिना क्रमांक का भूखंड है।',
    mr: 'भाग {part} हा क्रमांकाशिवायचा भूखंड आहे.',
  },
  'building-permits.number-not-wanted': {
    en: 'Part {part} has a number and is no plot.',
    hi: 'भाग {part} का क्रमांक है पर वह भूखंड नहीं है।',
    mr: 'भाग {part} ला क्रमांक आहे, पण तो भूखंड नाही.',
  },
  'building-permits.no-way-to-it': {
    en: 'No road of the layout leads to part {part}.',
    hi: 'अभिन्यास की कोई सड़क भाग {part} तक नहीं जाती।',
    mr: 'अभिन्यासातील कोणताही रस्ता भाग {part} पर्यंत जात नाही.',
  },
  'building-permits.parts-overlap': {
    en: 'Parts {parts} overlap by {sqm} m².',
    hi: 'भाग {parts} एक दूसरे पर {sqm} वर्ग मीटर चढ़े हैं।',
    mr: 'भाग {parts} एकमेकांवर {sqm} चौ. मी. येतात.',
  },
  'building-permits.layout-outside': {
    en: 'The layout reaches {sqm} m² beyond its site.',
    hi: 'अभिन्यास स्थल से {sqm} वर्ग मीटर बाहर जाता है।',
    mr: 'अभिन्यास जागेबाहेर {sqm} चौ. मी. जातो.',
  },
  'building-permits.layout-gap': {
    en: '{sqm} m² of the site belong to no part of the layout.',
    hi: 'स्थल के {sqm} वर्ग मीटर अभिन्यास के किसी भाग में नहीं हैं।',
    mr: 'जागेचे {sqm} चौ. मी. अभिन्यासाच्या कोणत्याही भागात नाहीत.',
  },
  'building-permits.layout-unsound': {
    en: 'The layout as drawn cannot be looked at.',
    hi: 'बनाया गया अभिन्यास जाँच के योग्य नहीं है।',
    mr: 'काढलेला अभिन्यास तपासण्यायोग्य नाही.',
  },
  'building-permits.no-such-plot': {
    en: 'A number among these is no plot of the layout.',
    hi: 'इनमें से एक क्रमांक अभिन्यास का भूखंड नहीं है।',
    mr: 'यांपैकी एक क्रमांक अभिन्यासातील भूखंड नाही.',
  },
  'building-permits.too-little-mortgaged': {
    en: 'Too little of the plots is mortgaged.',
    hi: 'बंधक रखे भूखंड कम हैं।',
    mr: 'गहाण ठेवलेले भूखंड कमी आहेत.',
  },
  'building-permits.commenced-already': {
    en: 'The start of work was reported already.',
    hi: 'काम शुरू होने की सूचना पहले ही दी जा चुकी है।',
    mr: 'काम सुरू झाल्याची सूचना आधीच दिली आहे.',
  },
  'building-permits.ran-out': {
    en: 'The permit ran out on {day}. Ask for it to be extended.',
    hi: 'अनुज्ञा {day} को समाप्त हो गई। अवधि बढ़ाने का अनुरोध करें।',
    mr: 'परवानगीची मुदत {day} रोजी संपली. मुदतवाढ मागा.',
  },
  'building-permits.new-last-day': {
    en: 'The new last day must come after the old one and after today.',
    hi: 'नई अंतिम तिथि पुरानी तिथि और आज के बाद होनी चाहिए।',
    mr: 'नवी अंतिम तारीख जुन्या तारखेनंतर व आजनंतर असावी.',
  },
  'building-permits.holds-until': {
    en: 'The permit holds until {day}.',
    hi: 'अनुज्ञा {day} तक वैध है।',
    mr: 'परवानगी {day} पर्यंत वैध आहे.',
  },
  'building-permits.conditions-first': {
    en: 'Conditions of the permit have to be met first.',
    hi: 'पहले अनुज्ञा की शर्तें पूरी करनी होंगी।',
    mr: 'आधी परवानगीच्या अटी पूर्ण कराव्या लागतील.',
  },
  'building-permits.nobody-signs': {
    en: 'Nobody who may sign stands for this case today.',
    hi: 'इस प्रकरण में आज कोई हस्ताक्षर योग्य वास्तुविद नहीं है।',
    mr: 'या प्रकरणात आज स्वाक्षरीस पात्र कोणी नाही.',
  },
  'building-permits.registration-begins': {
    en: 'The registration of {number} begins on {day}.',
    hi: '{number} का पंजीयन {day} से आरंभ होता है।',
    mr: '{number} ची नोंदणी {day} पासून सुरू होते.',
  },
  'building-permits.registration-expired': {
    en: 'The registration of {number} ran out on {day}.',
    hi: '{number} का पंजीयन {day} को समाप्त हुआ।',
    mr: '{number} ची नोंदणी {day} रोजी संपली.',
  },
  'building-permits.registration-ended': {
    en: 'The registration of {number} was ended on {day}.',
    hi: '{number} का पंजीयन {day} को समाप्त किया गया।',
    mr: '{number} ची नोंदणी {day} रोजी रद्द केली.',
  },
  'building-permits.class-not-set': {
    en: 'The town has not said yet what a licence of class {class} may do.',
    hi: 'नगर ने अभी तय नहीं किया कि श्रेणी {class} का लाइसेंस क्या कर सकता है।',
    mr: 'वर्ग {class} चा परवाना काय करू शकतो हे शहराने अद्याप ठरवलेले नाही.',
  },
  'building-permits.beyond-class': {
    en: 'The licence of {number} does not reach so far: {limit} at most.',
    hi: '{number} का लाइसेंस इतने के लिए नहीं है: अधिकतम {limit}।',
    mr: '{number} चा परवाना इतक्यासाठी नाही: जास्तीत जास्त {limit}.',
  },
  'building-permits.no-technical-person': {
    en: 'There is no such technical person in this town.',
    hi: 'इस नगर में ऐसा कोई तकनीकी व्यक्ति नहीं है।',
    mr: 'या शहरात अशी कोणतीही तांत्रिक व्यक्ती नाही.',
  },
  'building-permits.may-not-sign': {
    en: 'This person may not sign the drawing of this case.',
    hi: 'यह व्यक्ति इस प्रकरण के नक्शे पर हस्ताक्षर नहीं कर सकते।',
    mr: 'ही व्यक्ती या प्रकरणाच्या नकाशावर स्वाक्षरी करू शकत नाही.',
  },
  'building-permits.no-architect': {
    en: 'No architect stands for this case.',
    hi: 'इस प्रकरण में कोई वास्तुविद नहीं है।',
    mr: 'या प्रकरणात कोणताही वास्तुविशारद नाही.',
  },
  'building-permits.no-professional': {
    en: 'No architect or licensed person stands for this case.',
    hi: 'इस प्रकरण में कोई वास्तुविद या लाइसेंसधारी नहीं है।',
    mr: 'या प्रकरणात वास्तुविशारद किंवा परवानाधारक नाही.',
  },
  'building-permits.not-agreed': {
    en: '{owner} has not agreed by code yet.',
    hi: '{owner} ने अभी कोड से सहमति नहीं दी है।',
    mr: '{owner} यांनी अद्याप कोडद्वारे संमती दिलेली नाही.',
  },
  'building-permits.lacking': {
    en: 'Something is lacking before this can be submitted.',
    hi: 'जमा करने से पहले कुछ बाकी है।',
    mr: 'सादर करण्यापूर्वी काही बाकी आहे.',
  },
  'building-permits.another-authority': {
    en: 'Permissions are not ours to give here. {body} decides at this place.',
    hi: 'यहाँ अनुज्ञा देना हमारे अधिकार में नहीं है। इस जगह का निर्णय {body} करता है।',
    mr: 'येथे परवानगी देणे आमच्या अधिकारात नाही. या जागेचा निर्णय {body} घेते.',
  },
  'building-permits.outside-town': {
    en: 'This land lies outside the town, in whole or in part.',
    hi: 'यह भूमि पूरी या आंशिक रूप से नगर के बाहर है।',
    mr: 'ही जमीन पूर्णतः किंवा अंशतः शहराबाहेर आहे.',
  },
  'building-permits.no-area': { en: 'The site has no area.', hi: 'स्थल का कोई क्षेत्रफल नहीं है।', mr: 'जागेला क्षेत्रफळ नाही.' },
  'building-permits.no-parcel-under': {
    en: 'The register has no parcel under all of this land. Draw it as a provisional plot.',
    hi: 'इस पूरी भूमि के नीचे अभिलेख में कोई भूखंड नहीं है। इसे अस्थायी भूखंड के रूप में बनाएँ।',
    mr: 'या संपूर्ण जमिनीखाली नोंदवहीत भूखंड नाही. तो तात्पुरता भूखंड म्हणून काढा.',
  },
  'building-permits.parcels-here': {
    en: 'The register has parcels here: a provisional plot is only for land without any.',
    hi: 'यहाँ अभिलेख में भूखंड हैं: अस्थायी भूखंड केवल बिना भूखंड की भूमि के लिए है।',
    mr: 'येथे नोंदवहीत भूखंड आहेत: तात्पुरता भूखंड फक्त भूखंड नसलेल्या जमिनीसाठी आहे.',
  },
  'building-permits.rule-not-set': {
    en: 'The town has not set {rule} for its permits yet.',
    hi: 'नगर ने अनुज्ञाओं के लिए {rule} अभी तय नहीं किया है।',
    mr: 'शहराने परवानग्यांसाठी {rule} अद्याप ठरवलेले नाही.',
  },
  'building-permits.areas-by-use': {
    en: 'Say the built-up area of each use.',
    hi: 'हर उपयोग का निर्मित क्षेत्रफल बताएँ।',
    mr: 'प्रत्येक वापराचे बांधीव क्षेत्रफळ सांगा.',
  },
  'building-permits.no-fee-schedule': {
    en: 'This is no schedule of fees.',
    hi: 'यह शुल्क सूची नहीं है।',
    mr: 'ही शुल्क सूची नाही.',
  },
  'building-permits.slabs-not-total': {
    en: 'The slabs of this schedule do not cover every area once.',
    hi: 'इस सूची के खंड हर क्षेत्रफल को एक बार नहीं ढकते।',
    mr: 'या सूचीतील टप्पे प्रत्येक क्षेत्रफळ एकदाच व्यापत नाहीत.',
  },
  'building-permits.net-plot-unknown': {
    en: 'The net area of the plot is not known.',
    hi: 'भूखंड का शुद्ध क्षेत्रफल ज्ञात नहीं है।',
    mr: 'भूखंडाचे निव्वळ क्षेत्रफळ माहीत नाही.',
  },
  'building-permits.value-needed': {
    en: 'A percentage needs the value that it is of.',
    hi: 'प्रतिशत के लिए मूल्य चाहिए।',
    mr: 'टक्केवारीसाठी मूल्य लागते.',
  },
  'building-permits.no-rate-of-use': {
    en: 'The schedule has no rate of this use.',
    hi: 'सूची में इस उपयोग की दर नहीं है।',
    mr: 'सूचीत या वापराचा दर नाही.',
  },
  'building-permits.no-slab': {
    en: 'No slab holds this area.',
    hi: 'इस क्षेत्रफल के लिए कोई खंड नहीं है।',
    mr: 'या क्षेत्रफळासाठी कोणताही टप्पा नाही.',
  },
  'building-permits.six-digits': {
    en: 'must be the six digits of the code',
    hi: 'कोड के छह अंक होने चाहिए',
    mr: 'कोडचे सहा अंक असावेत',
  },
} as const satisfies Messages
