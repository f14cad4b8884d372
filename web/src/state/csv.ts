import { csvLine, csvMark } from '../../../backend/src/kernel/pure.ts'

/** Rows as a CSV file (RFC 4180). */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `${csvMark}${rows.map(csvLine).join('')}`

/** Hands a text file to the person's downloads. */
export function download(name: string, text: string, mediaType = 'text/csv;charset=utf-8'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: mediaType }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
