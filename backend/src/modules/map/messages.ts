import type { Messages } from '../../kernel/index.ts'

/** What pictures of the map refuse, in every language. */
export const mapMessages = {
  'map.extract-for-owner': {
    en: 'An extract goes to the owner who proved to be that. Say first that the property is yours.',
    hi: 'उद्धरण उसी मालिक को मिलता है जिसने स्वामित्व साबित किया हो। पहले बताएँ कि संपत्ति आपकी है।',
    mr: 'उतारा मालकी सिद्ध केलेल्या मालकालाच मिळतो. आधी मालमत्ता तुमची असल्याचे सांगा.',
  },
  'map.no-signing-post': {
    en: 'Nobody holds the post that signs extracts today. Ask the office.',
    hi: 'उद्धरण पर हस्ताक्षर करने वाले पद पर आज कोई नहीं है। कार्यालय से पूछें।',
    mr: 'उताऱ्यावर सही करणाऱ्या पदावर आज कोणी नाही. कार्यालयात विचारा.',
  },
  'map.each-language-once': {
    en: 'must name each language once',
    hi: 'हर भाषा एक बार होनी चाहिए',
    mr: 'प्रत्येक भाषा एकदाच असावी',
  },
  'map.no-property': {
    en: 'There is no such property in this town.',
    hi: 'इस नगर में ऐसी कोई संपत्ति नहीं है।',
    mr: 'या नगरात अशी मालमत्ता नाही.',
  },
  'map.picture-box': {
    en: 'Give west,south,east,north in degrees.',
    hi: 'पश्चिम,दक्षिण,पूर्व,उत्तर अंशों में दें।',
    mr: 'पश्चिम,दक्षिण,पूर्व,उत्तर अंशांमध्ये द्या.',
  },
  'map.four-numbers': {
    en: 'must be four numbers: west, south, east, north',
    hi: 'चार संख्याएँ होनी चाहिए: पश्चिम, दक्षिण, पूर्व, उत्तर',
    mr: 'चार संख्या असाव्यात: पश्चिम, दक्षिण, पूर्व, उत्तर',
  },
  'map.in-world': { en: 'must lie in the world', hi: 'दुनिया के भीतर होना चाहिए', mr: 'जगाच्या आत असावे' },
  'map.box-order': {
    en: 'must run west to east and south to north',
    hi: 'पश्चिम से पूर्व और दक्षिण से उत्तर की ओर होना चाहिए',
    mr: 'पश्चिमेकडून पूर्वेकडे आणि दक्षिणेकडून उत्तरेकडे असावे',
  },
  'map.no-geoserver': {
    en: 'No GeoServer is set for this town any more.',
    hi: 'इस नगर के लिए अब कोई GeoServer निर्धारित नहीं है।',
    mr: 'या शहरासाठी आता कोणताही GeoServer ठरलेला नाही.',
  },
} satisfies Messages
