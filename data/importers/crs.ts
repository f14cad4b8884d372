import type { GdalEngine } from './gdal/engine.ts'
import type { CrsDescription } from './gdal/protocol.ts'
import { ImportRefused } from './import-refused.ts'

/** A CRS that PROJ knows, with how many metres one of its units has (1 for degrees, where it means nothing). */
export type NamedCrs = CrsDescription

export const wgs84 = 'EPSG:4326'

/** Descriptions and transformations of coordinate reference systems, each asked of PROJ once. */
export class CrsBook {
  private readonly known = new Map<string, Promise<NamedCrs>>()
  private readonly engine: GdalEngine

  constructor(engine: GdalEngine) {
    this.engine = engine
  }

  /** Throws ImportRefused `unknown-crs` when PROJ does not know the input; `esri` marks the text of a .prj file. */
  describe(input: string, esri = false): Promise<NamedCrs> {
    const name = esri ? input : normalName(input)
    const found = this.known.get(name) ?? this.ask(name, esri)
    this.known.set(name, found)
    return found
  }

  /** Positions x0, y0 … from one CRS to another, east before north; what has no image is NaN. */
  async transform(from: string, to: string, positions: Float64Array): Promise<Float64Array> {
    return from === to ? positions : this.engine.call('transform', from, to, positions)
  }

  private async ask(name: string, esri: boolean): Promise<NamedCrs> {
    try {
      return await this.engine.call('describeCrs', name, esri)
    } catch (error) {
      if (error instanceof ImportRefused) throw error
      throw new ImportRefused('unknown-crs', `unknown CRS ${JSON.stringify(name.slice(0, 60))}: say --crs EPSG:n`)
    }
  }
}

/** `EPSG:n` from the URNs and addresses in which OGC spells it; CRS84 is EPSG:4326 with east first, as everything here. */
function normalName(input: string): string {
  const text = input.trim()
  if (/(^|[:/])CRS84$/i.test(text) || /^WGS ?84$/i.test(text)) return wgs84
  const found =
    /^(?:urn:(?:x-)?ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})$/i.exec(text) ??
    /^https?:\/\/www\.opengis\.net\/(?:def\/crs\/EPSG\/[\d.]+\/|gml\/srs\/epsg\.xml#)(\d{4,6})$/i.exec(text) ??
    /^(\d{4,6})$/.exec(text)
  return found ? `EPSG:${found[1]}` : text
}
