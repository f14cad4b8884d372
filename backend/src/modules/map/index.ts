/** The door of the map room: layers, legends and still pictures. */

export { type OgcParts, ogcRouter } from './ogc/router.ts'
export { mapRoutes } from './routes.ts'
