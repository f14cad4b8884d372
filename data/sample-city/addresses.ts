import type { Random } from './random.ts'
import type { Address, DistrictKind, Locality, Names, Road } from './types.ts'

/** How houses are numbered in a kind of district: '14/233' in old quarters, 'B-42' in layouts. */
export const houseNumberOf = (district: DistrictKind, random: Random, series: number, ordinal: number): string => {
  switch (district) {
    case 'old-town':
    case 'market':
      return `${series}/${ordinal}${random.chance(0.08) ? random.pick(['A', 'B', 'क']) : ''}`
    case 'old-grid':
      return random.chance(0.06) ? `${ordinal}/${random.whole(1, 3)}` : String(ordinal)
    case 'colony':
      return `${random.pick(['A', 'B', 'C', 'D'])}-${ordinal}`
    case 'new-layout':
    case 'open-layout':
      return `${random.pick(['LIG', 'MIG', 'HIG', 'EWS'])}-${ordinal}`
    case 'industrial':
      return `Plot ${ordinal}`
    case 'slum':
      return `J-${ordinal}`
    default:
      return String(ordinal)
  }
}

export type Where = {
  houseNumber: string
  building: Names | null
  road: Road | null
  locality: Locality
  landmark: Names | null
  town: Names
}

/** One line per language, as on an envelope. */
export const addressOf = (where: Where): Address => ({
  houseNumber: where.houseNumber,
  building: where.building,
  roadKey: where.road?.key ?? null,
  localityKey: where.locality.key,
  landmark: where.landmark,
  pin: where.locality.pin,
  line: { en: lineOf(where, 'en'), hi: lineOf(where, 'hi'), mr: lineOf(where, 'mr') },
})

const lineOf = ({ houseNumber, building, road, landmark, locality, town }: Where, language: 'en' | 'hi' | 'mr') => {
  const inside = building ? `${houseNumber}, ${building[language]}` : houseNumber
  const along = road ? `${inside}, ${road.names[language]}` : inside
  const near = landmark ? `${along}, ${landmark[language]}` : along
  return `${near}, ${locality.names[language]}, ${town[language]} ${locality.pin}`
}

export const LANDMARKS: readonly Names[] = [
  { en: 'near the old well', hi: 'पुराने कुएँ के पास', mr: 'जुन्या विहिरीजवळ' },
  { en: 'behind the school', hi: 'स्कूल के पीछे', mr: 'शाळेमागे' },
  { en: 'opposite the temple', hi: 'मंदिर के सामने', mr: 'मंदिरासमोर' },
  { en: 'near the water tank', hi: 'पानी की टंकी के पास', mr: 'पाण्याच्या टाकीजवळ' },
  { en: 'beside the banyan tree', hi: 'बरगद के पेड़ के पास', mr: 'वडाच्या झाडाजवळ' },
  { en: 'near the flour mill', hi: 'आटा चक्की के पास', mr: 'पिठाच्या गिरणीजवळ' },
  { en: 'near the mosque', hi: 'मस्जिद के पास', mr: 'मशिदीजवळ' },
  { en: 'behind the bus stand', hi: 'बस स्टैंड के पीछे', mr: 'बस स्थानकामागे' },
].map((names) => ({ en: names.en, hi: names.hi.normalize('NFC'), mr: names.mr.normalize('NFC') }))
