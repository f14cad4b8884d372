import { codeWords } from '../../i18n/code-words.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Moving } from './what-moves.ts'

/** What goes over to the kept entry, kind by kind. */
export function MovingList({ moving }: { moving: Moving[] }) {
  const t = useWords()
  const language = useLanguage()
  if (moving.length === 0) return t('office:people.moves-nothing')
  return (
    <ul>
      {moving.map(({ what, count }) => (
        <li key={what}>
          {formatNumber(count, language)} × {codeWords(t, 'moving', what.replace(/^.*\./, ''))}
        </li>
      ))}
    </ul>
  )
}
