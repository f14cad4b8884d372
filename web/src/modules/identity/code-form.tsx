import { useState } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { RequestProblem } from '../../state/problem.ts'
import { askForCode, confirmCode, useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import styles from './forms.module.css'

const MOBILE = /^(\+91)?[6-9]\d{9}$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** A code to a mobile or an e-mail, then the code itself. One thing at a time. */
export function CodeForm({ onDone }: { onDone: () => void }) {
  const city = useCity()
  useSession(city)
  const [sent, setSent] = useState<{ to: string; seconds: number } | null>(null)
  return sent ? (
    <ConfirmStep sent={sent} onDone={onDone} onBack={() => setSent(null)} />
  ) : (
    <AskStep onSent={(to, seconds) => setSent({ to, seconds })} />
  )
}

function AskStep({ onSent }: { onSent: (to: string, seconds: number) => void }) {
  const t = useWords()
  const city = useCity()
  const [to, setTo] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const ask = async () => {
    const address = to.includes('@') ? to.trim() : to.replace(/[\s-]/g, '')
    if (!MOBILE.test(address) && !EMAIL.test(address)) return setProblem(t('identity:code.bad-address'))
    setProblem(null)
    setError(null)
    setBusy(true)
    try {
      onSent(address, (await askForCode(city, address)).expiresInSeconds)
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.panel}>
      <Form send={t('identity:code.send')} onSend={ask} busy={busy} error={error} checked={false}>
        <Field
          label={t('identity:code.to')}
          hint={t('identity:code.to-hint')}
          problem={problem}
          value={to}
          onChange={(event) => setTo(event.target.value)}
          autoComplete="tel"
          inputMode="email"
          name="to"
        />
      </Form>
    </div>
  )
}

type ConfirmProps = { sent: { to: string; seconds: number }; onDone: () => void; onBack: () => void }

function ConfirmStep({ sent, onDone, onBack }: ConfirmProps) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const hasInbox = useSession(city).data?.town.developmentInbox
  const [code, setCode] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setError(null)
    setBusy(true)
    try {
      await confirmCode(city, sent.to, code.replace(/\D/g, ''))
      onDone()
    } catch (caught) {
      setError(caught)
      setBusy(false)
    }
  }
  const isWrong = error instanceof RequestProblem && error.kind === 'refused' && error.status < 429
  return (
    <div className={styles.panel}>
      <p role="status">
        {t('identity:code.sent', { to: sent.to, minutes: formatNumber(Math.ceil(sent.seconds / 60), language) })}
      </p>
      {hasInbox && (
        <p>
          <PlaceLink to="/inbox">{t('identity:code.inbox')}</PlaceLink>
        </p>
      )}
      <Form
        send={t('identity:code.confirm')}
        onSend={confirm}
        busy={busy}
        error={isWrong ? null : error}
        checked={false}
        more={
          <Button look="quiet" onClick={onBack}>
            {t('identity:code.other')}
          </Button>
        }
      >
        <Field
          label={t('identity:code.code')}
          problem={isWrong ? t('identity:code.wrong') : null}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          name="code"
        />
      </Form>
    </div>
  )
}
