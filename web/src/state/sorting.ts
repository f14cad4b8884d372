/** By which column a table stands, `-` in front for the other way round: `number`, `-area`. */
export type Sorting = { by: string; down: boolean }

export const readSorting = (text: string | undefined): Sorting | null =>
  text && /^-?[a-z][a-zA-Z-]{0,30}$/.test(text) ? { by: text.replace(/^-/, ''), down: text.startsWith('-') } : null

/** What a press on a column makes of the sorting: first upwards, then downwards, then as it came. */
export function pressed(now: Sorting | null, by: string): string | undefined {
  if (now?.by !== by) return by
  return now.down ? undefined : `-${by}`
}

/** Rows in the order of a value; numbers by size, words as the language sorts them, what is missing last. */
export function sorted<Row>(
  rows: readonly Row[],
  read: (row: Row) => string | number | null,
  { down }: { down: boolean },
  language: string,
): Row[] {
  const words = new Intl.Collator(language, { numeric: true })
  const compare = (one: string | number, other: string | number) =>
    typeof one === 'number' && typeof other === 'number' ? one - other : words.compare(String(one), String(other))
  return rows
    .map((row) => ({ row, value: read(row) }))
    .sort((one, other) => {
      if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null)
      return down ? compare(other.value, one.value) : compare(one.value, other.value)
    })
    .map(({ row }) => row)
}
