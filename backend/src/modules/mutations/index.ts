/** The door of mutations: what the roof puts in. */
export { type DeedFeed, pullDeeds, sandboxFeed } from './feeds.ts'
export { handInMutations } from './hand-in.ts'
export { mutationMessages } from './messages.ts'
export { mutationRoutes } from './routes.ts'
