/** The door of people: what rooms above may use. Pure files (`rules*.ts`) may also be imported by pure files and by the browser. */

export { correctPerson } from './actions/correct-person.ts'
export { erasePerson } from './actions/erase-person.ts'
export { fillNameKeys } from './actions/fill-name-keys.ts'
export { findDuplicates } from './actions/find-duplicates.ts'
export { type MergeInvitation, mergePersons } from './actions/merge-persons.ts'
export { proveContact } from './actions/prove-contact.ts'
export { registerHousehold } from './actions/register-household.ts'
export { registerOrganisation } from './actions/register-organisation.ts'
export { registerPerson } from './actions/register-person.ts'
export { undoMerge } from './actions/undo-merge.ts'
export { followMerge, type MoveParty } from './follow-merge.ts'
export { peopleMessages } from './messages.ts'
export { type ReadCandidates, searchByName } from './name-search.ts'
export { selectEntryWithMerged } from './queries-erase.ts'
export { type PartyReach, selectReach } from './queries-reach.ts'
export { peopleRoutes } from './routes.ts'
export { type ClaimState, claimState, provedUntil, readNames, refuseAadhaar } from './rules.ts'
export { mayUseFor, type Purpose, purposes } from './rules-consent.ts'
export { maskEmail, maskMobile, maskName, maskNames } from './rules-mask.ts'
export { type QueryTokens, queryTokens, type TokenRange } from './rules-name-query.ts'
export {
  type NamedCandidate,
  type NameScorer,
  nameScorer,
  orderRanked,
  type Ranked,
  rankNames,
  scoreName,
} from './rules-name-score.ts'
export { type NamesByLanguage, nameKeyOf, nameTokens, wordTokens } from './rules-names.ts'
export { type ShownName, showName, toDevanagari, toLatin } from './rules-transliterate.ts'
export { type ContactProved, followContacts, tellEarlier } from './tell-earlier.ts'
