/** Rows of a table as CSV (RFC 4180) that opens in a spreadsheet as text alone. */

/** Stands at the start of a file: it tells spreadsheets that the letters are UTF-8, so Devanagari stays whole. */
export const csvMark = '\uFEFF'

/**
 * A cell. What a spreadsheet would take for a formula gets an apostrophe before it: a plot named `=cmd|…` must open as
 * words. So does such a text that has apostrophes already; taking one away gives every cell back as it was.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'number' ? String(value) : guarded(String(value))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const guarded = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** A line of cells, ended. */
export const csvLine = (cells: readonly unknown[]): string => `${cells.map(csvCell).join(',')}\r\n`
