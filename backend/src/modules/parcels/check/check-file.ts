import { type ImportedFeature, openFile, type SkippedFeature } from '../../../../../data/importers/index.ts'
import { checkLayer } from './layer-check.ts'
import type { CheckReport } from './report.ts'

/** What may be said about a file on the command line or in the import wizard. */
export type CheckFileOptions = { layer?: string; idField?: string; areaField?: string; crs?: string }

/** A checked file, with its areas for whoever goes on to write them. */
export type CheckedFile = { report: CheckReport; areas: ImportedFeature[] }

/**
 * Reads a map file and checks it. Throws ImportRefused when the file cannot be read or would land in the wrong place; features
 * that are no areas are listed as skipped.
 */
export async function checkFile(path: string, options: CheckFileOptions = {}): Promise<CheckReport> {
  return (await readAndCheck(path, options)).report
}

/** As checkFile, giving the areas too. */
export async function readAndCheck(path: string, options: CheckFileOptions = {}): Promise<CheckedFile> {
  const file = await openFile(path, { crs: options.crs })
  try {
    const reading = await file.read(options.layer)
    const areas: ImportedFeature[] = []
    const others: SkippedFeature[] = []
    for await (const page of reading.pages()) sortOut(page, areas, others)
    const findings = checkLayer(areas, {
      layer: reading.name,
      crs: reading.crs,
      areaCrs: reading.measuredIn,
      idField: options.idField,
      areaField: options.areaField,
    })
    const skipped = [...reading.skipped, ...others].sort((a, b) => a.index - b.index)
    const { layer, crs, ...rest } = findings
    const notes = [...reading.notes, ...findings.notes, ...layerNote(file.layers, layer), ...fieldNotes(areas, options)]
    return { report: { layer, crs, features: reading.features, skipped, ...rest, notes }, areas }
  } finally {
    await file.close()
  }
}

function sortOut(page: ImportedFeature[], areas: ImportedFeature[], others: SkippedFeature[]): void {
  for (const feature of page) {
    if (feature.shape.type.endsWith('Polygon')) areas.push(feature)
    else others.push({ index: feature.index, reason: `a ${feature.shape.type}, where areas are wanted` })
  }
}

function layerNote(layers: { name: string }[], chosen: string): string[] {
  const rest = layers.map(({ name }) => name).filter((name) => name !== chosen)
  return rest.length === 0 ? [] : [`other layers, not checked: ${rest.join(', ')}`]
}

function fieldNotes(areas: ImportedFeature[], options: CheckFileOptions): string[] {
  return [options.idField, options.areaField].flatMap((field) => {
    if (field === undefined || areas.length === 0 || areas.some(({ properties }) => field in properties)) return []
    return [`no feature has a column ${JSON.stringify(field)}`]
  })
}
