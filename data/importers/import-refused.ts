/** Why a whole file was refused. `code` is fixed for programs; `message` is one sentence for people. */
export type RefusalCode =
  | 'unreadable'
  | 'unknown-format'
  | 'empty-archive'
  | 'unsafe-archive'
  | 'too-large'
  | 'too-many-vertices'
  | 'truncated'
  | 'broken-json'
  | 'broken-file'
  | 'not-features'
  | 'no-such-layer'
  | 'unknown-crs'
  | 'wrong-crs'
  | 'swapped-axes'
  | 'out-of-world'
  | 'elsewhere'
  | 'no-such-column'
  | 'too-long'

/** A file that cannot be brought in at all. Nothing of it has been placed anywhere when this is thrown. */
export class ImportRefused extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'ImportRefused'
    this.code = code
  }
}

/** Why a single feature was left out; `index` is its place in the layer, from 0. */
export type SkippedFeature = { index: number; reason: string }
