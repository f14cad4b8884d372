/** The door of parcels: what rooms above may use. */
export { parcelsRoutes } from './routes.ts'
export { normalNumber, printPropertyNumber, propertyNumberOf, readUlpin } from './rules-numbers.ts'
export { type PlaceRow, placeRowsFor, type SearchRow, type SearchSubject, searchRowsFor } from './rules-search.ts'
export { newParcelSections, type ParcelSection, type ParcelSections, type SectionReader } from './sections.ts'
