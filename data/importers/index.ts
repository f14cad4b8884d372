export type { Bounds, ImportedFeature, Properties, PropertyValue, Run, Shape, ShapeType } from './feature.ts'
export { toGeoJson } from './feature.ts'
export { ImportRefused, type RefusalCode, type SkippedFeature } from './import-refused.ts'
export { type LayerReading, type OpenedFile, type OpenOptions, openFile } from './open-file.ts'
