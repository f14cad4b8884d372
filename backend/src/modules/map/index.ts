/** The door of the map room: layers, legends and still pictures. */

export { exportJobs, exportRoutes, followExports } from './exports/routes.ts'
export { followPublishing, geoServerRoutes, publishingJobs } from './geoserver/routes.ts'
export { readGeoServerFile } from './geoserver/settings.ts'
export { landRecordsOf } from './land-records/providers.ts'
export { landRecordRoutes } from './land-records/routes.ts'
export { mapMessages } from './messages.ts'
export { type OgcParts, ogcRouter } from './ogc/router.ts'
export { mapRoutes } from './routes.ts'
