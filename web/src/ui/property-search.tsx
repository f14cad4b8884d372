import { useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../i18n/language.ts'
import type { SearchAnswer, SearchResult } from '../state/contract.ts'
import { useSearch } from '../state/search.ts'
import { useSettled } from '../state/settled.ts'
import { useCity } from '../state/view.ts'
import { Icon } from './icon.tsx'
import styles from './property-search.module.css'
import { ResultLine } from './result-line.tsx'
import { Empty, ErrorNotice, Skeleton } from './states.tsx'
import { WardChoice } from './ward-choice.tsx'

const FEWEST_LETTERS = 2

type Props = {
  onChoose: (result: SearchResult) => void
  start?: string
  onWords?: (words: string) => void
  /** Large on the home page, slim over the map. */
  size?: 'large' | 'slim'
}

/**
 * The one search box: owner, address, any number, in either script. An ARIA combobox: answers come while one types,
 * arrows walk through them, Enter opens, Escape closes.
 */
export function PropertySearch({ onChoose, start = '', onWords, size = 'large' }: Props) {
  const t = useWords()
  const city = useCity()
  const id = useId()
  const frame = useRef<HTMLElement>(null)
  const [words, setWords] = useState(start)
  const [ward, setWard] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const asked = useSettled(words.trim(), 220)
  const isLong = asked.length >= FEWEST_LETTERS
  const found = useSearch(city, isLong ? { search: asked, ward: ward || undefined, limit: 8 } : null)
  const results = isLong ? (found.data?.results ?? []) : []
  const isShown = open && words.trim().length >= FEWEST_LETTERS

  // A phone's own list of wards takes the focus nowhere; only a touch elsewhere closes the answers.
  useEffect(() => {
    const touch = (event: PointerEvent) => !frame.current?.contains(event.target as Node) && setOpen(false)
    document.addEventListener('pointerdown', touch)
    return () => document.removeEventListener('pointerdown', touch)
  }, [])

  const type = (value: string) => {
    setWords(value)
    setActive(-1)
    setOpen(true)
    onWords?.(value)
  }
  const choose = (result: SearchResult | undefined) => {
    if (!result) return
    setOpen(false)
    onChoose(result)
  }
  const key = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') return setOpen(false)
    if (event.key === 'Enter') return choose(results[Math.max(active, 0)])
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || results.length === 0) return
    event.preventDefault()
    setOpen(true)
    setActive((now) => (now + step + results.length) % results.length)
  }

  return (
    <search
      className={`${styles.search} ${styles[size]}`}
      ref={frame}
      onBlur={(event) => event.relatedTarget && !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <label htmlFor={`${id}-input`} className={size === 'slim' ? 'visually-hidden' : styles.label}>
        {t('search:label')}
      </label>
      <div className={styles.box}>
        <Icon name="search" />
        <input
          id={`${id}-input`}
          type="search"
          role="combobox"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 && isShown ? `${id}-${active}` : undefined}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          placeholder={t('search:placeholder')}
          value={words}
          onChange={(event) => type(event.target.value)}
          onFocus={() => setOpen(true)}
          onKeyDown={key}
        />
      </div>
      <p id={`${id}-hint`} className={size === 'slim' ? 'visually-hidden' : styles.hint}>
        {t('search:hint')}
      </p>
      <p className="visually-hidden" role="status">
        {isShown && found.isSuccess ? t('search:found', { count: results.length }) : ''}
      </p>
      {isShown && (
        <div className={styles.answers}>
          <div id={`${id}-list`} role="listbox" aria-label={t('search:answers')}>
            {results.map((result, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox input above owns the keys
              <div
                key={`${result.propertyId}-${result.parcelId}`}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={styles.answer}
                onMouseDown={(event) => event.preventDefault()}
                onMouseEnter={() => setActive(index)}
                onClick={() => choose(result)}
              >
                <ResultLine result={result} />
              </div>
            ))}
          </div>
          <Below found={found} isAsked={isLong && asked === words.trim()} ward={ward} onWard={setWard} />
        </div>
      )}
    </search>
  )
}

type BelowProps = {
  found: { data?: SearchAnswer; error: unknown; isFetching: boolean; refetch: () => unknown }
  isAsked: boolean
  ward: string
  onWard: (ward: string) => void
}

/** Under the answers: what went wrong, what is still needed, or that nothing fits. */
function Below({ found, isAsked, ward, onWard }: BelowProps) {
  const t = useWords()
  const city = useCity()
  const notice = found.data?.notice
  const isEmpty = found.data?.results.length === 0
  if (found.error) return <ErrorNotice error={found.error} onRetry={() => found.refetch()} />
  if ((found.isFetching && !found.data) || !isAsked) return <Skeleton lines={2} />
  return (
    <div className={styles.below}>
      {notice === 'owner-search-off' && <p>{t('search:owner-off')}</p>}
      {(notice === 'owner-search-needs-ward' || ward !== '') && (
        <>
          <p>{t('search:owner-needs-ward')}</p>
          <WardChoice city={city} ward={ward} onWard={onWard} />
        </>
      )}
      {isEmpty && !notice && <Empty>{t('search:nothing')}</Empty>}
    </div>
  )
}
