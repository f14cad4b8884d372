/** The door of building permits: what the roof puts in and what floors above may use. */
export { registerTechnicalPerson } from './actions/register-technical-person.ts'
export { followPermits } from './follow.ts'
export { handInPermits } from './hand-in.ts'
export { permitMessages } from './messages.ts'
export { permitRoutes } from './routes.ts'
export { publishPermits } from './section.ts'
