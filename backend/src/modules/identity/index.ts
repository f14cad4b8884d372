/** The door of identity: towns, posts, users, sessions, permissions. */
export { addStaff } from './actions/add-staff.ts'
export { hashPassword } from './passwords.ts'
export { identityRoutes } from './routes.ts'
export { readDestination } from './rules.ts'
export { developmentSender } from './sender.ts'
export { newCallerResolver, townBounds } from './session.ts'
