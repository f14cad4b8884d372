import { useParams } from '@tanstack/react-router'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { type Letter, useLetter } from '../../state/notices.ts'
import { useCity } from '../../state/view.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Page } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { StateChip } from './letter-list.tsx'
import styles from './notices.module.css'

/** `/{city}/letters/{id}`: a letter, its file, who signed it, and whether it still holds. */
export function LetterPage() {
  const t = useWords()
  const city = useCity()
  const { letterId = '' } = useParams({ strict: false }) as { letterId?: string }
  const letter = useLetter(city, letterId)
  if (letter.error)
    return (
      <Page title={t('notices:letters.one')}>
        <ErrorNotice error={letter.error} onRetry={() => letter.refetch()} />
      </Page>
    )
  if (!letter.data)
    return (
      <Page title="">
        <Skeleton lines={5} />
      </Page>
    )
  return <LetterView city={city} letter={letter.data} />
}

function LetterView({ city, letter }: { city: string; letter: Letter }) {
  const t = useWords()
  const language = useLanguage()
  return (
    <Page title={<Name names={letter.titles} />}>
      <p className={styles.head}>
        <StateChip state={letter.state} />
      </p>
      {letter.because && (
        <p>
          <strong>{t('notices:letters.because')}</strong> {letter.because}
        </p>
      )}
      {letter.replacedBy !== null && (
        <p>
          <PlaceLink to={`/letters/${letter.replacedBy}`}>
            {t('notices:letters.instead', { number: letter.replacedByNumber ?? '' })}
          </PlaceLink>
        </p>
      )}
      <Facts>
        <Fact name={t('notices:fact.kind')}>{codeWords(t, 'paper', letter.kind)}</Fact>
        <Fact name={t('notices:fact.number')}>{letter.number}</Fact>
        <Fact name={t('notices:fact.day')}>{formatDay(letter.day, language)}</Fact>
        {letter.signedBy && (
          <Fact name={t('notices:fact.signed-by')}>
            <Name names={letter.signedBy.holder} />, <Name names={letter.signedBy.post} />
          </Fact>
        )}
      </Facts>
      {letter.signedBy?.provider === 'sandbox' && <p className="soft">{t('notices:letters.sandbox')}</p>}
      {letter.state === 'drafted' ? (
        <p role="status">{t('notices:letters.being-drawn')}</p>
      ) : (
        <p className={styles.head}>
          <a className={buttonLook('main')} href={`/api/${city}/letters/${letter.letterId}/file.pdf`}>
            {t('notices:letters.open')}
          </a>
          {letter.verifyLink && (
            <a className={buttonLook()} href={`/verify#${letter.verifyLink.split('#')[1]}`}>
              {t('notices:letters.check')}
            </a>
          )}
        </p>
      )}
    </Page>
  )
}
