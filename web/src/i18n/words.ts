export type WordTree = { [key: string]: string | WordTree }
/** Words of one language by room: `{ shell: { nav: { home: 'Home' } } }`. */
export type Catalogue = Record<string, WordTree>
export type Blanks = Record<string, string | number>

/** Finds words by their key, e.g. `t('shell:nav.home')`; `count` chooses among `_one`, `_other` …, `{{name}}` is filled in. */
export type Words = {
  (key: string, blanks?: Blanks): string
  /** True when there are words for this key. */
  has(key: string): boolean
}

/** The words of one language. A key without words is answered with the key itself, so that it is seen and mended. */
export function wordsOf(language: string, catalogues: readonly Catalogue[]): Words {
  const known = new Map<string, string>()
  for (const catalogue of catalogues)
    for (const [room, tree] of Object.entries(catalogue)) gather(known, `${room}:`, tree)
  const plural = new Intl.PluralRules(language)
  const find = (key: string, count: unknown) =>
    typeof count === 'number'
      ? (known.get(`${key}_${plural.select(count)}`) ?? known.get(`${key}_other`) ?? known.get(key))
      : known.get(key)
  const words = (key: string, blanks: Blanks = {}) =>
    (find(key, blanks.count) ?? key).replace(/\{\{(\w+)\}\}/g, (blank, name: string) => String(blanks[name] ?? blank))
  return Object.assign(words, { has: (key: string) => known.has(key) })
}

function gather(known: Map<string, string>, before: string, tree: WordTree): void {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') known.set(before + key, value)
    else gather(known, `${before}${key}.`, value)
  }
}
