/** The one place where parcels takes the reading of names from people, so that either script finds the other. */

export { queryTokens, skeletonOf, type TokenRange, wordSteps } from '../people/rules-name-query.ts'
export { nameScorer, rankNames } from '../people/rules-name-score.ts'
export { type NamesByLanguage, nameKeyOf, nameTokens, wordTokens } from '../people/rules-names.ts'
