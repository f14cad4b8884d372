declare module 'gdal3.js/node.js' {
  export type Dataset = { pointer: number; path: string; type: string; info?: unknown }
  /** The parts of Emscripten's module that are called here. */
  export type WasmModule = {
    HEAPF64: Float64Array
    HEAP32: Int32Array
    FS: {
      mkdirTree(path: string): void
      writeFile(path: string, bytes: Uint8Array): void
      readFile(path: string): Uint8Array
      unlink(path: string): void
    }
    ccall(name: string, result: 'number' | 'string' | null, types: string[], values: unknown[]): number
    UTF8ToString(pointer: number): string
    _malloc(bytes: number): number
    _free(pointer: number): void
  }
  export type Gdal = {
    Module: WasmModule
    open(path: string, options?: string[]): Promise<{ datasets: Dataset[]; errors: unknown[] }>
    close(dataset: Dataset): Promise<void>
    ogrinfo(dataset: Dataset, options?: string[]): Promise<unknown>
    gdalinfo(dataset: Dataset, options?: string[]): Promise<unknown>
    gdalwarp(dataset: Dataset, options: string[], outputName: string): Promise<{ local: string }>
    ogr2ogr(
      dataset: Dataset,
      options: string[],
      outputName: string,
    ): Promise<{ local: string; all: { local: string }[] }>
  }
  export default function init(config: {
    path: string
    useWorker: false
    env?: Record<string, string>
    logHandler?: (message: string) => void
    errorHandler?: (message: string) => void
  }): Promise<Gdal>
}
