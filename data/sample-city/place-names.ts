import type { DistrictKind, Names, RoadClass } from './types.ts'

/** Data: words from which made-up places get their names, [English, Hindi, Marathi when it differs]. */
type Word = readonly [english: string, hindi: string, marathi?: string]

const namesOf = ([en, hi, mr]: Word): Names => ({ en, hi: hi.normalize('NFC'), mr: (mr ?? hi).normalize('NFC') })
const joined = (one: Names, other: Names): Names => ({
  en: `${one.en} ${other.en}`,
  hi: `${one.hi} ${other.hi}`,
  mr: `${one.mr} ${other.mr}`,
})

const WORTHIES: readonly Word[] = [
  ['Shanti', 'शांति', 'शांती'],
  ['Ganesh', 'गणेश'],
  ['Kamal', 'कमल'],
  ['Saraswati', 'सरस्वती'],
  ['Laxmi', 'लक्ष्मी'],
  ['Ashok', 'अशोक'],
  ['Anand', 'आनंद'],
  ['Vikas', 'विकास'],
  ['Prakash', 'प्रकाश'],
  ['Sanjivani', 'संजीवनी'],
  ['Gulmohar', 'गुलमोहर'],
  ['Amrit', 'अमृत'],
  ['Surya', 'सूर्य'],
  ['Chandra', 'चंद्र'],
  ['Tulsi', 'तुलसी', 'तुळशी'],
  ['Narmada', 'नर्मदा'],
  ['Himalaya', 'हिमालय'],
  ['Vindhya', 'विंध्य'],
  ['Satpura', 'सतपुड़ा', 'सातपुडा'],
  ['Arihant', 'अरिहंत'],
  ['Sahyog', 'सहयोग'],
  ['Samta', 'समता'],
  ['Ekta', 'एकता'],
  ['Maitri', 'मैत्री'],
  ['Nirmal', 'निर्मल'],
  ['Ujjwal', 'उज्ज्वल'],
  ['Sneh', 'स्नेह'],
  ['Pushpa', 'पुष्प'],
  ['Madhuban', 'मधुबन'],
  ['Nandanvan', 'नंदनवन'],
  ['Vrindavan', 'वृंदावन'],
  ['Gokul', 'गोकुल', 'गोकुळ'],
  ['Mathura', 'मथुरा'],
  ['Dwarka', 'द्वारका'],
  ['Sharda', 'शारदा'],
  ['Gayatri', 'गायत्री'],
  ['Jawahar', 'जवाहर'],
  ['Azad', 'आज़ाद', 'आझाद'],
  ['Subhash', 'सुभाष'],
  ['Tilak', 'तिलक', 'टिळक'],
  ['Shivaji', 'शिवाजी'],
  ['Ambedkar', 'अंबेडकर', 'आंबेडकर'],
  ['Kabir', 'कबीर'],
  ['Tansen', 'तानसेन'],
  ['Nehru', 'नेहरू'],
  ['Gandhi', 'गांधी'],
  ['Rani Durgavati', 'रानी दुर्गावती', 'राणी दुर्गावती'],
  ['Ahilya', 'अहिल्या'],
  ['Phule', 'फुले'],
  ['Guru Nanak', 'गुरु नानक'],
  ['Mahavir', 'महावीर'],
  ['Buddha', 'बुद्ध'],
  ['Sai', 'साईं', 'साई'],
  ['Ram', 'राम'],
  ['Shyam', 'श्याम'],
  ['Hanuman', 'हनुमान'],
  ['Mangal', 'मंगल', 'मंगळ'],
]
const COLONY_KINDS: readonly Word[] = [
  ['Nagar', 'नगर'],
  ['Colony', 'कॉलोनी', 'कॉलनी'],
  ['Vihar', 'विहार'],
  ['Puram', 'पुरम'],
  ['Enclave', 'एनक्लेव', 'एन्क्लेव्ह'],
  ['Kunj', 'कुंज'],
  ['Bagh', 'बाग़', 'बाग'],
]
const NEW_KINDS: readonly Word[] = [
  ['Green City', 'ग्रीन सिटी'],
  ['Heights', 'हाइट्स'],
  ['Residency', 'रेसीडेंसी', 'रेसिडेन्सी'],
  ['Vatika', 'वाटिका'],
  ['Parisar', 'परिसर'],
  ['Township', 'टाउनशिप'],
  ['Extension', 'एक्सटेंशन', 'एक्सटेन्शन'],
]
const OLD_QUARTERS: readonly Word[] = [
  ['Sarafa', 'सराफ़ा', 'सराफा'],
  ['Lohar Mohalla', 'लोहार मोहल्ला', 'लोहार आळी'],
  ['Kumhar Para', 'कुम्हार पारा', 'कुंभारवाडा'],
  ['Brahman Para', 'ब्राह्मण पारा', 'ब्राह्मण आळी'],
  ['Kazi Mohalla', 'क़ाज़ी मोहल्ला', 'काझी मोहल्ला'],
  ['Purani Mandi', 'पुरानी मंडी', 'जुनी मंडई'],
  ['Kotwali', 'कोतवाली'],
  ['Raja Wada', 'राजा वाड़ा', 'राजवाडा'],
  ['Gudri', 'गुदड़ी', 'गुदडी'],
  ['Chhipa Mohalla', 'छीपा मोहल्ला', 'छीपा आळी'],
  ['Teliya Gali', 'तेलिया गली', 'तेली गल्ली'],
  ['Ghat Para', 'घाट पारा', 'घाट आळी'],
  ['Mochi Mohalla', 'मोची मोहल्ला', 'मोची आळी'],
  ['Bohra Bakhal', 'बोहरा बाखल', 'बोहरा आळी'],
  ['Purana Qila', 'पुराना क़िला', 'जुना किल्ला'],
  ['Nai Mohalla', 'नाई मोहल्ला', 'न्हावी आळी'],
]
const VILLAGES: readonly Word[] = [
  ['Pipalkheda', 'पीपलखेड़ा', 'पिंपळखेडा'],
  ['Amkhera', 'आमखेरा'],
  ['Dongarpur', 'डोंगरपुर', 'डोंगरपूर'],
  ['Mahuatola', 'महुआटोला'],
  ['Bargaon Kalpana', 'बरगाँव कल्पना', 'वडगाव कल्पना'],
  ['Imlipura', 'इमलीपुरा'],
  ['Semalkheda', 'सेमलखेड़ा', 'सेमलखेडा'],
  ['Jamuniya Kalan', 'जामुनिया कलाँ', 'जामुनिया कलान'],
  ['Bichhua Khurd', 'बिछुआ खुर्द'],
  ['Karanjkheda', 'करंजखेड़ा', 'करंजखेडा'],
]
const LANES: readonly Word[] = [
  ['Halwai', 'हलवाई'],
  ['Kasera', 'कसेरा'],
  ['Sutar', 'सुतार'],
  ['Peepal', 'पीपल', 'पिंपळ'],
  ['Neem', 'नीम', 'कडुनिंब'],
  ['Kuan', 'कुआँ', 'विहीर'],
  ['Masjid', 'मस्जिद', 'मशीद'],
  ['Mandir', 'मंदिर'],
  ['Bartan', 'बर्तन', 'भांडी'],
  ['Kapda', 'कपड़ा', 'कापड'],
  ['Anaj', 'अनाज', 'धान्य'],
  ['Bangle', 'चूड़ी', 'बांगडी'],
  ['Attar', 'अत्तर'],
  ['Jain', 'जैन'],
  ['Thakur', 'ठाकुर'],
  ['Dharamshala', 'धर्मशाला', 'धर्मशाळा'],
  ['Akhada', 'अखाड़ा', 'आखाडा'],
  ['Bavdi', 'बावड़ी', 'बारव'],
  ['Hathi', 'हाथी', 'हत्ती'],
  ['Moti', 'मोती'],
  ['Chameli', 'चमेली'],
  ['Gulab', 'गुलाब'],
  ['Rangrez', 'रंगरेज़', 'रंगरेज'],
  ['Patwa', 'पटवा'],
]

const ROAD: Word = ['Road', 'मार्ग']
const STREET: Word = ['Street', 'रोड', 'रस्ता']
const LANE: Word = ['Lane', 'गली', 'गल्ली']
const word = (text: Word) => namesOf(text)

/** A locality's name; the ordinal makes it the town's only one. */
export const localityNames = (district: DistrictKind, ordinal: number, turn: number): Names => {
  const at = (words: readonly Word[], step: number) => namesOf(words[(ordinal * step + turn) % words.length]!)
  const round = (words: readonly Word[]) => Math.floor(ordinal / words.length)
  const again = (names: Names, count: number): Names =>
    count === 0
      ? names
      : { en: `${names.en} ${count + 1}`, hi: `${names.hi} ${count + 1}`, mr: `${names.mr} ${count + 1}` }
  if (district === 'old-town') return again(at(OLD_QUARTERS, 1), round(OLD_QUARTERS))
  if (district === 'market') return again(joined(at(WORTHIES, 1), word(['Bazar', 'बाज़ार', 'बाजार'])), round(WORTHIES))
  if (district === 'industrial')
    return {
      en: `Industrial Area Sector ${ordinal + 1}`,
      hi: `औद्योगिक क्षेत्र सेक्टर ${ordinal + 1}`,
      mr: `औद्योगिक वसाहत सेक्टर ${ordinal + 1}`,
    }
  if (district === 'railway-colony') return again(word(['Railway Colony', 'रेलवे कॉलोनी', 'रेल्वे कॉलनी']), ordinal)
  if (district === 'slum') return again(joined(at(WORTHIES, 3), word(['Basti', 'बस्ती'])), round(WORTHIES))
  if (district === 'abadi' || district === 'village') return again(at(VILLAGES, 1), round(VILLAGES))
  if (district === 'farmland') return again(joined(at(VILLAGES, 3), word(['Fields', 'हार', 'शिवार'])), round(VILLAGES))
  if (district === 'institutional') return again(joined(at(WORTHIES, 5), word(['Campus', 'परिसर'])), round(WORTHIES))
  if (district === 'park') return again(joined(at(WORTHIES, 7), word(['Udyan', 'उद्यान'])), round(WORTHIES))
  if (district === 'new-layout' || district === 'open-layout')
    return again(joined(at(WORTHIES, 11), namesOf(NEW_KINDS[ordinal % NEW_KINDS.length]!)), round(WORTHIES))
  return again(
    joined(
      at(WORTHIES, district === 'colony' ? 13 : 17),
      namesOf(COLONY_KINDS[(ordinal + turn) % COLONY_KINDS.length]!),
    ),
    round(WORTHIES),
  )
}

const BAZAARS: readonly Word[] = [
  ['Chowk Bazar', 'चौक बाज़ार', 'चौक बाजार'],
  ['Bada Bazar', 'बड़ा बाज़ार', 'मोठा बाजार'],
  ['Sarafa Bazar', 'सराफ़ा बाज़ार', 'सराफा बाजार'],
]

/** A main road's name: roads to other (made-up) places, rings, the highway. */
export const mainRoadNames = (
  main: 'spine' | 'radial' | 'ring' | 'bypass' | 'old-ring' | 'bazaar',
  ordinal: number,
  turn: number,
): Names => {
  if (main === 'spine') return word(['Station Road', 'स्टेशन रोड', 'स्टेशन रस्ता'])
  if (main === 'bazaar') return word(BAZAARS[ordinal % BAZAARS.length]!)
  if (main === 'bypass') return word(['Bypass Highway', 'बायपास राजमार्ग', 'बायपास महामार्ग'])
  if (main === 'old-ring') return word(['Parkota Road', 'परकोटा मार्ग', 'तटबंदी मार्ग'])
  if (main === 'ring') return { en: `Ring Road ${ordinal}`, hi: `रिंग रोड ${ordinal}`, mr: `रिंग रोड ${ordinal}` }
  const towards = namesOf(VILLAGES[(ordinal + turn) % VILLAGES.length]!)
  const more = Math.floor(ordinal / VILLAGES.length)
  const road = joined(towards, word(['Road', 'रोड', 'रस्ता']))
  return more === 0
    ? road
    : { en: `${road.en} ${more + 1}`, hi: `${road.hi} ${more + 1}`, mr: `${road.mr} ${more + 1}` }
}

/** A street inside a locality: crooked lanes carry trades and trees, colony streets carry numbers. */
export const streetNames = (
  district: DistrictKind,
  locality: Names,
  roadClass: RoadClass,
  ordinal: number,
  turn: number,
): Names => {
  if (district === 'old-town' || district === 'market' || district === 'abadi' || district === 'village') {
    const trade = namesOf(LANES[(ordinal * 5 + turn) % LANES.length]!)
    const lane = joined(trade, word(roadClass === 'lane' || roadClass === 'footpath' ? LANE : ['Marg', 'मार्ग']))
    const more = Math.floor(ordinal / LANES.length)
    return more === 0
      ? lane
      : { en: `${lane.en} ${more + 1}`, hi: `${lane.hi} ${more + 1}`, mr: `${lane.mr} ${more + 1}` }
  }
  const kind = word(
    roadClass === 'collector' || roadClass === 'arterial' ? ROAD : roadClass === 'local' ? STREET : LANE,
  )
  return {
    en: `${locality.en} ${kind.en} ${ordinal + 1}`,
    hi: `${locality.hi} ${kind.hi} ${ordinal + 1}`,
    mr: `${locality.mr} ${kind.mr} ${ordinal + 1}`,
  }
}

/** A collector between districts. */
export const collectorNames = (ordinal: number, turn: number): Names => {
  const worthy = namesOf(WORTHIES[(ordinal * 7 + turn) % WORTHIES.length]!)
  const road = joined(worthy, word(ROAD))
  const more = Math.floor(ordinal / WORTHIES.length)
  return more === 0
    ? road
    : { en: `${road.en} ${more + 1}`, hi: `${road.hi} ${more + 1}`, mr: `${road.mr} ${more + 1}` }
}

/** A name to call a firm or a hall by. */
export const worthyNames = (turn: number): Names => namesOf(WORTHIES[turn % WORTHIES.length]!)
