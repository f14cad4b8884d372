/** The door of water: what the roof puts in and what floors above may use. */
export { adoptTariff } from './actions/adopt-tariff.ts'
export { reportSample, takeSample } from './actions/take-sample.ts'
export { pipeAsAsset } from './assets.ts'
export { followWater } from './follow.ts'
export { handInIncidents } from './hand-in.ts'
export { waterMessages } from './messages.ts'
export { waterRoutes } from './routes.ts'
export { referencePacks } from './tariffs.ts'
