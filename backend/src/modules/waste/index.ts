/** The door of waste: what the roof puts in and what floors above may use. */
export { generatorRules, referenceFees } from './fees.ts'
export { followWaste } from './follow.ts'
export { wasteMessages } from './messages.ts'
export { wasteRoutes } from './routes.ts'
