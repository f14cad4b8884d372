import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const parcelsMessages = {
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
} satisfies Messages
