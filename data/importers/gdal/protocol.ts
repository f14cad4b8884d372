/** A file for GDAL's in-memory file system; `path` is relative, with `/` between folders. */
export type VirtualFile = { path: string; bytes: Uint8Array }

/** What GDAL says of a layer. `wkt` is null when the file states no CRS. */
export type GdalLayer = { name: string; count: number; wkt: string | null }

/** A coordinate reference system as PROJ understands it; `wkt` can be given back for transformations. */
export type CrsDescription = {
  /** `EPSG:n` when known, else null. */
  code: string | null
  name: string
  wkt: string
  isGeographic: boolean
  /** Metres in one unit of a projected system; 1 for a geographic one. */
  metresPerUnit: number
}

/** What GDAL says of a picture. */
export type GdalRaster = {
  driver: string
  width: number
  height: number
  bands: number
  isByte: boolean
  transform: number[] | null
  wkt: string | null
}

/** What can be asked of the GDAL thread, with what it answers. */
export type GdalCalls = {
  open(files: VirtualFile[], entry: string, openOptions: string[]): { driver: string; layers: GdalLayer[] }
  /** One layer as newline-delimited GeoJSON in the coordinates of the file. */
  readLayer(entry: string, layer: string): Uint8Array
  /** The first table of a workbook as CSV in UTF-8, every value as text. */
  readTable(files: VirtualFile[], entry: string): Uint8Array
  /** Newline-delimited GeoJSON as a file of another format: all files that the driver made. Numbers are taken to be in `crs`. */
  writeLayer(ndjson: Uint8Array, layer: string, driver: string, crs: string, options: string[]): VirtualFile[]
  /** A picture: its size, the six numbers of its place (null when it has none) and its CRS. */
  openRaster(files: VirtualFile[], entry: string): GdalRaster
  /** A square of the picture in EPSG:3857 as an uncompressed TIFF with alpha; `crs` overrides the picture's own. */
  warpSquare(entry: string, crs: string | null, grid: [number, number, number, number], pixels: number): Uint8Array
  describeCrs(input: string, esri: boolean): CrsDescription
  /** Positions x0, y0, x1, y1 …, always east before north; what cannot be transformed comes back as NaN. */
  transform(from: string, to: string, positions: Float64Array): Float64Array
}

export type GdalCallName = keyof GdalCalls
export type GdalRequest = { id: number; name: GdalCallName; values: unknown[] }
export type GdalResponse = { id: number; value?: unknown; error?: string }
