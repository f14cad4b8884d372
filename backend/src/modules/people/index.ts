/** The door of people: what rooms above may use. Pure files (`rules*.ts`) may also be imported by pure files and by the browser. */
export { type ReadCandidates, searchByName } from './name-search.ts'
export { maskEmail, maskMobile, maskName, maskNames } from './rules-mask.ts'
export {
  type NamedCandidate,
  type NameScorer,
  nameScorer,
  orderRanked,
  type Ranked,
  rankNames,
  scoreName,
} from './rules-name-score.ts'
export {
  type NamesByLanguage,
  nameTokens,
  type QueryTokens,
  queryTokens,
  type SearchToken,
  type TokenRange,
} from './rules-names.ts'
