/** Stands in for the Revenue department: made-up records that bind nobody and say so. */
import { dayInZone } from '../../../kernel/index.ts'
import { type LetterContent, sandboxBody } from '../../notifications/index.ts'
import type { LandRecordAsked, LandRecords } from './providers.ts'

const department = { en: 'Revenue department (sandbox)', hi: 'राजस्व विभाग (परीक्षण)', mr: 'महसूल विभाग (चाचणी)' }
const titles = {
  'khasra-copy': { en: 'Copy of the khasra', hi: 'खसरे की नक़ल', mr: 'खसऱ्याची नक्कल' },
  'property-card': { en: 'Property card', hi: 'संपत्ति कार्ड', mr: 'मालमत्ता पत्रक' },
}

/** `missing` and `waiting` are numbers that answer so, for trying. */
export function sandboxLandRecords(
  given: { missing?: string[]; waiting?: string[]; now?: () => Date } = {},
): LandRecords {
  const sign = sandboxBody(department.en)
  const now = given.now ?? (() => new Date())
  return {
    name: 'sandbox',
    async find(asked) {
      if (given.missing?.includes(asked.number)) return { state: 'not-found' }
      if (given.waiting?.includes(asked.number)) return { state: 'waiting' }
      const at = now()
      const { bytes } = await sign(contentOf(asked, dayInZone(at, 'Asia/Kolkata')), at)
      return { state: 'found', bytes, issuedBy: department.en, binds: false }
    },
  }
}

function contentOf({ kind, number, town, language }: LandRecordAsked, day: string): LetterContent {
  const same = (text: string) => ({ en: text, hi: text, mr: text })
  return {
    languages: language === 'en' ? ['en'] : [language, 'en'],
    head: { names: department, act: 'Made up; no record of anybody', address: null },
    number: `SANDBOX/${number}`,
    day,
    title: titles[kind],
    addressee: [],
    subject: { en: 'A made-up record for trying', hi: 'आज़माने के लिए बनावटी अभिलेख', mr: 'वापरून पाहण्यासाठी बनावट अभिलेख' },
    blocks: [
      {
        facts: [
          { label: { en: 'Number', hi: 'क्रमांक', mr: 'क्रमांक' }, value: same(number) },
          { label: { en: 'Town', hi: 'नगर', mr: 'नगर' }, value: same(town) },
        ],
      },
    ],
    signature: { post: department, office: department, holder: department },
    notes: [],
  }
}
