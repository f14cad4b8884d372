/** The seeded generator of a made-up Indian town: pure, repeatable, of any size. */
export { generateCity, generateCityInBlocks } from './generate.ts'
export type * from './types.ts'
