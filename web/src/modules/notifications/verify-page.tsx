import { useCallback, useEffect, useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay, formatRupees } from '../../i18n/format.ts'
import { type Language, useLanguage, useWords } from '../../i18n/language.ts'
import type { Words } from '../../i18n/words.ts'
import { type Verdict, verify } from '../../state/verify.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Page } from '../../ui/page.tsx'
import { ErrorNotice } from '../../ui/states.tsx'
import styles from './notices.module.css'

type Genuine = Extract<Verdict, { genuine: true }>

/** `/verify`: one page for the code on any paper of any town, with or without a network, and without an account. */
export function VerifyPage() {
  const t = useWords()
  const [code, setCode] = useState(() => location.hash.slice(1))
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const check = useCallback(async (text: string) => {
    if (text.trim() === '') return
    setBusy(true)
    setProblem(null)
    setVerdict(null)
    try {
      setVerdict(await verify(text))
    } catch (caught) {
      setProblem(caught)
    } finally {
      setBusy(false)
    }
  }, [])
  useEffect(() => {
    document.title = `${t('notices:verify.title')} – Khasra`
  }, [t])
  useEffect(() => {
    // A scanned link brings its code after the '#', which never leaves the device by itself.
    const fromLink = () => {
      const given = location.hash.slice(1)
      setCode(given)
      void check(given)
    }
    fromLink()
    addEventListener('hashchange', fromLink)
    return () => removeEventListener('hashchange', fromLink)
  }, [check])
  return (
    <Page title={t('notices:verify.title')} lead={t('notices:verify.lead')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void check(code)
        }}
      >
        <label htmlFor="code">{t('notices:verify.code')}</label>
        <textarea
          id="code"
          name="code"
          className={styles.code}
          value={code}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setCode(event.target.value)}
        />
        <Button look="main" type="submit" busy={busy}>
          {t('notices:verify.check')}
        </Button>
      </form>
      <div aria-live="polite">
        {problem !== null && <ErrorNotice error={problem} onRetry={() => void check(code)} />}
        {verdict && (verdict.genuine ? <Paper verdict={verdict} /> : <NotGenuine reason={verdict.reason} />)}
      </div>
    </Page>
  )
}

function NotGenuine({ reason }: { reason: 'not-a-code' | 'not-signed-by-a-body' }) {
  const t = useWords()
  return (
    <section className={styles.verdict} data-tone="bad">
      <h2>
        <Icon name="alert" /> {t(`notices:verify.${reason}.title`)}
      </h2>
      <p>{t(`notices:verify.${reason}.words`)}</p>
    </section>
  )
}

const toneOf = (state: Genuine['paper']['state']) =>
  state === 'valid' || state === 'not-asked' ? 'good' : state === 'unknown' ? 'plain' : 'bad'

function Paper({ verdict: { body, paper } }: { verdict: Genuine }) {
  const t = useWords()
  const language = useLanguage()
  const tone = toneOf(paper.state)
  return (
    <section className={styles.verdict} data-tone={tone}>
      <h2>
        <Icon name={tone === 'good' ? 'check' : 'alert'} /> {t(`notices:verify.state.${paper.state}.title`)}
      </h2>
      <p>{t(`notices:verify.state.${paper.state}.words`)}</p>
      {paper.because && (
        <p>
          <strong>{t('notices:letters.because')}</strong> {paper.because}
        </p>
      )}
      {paper.replacedBy && <p>{t('notices:letters.instead', { number: paper.replacedBy })}</p>}
      <Facts>
        <Fact name={t('notices:fact.body')}>
          <Name names={body.names} />
        </Fact>
        <Fact name={t('notices:fact.kind')}>{codeWords(t, 'paper', paper.kind)}</Fact>
        <Fact name={t('notices:fact.title')}>{paper.title && <Name names={paper.title} />}</Fact>
        <Fact name={t('notices:fact.number')}>{paper.number}</Fact>
        <Fact name={t('notices:fact.day')}>{paper.day && formatDay(paper.day, language)}</Fact>
        {paper.signedBy && (
          <Fact name={t('notices:fact.signed-by')}>
            <Name names={paper.signedBy.holder} />, <Name names={paper.signedBy.post} />
          </Fact>
        )}
        {Object.entries(paper.facts).map(([key, value]) => (
          <Fact key={key} name={codeWords(t, 'paper-fact', key)}>
            {factOf(t, key, value, language)}
          </Fact>
        ))}
      </Facts>
      {paper.signedBy?.provider === 'sandbox' && <p>{t('notices:letters.sandbox')}</p>}
      {body.now && (
        <p>
          {t('notices:verify.succeeded', { day: formatDay(body.now.since, language) })} <Name names={body.now.names} />{' '}
          ({body.now.notification})
        </p>
      )}
      <p className="soft">{t('notices:verify.compare')}</p>
    </section>
  )
}

/** Money and days as people write them; all else as it stands on the paper. */
function factOf(t: Words, key: string, value: string | number, language: Language): string {
  if (key === 'amountPaise' && typeof value === 'number') return formatRupees(value, language)
  if (key === 'validUntil' && typeof value === 'string') return formatDay(value, language)
  return typeof value === 'number' ? String(value) : value || t('notices:fact.none')
}
