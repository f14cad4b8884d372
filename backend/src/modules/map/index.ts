/** The door of the map room: layers, legends and still pictures. */
export { mapRoutes } from './routes.ts'
