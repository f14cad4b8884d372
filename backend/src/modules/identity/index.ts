/** The door of identity: towns, posts, users, sessions, permissions. */
export { abolishPost } from './actions/abolish-post.ts'
export { addStaff } from './actions/add-staff.ts'
export { createPost } from './actions/create-post.ts'
export { recordSuccession } from './actions/record-succession.ts'
export { setMaster } from './actions/set-master.ts'
export { type PostTransferInvitation, transferPost } from './actions/transfer-post.ts'
export { identityArchive } from './archive.ts'
export { competenceAt, competenceOfAreas } from './competence.ts'
export { explainMaster, explainRegister, type MasterKey, selectMaster } from './masters.ts'
export { identityMessages } from './messages.ts'
export { hashPassword } from './passwords.ts'
export {
  type ContactProvedInvitation,
  followPersons,
  forgetContacts,
  provePerson,
  unprovePerson,
} from './persons.ts'
export { type Proof, selectProvedContacts, selectProvedPersons } from './queries-persons.ts'
export { type PostHolder, selectHeldPosts, selectPostHolder, selectUserReach, type UserReach } from './queries-reach.ts'
export { type SuccessionRow, selectSuccessions } from './queries-succession.ts'
export { identityRoutes } from './routes.ts'
export { readDestination } from './rules.ts'
export type { MasterLevel } from './rules-masters.ts'
export { newCallerResolver, townBounds } from './session.ts'
