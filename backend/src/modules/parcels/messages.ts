import type { Messages } from '../../kernel/index.ts'
import { importMessages } from './import/messages.ts'
import { editMessages } from './messages-edit.ts'
import { qualityMessages } from './quality/messages.ts'

/** What this room refuses, in every language. */
export const parcelsMessages = {
  ...editMessages,
  ...importMessages,
  ...qualityMessages,
  'parcels.owner-searches': {
    en: 'Too many searches by owner name. Wait a minute, or search by address or number.',
    hi: 'मालिक के नाम से बहुत अधिक खोजें हुईं। एक मिनट रुकें, या पते या क्रमांक से खोजें।',
    mr: 'मालकाच्या नावाने खूप जास्त शोध झाले. एक मिनिट थांबा, किंवा पत्त्याने वा क्रमांकाने शोधा.',
  },
  'parcels.moved-away': {
    en: 'This property belongs to {town} since {day}. Look for it there.',
    hi: 'यह संपत्ति {day} से {town} में है। इसे वहाँ खोजें।',
    mr: 'ही मालमत्ता {day} पासून {town} मध्ये आहे. ती तेथे शोधा.',
  },
  'parcels.no-property-then': {
    en: 'There is no such property in this town on that day.',
    hi: 'उस दिन इस नगर में ऐसी कोई संपत्ति नहीं है।',
    mr: 'त्या दिवशी या शहरात अशी कोणतीही मालमत्ता नाही.',
  },
  'parcels.no-parcel-then': {
    en: 'There is no such parcel in this town on that day.',
    hi: 'उस दिन इस नगर में ऐसा कोई भूखंड नहीं है।',
    mr: 'त्या दिवशी या शहरात असा कोणताही भूखंड नाही.',
  },
  'parcels.owner-stays': {
    en: 'This person still owns or is liable for property {number}: the register must keep the name.',
    hi: 'यह व्यक्ति अब भी संपत्ति {number} का मालिक या देनदार है: पंजी में नाम रखना ज़रूरी है।',
    mr: 'ही व्यक्ती अजूनही मालमत्ता {number} ची मालक किंवा देणेकरी आहे: नोंदवहीत नाव ठेवणे आवश्यक आहे.',
  },
  'parcels.search-what': {
    en: 'Give words to search for, a point (near), a box (bbox) or a ward.',
    hi: 'खोजने के लिए शब्द, कोई जगह (near), नक्शे का हिस्सा (bbox) या वार्ड दें।',
    mr: 'शोधण्यासाठी शब्द, एखादी जागा (near), नकाशाचा भाग (bbox) किंवा प्रभाग द्या.',
  },
  'parcels.bad-master': {
    en: 'The value does not fit its register: {place} {reason}.',
    hi: 'यह मान अपने रजिस्टर के अनुसार नहीं है: {place} {reason}।',
    mr: 'हे मूल्य त्याच्या नोंदवहीप्रमाणे नाही: {place} {reason}.',
  },
  'parcels.parcel-not-bare': {
    en: 'Properties or buildings stand on this parcel. Place or close them first (P16).',
    hi: 'इस भूखंड पर संपत्तियाँ या भवन हैं। पहले उन्हें दूसरी जगह जोड़ें या बंद करें (P16)।',
    mr: 'या भूखंडावर मालमत्ता किंवा इमारती आहेत. आधी त्यांना दुसऱ्या जागी जोडा किंवा बंद करा (P16).',
  },
  'parcels.overlap': {
    en: 'This overlaps parcel {parcel} by {areaSqm} m². Move the common boundary.',
    hi: 'यह भूखंड {parcel} पर {areaSqm} वर्ग मी. चढ़ता है। साझा सीमा हटाएँ।',
    mr: 'हे भूखंड {parcel} वर {areaSqm} चौ. मी. चढते. सामाईक सीमा हलवा.',
  },
  'parcels.polygon-fault': {
    en: 'The polygon is not valid: {fault}. Move the corner that is marked and draw it again.',
    hi: 'आकृति सही नहीं है: {fault}। चिह्नित कोना हटाकर फिर बनाएँ।',
    mr: 'आकृती बरोबर नाही: {fault}. खूण केलेला कोपरा हलवून पुन्हा काढा.',
  },
  'parcels.fault-intricate': {
    en: 'Too intricate to be judged',
    hi: 'जाँच के लिए बहुत उलझी हुई',
    mr: 'तपासण्यासाठी फार गुंतागुंतीची',
  },
  'parcels.fault-open': { en: 'Ring is not closed', hi: 'घेरा बंद नहीं है', mr: 'कडे बंद नाही' },
  'parcels.fault-few': { en: 'Too few points in a ring', hi: 'घेरे में बिंदु कम हैं', mr: 'कड्यात बिंदू कमी आहेत' },
  'parcels.fault-crossing': { en: 'Self-intersection', hi: 'रेखा खुद को काटती है', mr: 'रेषा स्वतःला छेदते' },
  'parcels.fault-twice': { en: 'Duplicate rings', hi: 'एक ही घेरा दो बार', mr: 'तेच कडे दोनदा' },
  'parcels.fault-touching': { en: 'Ring Self-intersection', hi: 'घेरा खुद को छूता है', mr: 'कडे स्वतःला स्पर्श करते' },
  'parcels.number-taken': {
    en: 'Another parcel of this level has this number.',
    hi: 'इस स्तर के दूसरे भूखंड का यही क्रमांक है।',
    mr: 'या स्तरावरील दुसऱ्या भूखंडाचा हाच क्रमांक आहे.',
  },
  'parcels.no-parent-then': {
    en: 'A parent does not exist on that day.',
    hi: 'उस दिन मूल भूखंड मौजूद नहीं था।',
    mr: 'त्या दिवशी मूळ भूखंड अस्तित्वात नव्हता.',
  },
  'parcels.parcel-absent-then': {
    en: 'This parcel does not exist on that day.',
    hi: 'यह भूखंड उस दिन मौजूद नहीं था।',
    mr: 'हा भूखंड त्या दिवशी अस्तित्वात नव्हता.',
  },
  'parcels.names-nothing': {
    en: 'Something that is named here does not exist in this town.',
    hi: 'यहाँ जिसका नाम दिया है वह इस नगर में नहीं है।',
    mr: 'येथे नाव दिलेली गोष्ट या नगरात नाही.',
  },
  'parcels.exists-already': {
    en: 'This exists already.',
    hi: 'यह पहले से मौजूद है।',
    mr: 'हे आधीच अस्तित्वात आहे.',
  },
  'parcels.outside-register': {
    en: 'A value is outside what the register takes.',
    hi: 'कोई मान रजिस्टर की सीमा से बाहर है।',
    mr: 'एखादे मूल्य नोंदवहीच्या मर्यादेबाहेर आहे.',
  },
  'parcels.day-to-come': {
    en: 'This day is still to come. Record the change on the day it takes effect.',
    hi: 'यह दिन अभी आना है। बदलाव उसी दिन दर्ज करें जिस दिन वह लागू हो।',
    mr: 'हा दिवस अजून यायचा आहे. बदल लागू होईल त्या दिवशी नोंदवा.',
  },
  'parcels.changed-meanwhile': {
    en: 'Someone else changed this plot while you were drawing. Look at it again.',
    hi: 'आपके बनाते समय किसी और ने यह भूखंड बदला। उसे फिर देखें।',
    mr: 'तुम्ही काढत असताना दुसऱ्या कोणी हा भूखंड बदलला. तो पुन्हा पहा.',
  },
  'parcels.changed-just-now': {
    en: 'Someone else changed this a moment ago. Read it again and repeat.',
    hi: 'किसी और ने इसे अभी-अभी बदला। फिर पढ़कर दोहराएँ।',
    mr: 'दुसऱ्या कोणी हे आत्ताच बदलले. पुन्हा वाचून पुन्हा करा.',
  },
  'parcels.polygon-empty': {
    en: 'The polygon is empty. Draw at least three corners.',
    hi: 'आकृति खाली है। कम से कम तीन कोने बनाएँ।',
    mr: 'आकृती रिकामी आहे. किमान तीन कोपरे काढा.',
  },
  'parcels.polygon-corners': {
    en: 'The polygon has too many corners.',
    hi: 'आकृति में बहुत अधिक कोने हैं।',
    mr: 'आकृतीला फार कोपरे आहेत.',
  },
  'parcels.corner-off-earth': {
    en: 'A corner does not lie on the earth. Send longitude and latitude in degrees.',
    hi: 'कोई कोना पृथ्वी पर नहीं है। देशांतर और अक्षांश अंशों में भेजें।',
    mr: 'एखादा कोपरा पृथ्वीवर नाही. रेखांश आणि अक्षांश अंशांत पाठवा.',
  },
  'parcels.number-form': {
    en: 'A parcel number is 1 to 60 letters, digits, spaces, / and -, beginning with a letter or digit.',
    hi: 'भूखंड क्रमांक 1 से 60 अक्षर, अंक, रिक्त स्थान, / और - का होता है, शुरुआत अक्षर या अंक से।',
    mr: 'भूखंड क्रमांक 1 ते 60 अक्षरे, अंक, मोकळी जागा, / आणि - यांचा असतो, सुरुवात अक्षराने किंवा अंकाने.',
  },
  'parcels.khasra-form': {
    en: 'Write the khasra number as on the sheet, for example 214/3.',
    hi: 'खसरा क्रमांक वैसे ही लिखें जैसा नक्शे पर है, जैसे 214/3।',
    mr: 'खसरा क्रमांक नकाशावर आहे तसा लिहा, उदा. 214/3.',
  },
  'parcels.first-before-last': {
    en: 'The first day must come before the last.',
    hi: 'पहला दिन आखिरी दिन से पहले होना चाहिए।',
    mr: 'पहिला दिवस शेवटच्या दिवसाआधी असावा.',
  },
  'parcels.nothing-then': {
    en: 'Nothing is on record for that time. Choose a day on which this existed.',
    hi: 'उस समय के लिए कुछ दर्ज नहीं है। ऐसा दिन चुनें जब यह मौजूद था।',
    mr: 'त्या काळासाठी काही नोंद नाही. हे अस्तित्वात होते असा दिवस निवडा.',
  },
  'parcels.search-one-of': {
    en: 'Give words to search for, a point (near) or a box (bbox): one of them.',
    hi: 'खोजने के लिए शब्द, कोई जगह (near) या नक्शे का हिस्सा (bbox): इनमें से एक दें।',
    mr: 'शोधण्यासाठी शब्द, एखादी जागा (near) किंवा नकाशाचा भाग (bbox): यांपैकी एक द्या.',
  },
  'parcels.filter-with-box': {
    en: 'This filter works with a box (bbox) alone.',
    hi: 'यह छन्नी केवल नक्शे के हिस्से (bbox) के साथ चलती है।',
    mr: 'ही गाळणी फक्त नकाशाच्या भागासोबत (bbox) चालते.',
  },
  'parcels.stopped': {
    en: 'This is stopped by an order of {authority}, number {number} of {day} ({kind}). It must be lifted first.',
    hi: 'यह {authority} के आदेश क्रमांक {number}, दिनांक {day} ({kind}) से रुका है। पहले उसे हटवाना होगा।',
    mr: 'हे {authority} यांच्या आदेश क्रमांक {number}, दिनांक {day} ({kind}) मुळे थांबले आहे. आधी तो उठवावा लागेल.',
  },
  'parcels.stopped-reason': {
    en: '{kind}: {authority}, {number}, {day}',
    hi: '{kind}: {authority}, {number}, {day}',
    mr: '{kind}: {authority}, {number}, {day}',
  },
  'parcels.point': {
    en: 'must be longitude,latitude in degrees',
    hi: 'देशांतर,अक्षांश अंशों में होने चाहिए',
    mr: 'रेखांश,अक्षांश अंशांमध्ये असावेत',
  },
  'parcels.on-earth': { en: 'must lie on the earth', hi: 'पृथ्वी पर होना चाहिए', mr: 'पृथ्वीवर असावे' },
  'parcels.box': {
    en: 'must be west,south,east,north in degrees',
    hi: 'पश्चिम,दक्षिण,पूर्व,उत्तर अंशों में होने चाहिए',
    mr: 'पश्चिम,दक्षिण,पूर्व,उत्तर अंशांमध्ये असावेत',
  },
  'parcels.degrees': {
    en: 'must be a number of degrees',
    hi: 'अंशों की संख्या होनी चाहिए',
    mr: 'अंशांची संख्या असावी',
  },
  'parcels.codes': {
    en: 'must be codes with commas between',
    hi: 'बीच में अल्पविराम वाले कोड होने चाहिए',
    mr: 'मध्ये स्वल्पविराम असलेले कोड असावेत',
  },
  'parcels.spans': {
    en: 'must be numbers or spans with commas between: 0,2-4,20-',
    hi: 'बीच में अल्पविराम वाली संख्याएँ या सीमाएँ होनी चाहिए: 0,2-4,20-',
    mr: 'मध्ये स्वल्पविराम असलेल्या संख्या किंवा मर्यादा असाव्यात: 0,2-4,20-',
  },
  'parcels.ward-code': {
    en: 'must be the code of a ward',
    hi: 'वार्ड का कोड होना चाहिए',
    mr: 'प्रभागाचा कोड असावा',
  },
  'parcels.cursor': {
    en: 'must be the nextCursor of an earlier answer',
    hi: 'पिछले उत्तर का nextCursor होना चाहिए',
    mr: 'आधीच्या उत्तरातील nextCursor असावा',
  },
  'parcels.no-parcel-here': {
    en: 'There is no such parcel in this town.',
    hi: 'इस नगर में ऐसा कोई भूखंड नहीं है।',
    mr: 'या शहरात असा कोणताही भूखंड नाही.',
  },
  'parcels.no-building-here': {
    en: 'There is no such building in this town.',
    hi: 'इस नगर में ऐसा कोई भवन नहीं है।',
    mr: 'या शहरात अशी कोणतीही इमारत नाही.',
  },
  'parcels.no-property-here': {
    en: 'There is no such property in this town.',
    hi: 'इस नगर में ऐसी कोई संपत्ति नहीं है।',
    mr: 'या शहरात अशी कोणतीही मालमत्ता नाही.',
  },
  'parcels.property-closed': {
    en: 'This property is closed.',
    hi: 'यह संपत्ति बंद कर दी गई है।',
    mr: 'ही मालमत्ता बंद करण्यात आली आहे.',
  },
  'parcels.claim-waits': {
    en: 'Your claim on this property waits for a decision already.',
    hi: 'इस संपत्ति पर आपका दावा पहले से निर्णय की प्रतीक्षा में है।',
    mr: 'या मालमत्तेवरील तुमचा दावा आधीच निर्णयाच्या प्रतीक्षेत आहे.',
  },
  'parcels.claims-too-many': {
    en: 'Five of your claims wait for a decision. Wait for one of them.',
    hi: 'आपके पाँच दावे निर्णय की प्रतीक्षा में हैं। उनमें से एक के निर्णय तक रुकें।',
    mr: 'तुमचे पाच दावे निर्णयाच्या प्रतीक्षेत आहेत. त्यांपैकी एकाचा निर्णय होईपर्यंत थांबा.',
  },
  'parcels.no-claim': {
    en: 'There is no such claim in this town.',
    hi: 'इस नगर में ऐसा कोई दावा नहीं है।',
    mr: 'या शहरात असा कोणताही दावा नाही.',
  },
  'parcels.claim-decided': {
    en: 'This claim is decided already.',
    hi: 'इस दावे पर निर्णय हो चुका है।',
    mr: 'या दाव्यावर निर्णय आधीच झाला आहे.',
  },
  'parcels.order-names-person': {
    en: 'An order of {authority}, number {number} of {date}, names this person.',
    hi: '{authority} के आदेश क्रमांक {number} दिनांक {date} में इस व्यक्ति का नाम है।',
    mr: '{authority} यांच्या {date} रोजीच्या आदेश क्रमांक {number} मध्ये या व्यक्तीचे नाव आहे.',
  },
  'parcels.claims-not-yours-to-see': {
    en: 'Only who visits for claims or decides them may see them.',
    hi: 'दावे वही देख सकते हैं जो उनके लिए भेंट करते हैं या उन पर निर्णय देते हैं।',
    mr: 'दाव्यांसाठी भेट देणारे किंवा त्यांवर निर्णय देणारेच ते पाहू शकतात.',
  },
  'parcels.only-provisional-ends': {
    en: 'Only a provisional plot ends with its case.',
    hi: 'केवल अस्थायी भूखंड प्रकरण के साथ समाप्त होता है।',
    mr: 'फक्त तात्पुरता भूखंड प्रकरणासोबत संपतो.',
  },
} satisfies Messages
