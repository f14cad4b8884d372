/** The door of grievances: what the roof puts in and what floors above may use. */
export { recordAsset } from './actions/record-asset.ts'
export { type AssetFacts, type AssetKinds, type AssetReader, newAssetKinds } from './assets.ts'
export { categoriesOn } from './categories.ts'
export { handInComplaints } from './hand-in.ts'
export { grievanceMessages } from './messages.ts'
export { grievanceRoutes } from './routes.ts'
export { publishComplaints } from './section.ts'
