export { type Embedded, EmbeddedInUse, type EmbeddedOptions, openEmbedded, reachEmbedded } from './open.ts'
export { type EmbeddedConnection, findServing, type Serving } from './serving.ts'
