import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { type Letter, useMyLetters } from '../../state/notices.ts'
import { Chip } from '../../ui/chip.tsx'
import { Name } from '../../ui/name.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import styles from './notices.module.css'

/** Letters to the reader, newest first. */
export function MyLetters({ city }: { city: string }) {
  const t = useWords()
  const language = useLanguage()
  const letters = useMyLetters(city)
  if (letters.error) return <ErrorNotice error={letters.error} onRetry={() => letters.refetch()} />
  if (!letters.data) return <Skeleton />
  if (letters.data.length === 0) return <Empty>{t('notices:letters.none')}</Empty>
  return (
    <ul className={styles.notices}>
      {letters.data.map((letter) => (
        <li key={letter.letterId}>
          <p className={styles.head}>
            <PlaceLink to={`/letters/${letter.letterId}`}>
              <Name names={letter.titles} />
            </PlaceLink>
            <StateChip state={letter.state} />
          </p>
          <p className="soft small figures">
            {letter.number} · {formatDay(letter.day, language)}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Whether a letter holds; never by colour alone. */
export function StateChip({ state }: { state: Letter['state'] }) {
  const t = useWords()
  const tone = state === 'issued' ? 'good' : state === 'drafted' ? 'plain' : 'alert'
  return <Chip tone={tone}>{codeWords(t, 'letter-state', state)}</Chip>
}
