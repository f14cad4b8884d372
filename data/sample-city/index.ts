import type { CityOptions } from './types.ts'

/** The seeded generator of a made-up Indian town: pure, repeatable, of any size. */
export { generateCity, generateCityInBlocks } from './generate.ts'
export type * from './types.ts'

/** The two towns that a fresh database gets; the loader puts the real `today` in. */
export const SAMPLE_TOWNS: readonly CityOptions[] = [
  {
    seed: 7,
    parcels: 25_000,
    code: 'nayapur',
    names: { en: 'Nayapur', hi: 'नयापुर', mr: 'नयापूर' },
    today: '2026-04-01',
    origin: [77.95, 23.1],
    srid: 32643,
  },
  {
    seed: 7,
    parcels: 0,
    properties: 3000,
    code: 'puranagaon',
    names: { en: 'Purana Gaon', hi: 'पुराना गाँव', mr: 'पुराना गाव' },
    today: '2026-04-01',
    origin: [77.72, 22.98],
    srid: 32643,
  },
]
