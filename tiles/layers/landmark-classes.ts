import type { LegendValue } from './layer.ts'

/** What a landmark is good for; each family has one colour on the map. */
export type LandmarkFamily = 'travel' | 'health' | 'learning' | 'office' | 'trade' | 'worship' | 'heritage' | 'water'

/**
 * A kind of landmark. `rank` 1 is what a stranger asks for first; it decides from which zoom the sign stands.
 * The icon of the same name is drawn in `src/style/landmark-icons.ts`.
 */
export type LandmarkClass = {
  value: string
  names: LegendValue['names']
  family: LandmarkFamily
  rank: 1 | 2 | 3 | 4 | 5
}

const one = (
  value: string,
  family: LandmarkFamily,
  rank: LandmarkClass['rank'],
  en: string,
  hi: string,
  mr: string,
): LandmarkClass => ({ value, family, rank, names: { en, hi, mr } })

/** Every kind of landmark that has a sign, in the order of the legend. */
export const landmarkClasses: readonly LandmarkClass[] = [
  one('station', 'travel', 1, 'Railway station', 'रेलवे स्टेशन', 'रेल्वे स्थानक'),
  one('bus-stand', 'travel', 1, 'Bus stand', 'बस स्टैंड', 'बस स्थानक'),
  one('petrol-pump', 'travel', 4, 'Petrol pump', 'पेट्रोल पंप', 'पेट्रोल पंप'),
  one('hospital', 'health', 1, 'Hospital', 'अस्पताल', 'रुग्णालय'),
  one('clinic', 'health', 3, 'Health centre', 'स्वास्थ्य केंद्र', 'आरोग्य केंद्र'),
  one('college', 'learning', 1, 'College', 'महाविद्यालय', 'महाविद्यालय'),
  one('school', 'learning', 2, 'School', 'विद्यालय', 'शाळा'),
  one('town-hall', 'office', 1, 'Government office', 'शासकीय कार्यालय', 'शासकीय कार्यालय'),
  one('police', 'office', 2, 'Police station', 'पुलिस थाना', 'पोलीस ठाणे'),
  one('fire-station', 'office', 2, 'Fire station', 'अग्निशमन केंद्र', 'अग्निशमन केंद्र'),
  one('post-office', 'office', 3, 'Post office', 'डाकघर', 'टपाल कार्यालय'),
  one('community-hall', 'office', 4, 'Community hall', 'सामुदायिक भवन', 'समाजमंदिर'),
  one('market', 'trade', 2, 'Market', 'बाज़ार', 'बाजार'),
  one('bank', 'trade', 4, 'Bank', 'बैंक', 'बँक'),
  one('temple', 'worship', 3, 'Temple', 'मंदिर', 'मंदिर'),
  one('mosque', 'worship', 3, 'Mosque', 'मस्जिद', 'मशीद'),
  one('church', 'worship', 3, 'Church', 'गिरजाघर', 'चर्च'),
  one('gurudwara', 'worship', 3, 'Gurudwara', 'गुरुद्वारा', 'गुरुद्वारा'),
  one('fort', 'heritage', 1, 'Fort', 'क़िला', 'किल्ला'),
  one('clock-tower', 'heritage', 2, 'Clock tower', 'घंटाघर', 'घड्याळ मनोरा'),
  one('ghat', 'water', 4, 'Ghat', 'घाट', 'घाट'),
  one('water-tank', 'water', 4, 'Water tank', 'पानी की टंकी', 'पाण्याची टाकी'),
  one('well', 'water', 5, 'Well', 'कुआँ', 'विहीर'),
  one('standpost', 'water', 5, 'Public tap', 'सार्वजनिक नल', 'सार्वजनिक नळ'),
]
