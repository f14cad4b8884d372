/** The door of parcels: what rooms above may use. */
export type { ClaimEvidenceInvitation } from './actions/claim-property.ts'
export { closeParcel } from './actions/close-parcel.ts'
export { closeProperty } from './actions/close-property.ts'
export { correctParcelGeometry } from './actions/correct-parcel-geometry.ts'
export { imposeRestriction } from './actions/impose-restriction.ts'
export { liftRestriction } from './actions/lift-restriction.ts'
export { recordOwnership } from './actions/record-ownership.ts'
export { registerParcel } from './actions/register-parcel.ts'
export { registerProperty } from './actions/register-property.ts'
export { replaceParcel } from './actions/replace-parcel.ts'
export { type AreaInvitation, type TransferArea, transferArea } from './actions/transfer-area.ts'
export { indexProperties } from './acts.ts'
export { followMasters } from './follow-masters.ts'
export { workOnImports } from './import/runner.ts'
export { parcelJobs, queueRenewals } from './jobs.ts'
export { parcelsMessages } from './messages.ts'
export { asOwnerOf } from './own-view.ts'
export { type PageAsked, readPage } from './page.ts'
export { followPeople } from './parties.ts'
export { type PlaceAt, placeAt } from './place-at.ts'
export {
  type RestrictedProperty,
  selectAreasOfProperties,
  selectLiableParties,
  selectPropertiesOfParty,
  selectRestrictedProperties,
} from './queries-sets.ts'
export { enterTenant } from './queries-transfer.ts'
export { checkRestrictions, type Restriction, requireFree } from './restrictions.ts'
export { parcelsRoutes } from './routes.ts'
export { normalNumber, printPropertyNumber, propertyNumberOf, readUlpin } from './rules-numbers.ts'
export type { RestrictionQuestion } from './rules-restrictions.ts'
export { type PlaceRow, placeRowsFor, type SearchRow, type SearchSubject, searchRowsFor } from './rules-search.ts'
export { closeParcelSchema, registerParcelSchema, replaceParcelSchema } from './schemas-actions.ts'
export { newParcelSections, type ParcelSection, type ParcelSections, type SectionReader } from './sections.ts'
