/** The smallest thing in a DXF file: a code and its value. Pure. */

/** Values are kept as they stand; `Number` reads those of numeric codes. */
export type Group = readonly [code: number, value: string]

/** What a code carries in a binary file. After the group code table of the DXF reference. */
export function kindOf(code: number): 'text' | 'double' | 'int16' | 'int32' | 'int64' | 'byte' | 'chunk' {
  if (code < 10 || (code >= 100 && code <= 105) || (code >= 300 && code < 310) || (code >= 320 && code < 370))
    return 'text'
  if (code < 60 || (code >= 110 && code < 150) || (code >= 210 && code < 240) || (code >= 460 && code < 470))
    return 'double'
  if (code < 80 || (code >= 170 && code < 180) || (code >= 270 && code < 290)) return 'int16'
  if (code < 100) return 'int32'
  if (code >= 160 && code < 170) return 'int64'
  if (code >= 290 && code < 300) return 'byte'
  if ((code >= 310 && code < 320) || code === 1004) return 'chunk'
  if (code >= 370 && code < 390) return 'int16'
  if (code >= 390 && code < 400) return 'text'
  if (code >= 400 && code < 410) return 'int16'
  if (code >= 410 && code < 420) return 'text'
  if (code >= 420 && code < 430) return 'int32'
  if (code >= 430 && code < 440) return 'text'
  if (code >= 440 && code < 450) return 'int32'
  if (code >= 450 && code < 460) return 'int32'
  if (code >= 470 && code < 482) return 'text'
  if (code >= 1010 && code < 1060) return 'double'
  if (code >= 1060 && code < 1071) return 'int16'
  return code === 1071 ? 'int32' : 'text'
}
