import { type FormEvent, useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { HistoryLine, ParcelPage } from '../../state/contract.ts'
import { useSetView, useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { AsOfSlider } from './as-of-slider.tsx'
import styles from './history-section.module.css'

/** One timeline of everything, and the page as it stood on another day. */
export function HistorySection({ page }: { page: ParcelPage }) {
  const t = useWords()
  return (
    <Section id="history" title={t('parcels:section.history')}>
      <AsOfSlider page={page} />
      <AsOfForm key={`${page.asOf} ${page.knownAt}`} page={page} />
      {page.history.length === 0 && <Empty>{t('parcels:no-history')}</Empty>}
      <ol className={styles.line}>
        {page.history.map((line) => (
          <HistoryEntry key={`${line.recordedAt}-${line.change}-${line.lawFrom}`} line={line} />
        ))}
      </ol>
    </Section>
  )
}

function AsOfForm({ page }: { page: ParcelPage }) {
  const t = useWords()
  const view = useView()
  const setView = useSetView()
  const [law, setLaw] = useState(view.asOf ?? page.asOf.slice(0, 10))
  const [known, setKnown] = useState((view.knownAt ?? page.knownAt).slice(0, 10))
  const show = (event: FormEvent) => {
    event.preventDefault()
    setView({ asOf: law || undefined, knownAt: known || undefined })
  }
  return (
    <form className={`${styles.form} no-print`} onSubmit={show}>
      <Field label={t('parcels:as-of.law')} type="date" value={law} onChange={(event) => setLaw(event.target.value)} />
      <Field
        label={t('parcels:as-of.known')}
        type="date"
        value={known}
        onChange={(event) => setKnown(event.target.value)}
      />
      <Button type="submit" icon="clock">
        {t('parcels:as-of.show')}
      </Button>
    </form>
  )
}

function HistoryEntry({ line }: { line: HistoryLine }) {
  const t = useWords()
  const language = useLanguage()
  return (
    <li>
      <time dateTime={line.lawFrom}>{formatDay(line.lawFrom, language)}</time>
      <strong>{codeWords(t, 'change', line.change)}</strong>
      <span className="soft small">
        {[line.instrument, line.by].filter(Boolean).join(' · ')}
        {(line.instrument || line.by) && ' · '}
        {t('parcels:recorded', { at: formatMoment(line.recordedAt, language) })}
      </span>
    </li>
  )
}
