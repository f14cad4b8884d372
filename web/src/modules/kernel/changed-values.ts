export type Changed = { name: string; before: string | null; after: string | null }

/** Values of a journal line by name: what stood before and what stands after. What stayed the same is left out. */
export function changedValues(before: unknown, after: unknown): Changed[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])]
  return names
    .map((name) => ({ name, before: textOf(old[name]), after: textOf(next[name]) }))
    .filter((value) => value.before !== value.after)
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  value === null || value === undefined
    ? {}
    : typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : { '': value }

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
