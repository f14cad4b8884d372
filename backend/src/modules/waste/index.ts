/** The door of waste: what the roof puts in and what floors above may use. */
export { adoptFees } from './actions/adopt-fees.ts'
export { pointAsAsset } from './assets.ts'
export { generatorRules, referenceFees } from './fees.ts'
export { followWaste } from './follow.ts'
export { wasteMessages } from './messages.ts'
export { wasteRoutes } from './routes.ts'
