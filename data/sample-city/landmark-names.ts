import { worthyNames } from './place-names.ts'
import type { Landmark, Names } from './types.ts'

/** Data: words for the names of landmarks, [English, Hindi, Marathi when it differs]. */
type Word = readonly [english: string, hindi: string, marathi?: string]

const namesOf = ([en, hi, mr]: Word): Names => ({ en, hi: hi.normalize('NFC'), mr: (mr ?? hi).normalize('NFC') })

const TEMPLES: readonly Word[] = [
  ['Hanuman Temple', 'श्री हनुमान मंदिर'],
  ['Shiv Temple', 'श्री शिव मंदिर'],
  ['Durga Temple', 'माँ दुर्गा मंदिर', 'दुर्गा माता मंदिर'],
  ['Ganesh Temple', 'श्री गणेश मंदिर'],
  ['Ram Temple', 'श्री राम मंदिर'],
  ['Radha Krishna Temple', 'राधा कृष्ण मंदिर'],
  ['Shani Temple', 'शनि मंदिर', 'शनी मंदिर'],
  ['Sai Temple', 'साईं मंदिर', 'साई मंदिर'],
  ['Kali Temple', 'काली माता मंदिर'],
  ['Jain Temple', 'जैन मंदिर'],
  ['Vitthal Temple', 'विट्ठल मंदिर'],
]
const MOSQUES: readonly Word[] = [
  ['Jama Masjid', 'जामा मस्जिद', 'जामा मशीद'],
  ['Noorani Masjid', 'नूरानी मस्जिद', 'नूरानी मशीद'],
  ['Madina Masjid', 'मदीना मस्जिद', 'मदिना मशीद'],
  ['Bilal Masjid', 'बिलाल मस्जिद', 'बिलाल मशीद'],
]
const GURUDWARAS: readonly Word[] = [['Gurudwara Guru Nanak Darbar', 'गुरुद्वारा गुरु नानक दरबार']]
const CHURCHES: readonly Word[] = [
  ['Saint Thomas Church', 'सेंट थॉमस चर्च'],
  ['Holy Cross Church', 'होली क्रॉस चर्च'],
]

type Worded = { en: string; hi: string; mr: string }

/** "<locality> Police Station" and the like, in the order of words that each language has. */
const OF_PLACE: Partial<Record<Landmark['kind'], (place: Worded) => Names>> = {
  clinic: ({ en, hi, mr }) => ({ en: `${en} Health Centre`, hi: `${hi} स्वास्थ्य केंद्र`, mr: `${mr} आरोग्य केंद्र` }),
  police: ({ en, hi, mr }) => ({ en: `${en} Police Station`, hi: `थाना ${hi}`, mr: `${mr} पोलीस ठाणे` }),
  'post-office': ({ en, hi, mr }) => ({ en: `${en} Post Office`, hi: `${hi} डाकघर`, mr: `${mr} टपाल कार्यालय` }),
  'community-hall': ({ en, hi, mr }) => ({
    en: `${en} Community Hall`,
    hi: `${hi} सामुदायिक भवन`,
    mr: `${mr} समाजमंदिर`,
  }),
  bank: ({ en, hi, mr }) => ({
    en: `Kalpana Gramin Bank, ${en}`,
    hi: `कल्पना ग्रामीण बैंक, ${hi}`,
    mr: `कल्पना ग्रामीण बँक, ${mr}`,
  }),
  'petrol-pump': ({ en, hi, mr }) => ({ en: `${en} Petrol Pump`, hi: `${hi} पेट्रोल पंप`, mr: `${mr} पेट्रोल पंप` }),
  'water-tank': ({ en, hi, mr }) => ({ en: `${en} Water Tank`, hi: `${hi} पानी की टंकी`, mr: `${mr} पाण्याची टाकी` }),
  well: ({ en, hi, mr }) => ({ en: `${en} Well`, hi: `${hi} का कुआँ`, mr: `${mr} विहीर` }),
}
const OF_TOWN: Partial<Record<Landmark['kind'], (town: Worded) => Names>> = {
  'bus-stand': ({ en, hi, mr }) => ({ en: `${en} Bus Stand`, hi: `${hi} बस स्टैंड`, mr: `${mr} बस स्थानक` }),
  'fire-station': ({ en, hi, mr }) => ({ en: `${en} Fire Station`, hi: `${hi} अग्निशमन केंद्र`, mr: `${mr} अग्निशमन केंद्र` }),
}

const school = (turn: number): Names => {
  const worthy = worthyNames(turn)
  return { en: `${worthy.en} Vidya Mandir`, hi: `${worthy.hi} विद्या मंदिर`, mr: `${worthy.mr} विद्या मंदिर` }
}

const LISTS: Partial<Record<Landmark['kind'], readonly Word[]>> = {
  temple: TEMPLES,
  mosque: MOSQUES,
  gurudwara: GURUDWARAS,
  church: CHURCHES,
}

/** What a landmark of that kind is called: by its own name, its locality's or the town's. `turn` picks among names. */
export const landmarkNames = (kind: Landmark['kind'], locality: Names, town: Names, turn: number): Names => {
  const list = LISTS[kind]
  if (list) return namesOf(list[turn % list.length]!)
  if (kind === 'school') return school(turn)
  const of = OF_PLACE[kind]?.(locality as Worded) ?? OF_TOWN[kind]?.(town as Worded) ?? (locality as Worded)
  return { en: of.en!, hi: of.hi!.normalize('NFC'), mr: of.mr!.normalize('NFC') }
}
