/** The one place where parcels takes the reading of names from people, so that either script finds the other. */
export { nameScorer, rankNames } from '../people/rules-name-score.ts'
export { type NamesByLanguage, nameTokens, queryTokens, type TokenRange } from '../people/rules-names.ts'
