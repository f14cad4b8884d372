import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { RequestProblem } from '../../state/problem.ts'
import { signInByPassword, useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { FactorField, type GivenFactor, isFactorMissing } from './factor-field.tsx'
import styles from './forms.module.css'

/** Staff: user name and password; the six digits of an authenticator are asked for when the account has one. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const t = useWords()
  const city = useCity()
  useSession(city)
  const [form, setForm] = useState({ username: '', password: '' })
  const [isAsked, setAsked] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const enter = async (factor: GivenFactor) => {
    setError(null)
    setBusy(true)
    try {
      await signInByPassword(city, { username: form.username.trim(), password: form.password, ...factor })
      onDone()
    } catch (caught) {
      // The password was right: the second step is no mistake of anyone.
      if (isFactorMissing(caught, factor)) setAsked(true)
      else setError(caught)
      setBusy(false)
    }
  }
  if (isAsked)
    return (
      <FactorStep
        busy={busy}
        error={error}
        onGive={enter}
        onBack={() => {
          setError(null)
          setAsked(false)
        }}
      />
    )
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm((old) => ({ ...old, [name]: event.target.value }))
  const isWrong = isRefusal(error)
  return (
    <div className={styles.panel}>
      <Form send={t('shell:nav.sign-in')} onSend={() => enter({})} busy={busy} error={isWrong ? null : error}>
        <Field
          label={t('identity:password.username')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={form.username}
          onChange={set('username')}
        />
        <Field
          label={t('identity:password.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={form.password}
          onChange={set('password')}
          problem={isWrong ? t('identity:password.wrong') : null}
        />
      </Form>
    </div>
  )
}

type StepProps = { busy: boolean; error: unknown; onGive: (factor: GivenFactor) => void; onBack: () => void }

function FactorStep({ busy, error, onGive, onBack }: StepProps) {
  const t = useWords()
  const [factor, setFactor] = useState<GivenFactor>({ totp: '' })
  const isWrong = isRefusal(error)
  return (
    <div className={styles.panel}>
      <Form
        send={t('shell:nav.sign-in')}
        onSend={() => onGive(factor)}
        busy={busy}
        error={isWrong ? null : error}
        more={
          <Button look="quiet" onClick={onBack}>
            {t('identity:password.again')}
          </Button>
        }
      >
        <FactorField factor={factor} onFactor={setFactor} problem={isWrong ? t('identity:factor.wrong') : null} />
      </Form>
    </div>
  )
}

const isRefusal = (error: unknown) =>
  error instanceof RequestProblem && error.kind === 'refused' && [400, 401, 403, 422].includes(error.status)
