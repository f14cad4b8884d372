import type { Messages } from '../../kernel/index.ts'

/** What pictures of the map refuse, in every language. */
export const mapMessages = {
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
