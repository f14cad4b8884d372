import { type FormEvent, useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { RequestProblem } from '../../state/problem.ts'
import { signInByPassword, useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/states.tsx'
import styles from './forms.module.css'

/** Staff: user name, password, and the six digits of an authenticator when the account has one. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const t = useWords()
  const city = useCity()
  useSession(city)
  const [form, setForm] = useState({ username: '', password: '', totp: '' })
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const enter = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    setBusy(true)
    try {
      const totp = form.totp.replace(/\D/g, '')
      await signInByPassword(city, {
        username: form.username.trim(),
        password: form.password,
        ...(totp ? { totp } : {}),
      })
      onDone()
    } catch (caught) {
      setError(caught)
      setBusy(false)
    }
  }
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm((old) => ({ ...old, [name]: event.target.value }))
  const isWrong = error instanceof RequestProblem && [400, 401, 403, 422].includes(error.status)
  return (
    <form className={styles.form} onSubmit={enter}>
      <Field
        label={t('identity:password.username')}
        name="username"
        autoComplete="username"
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
      <Field
        label={t('identity:password.totp')}
        hint={t('identity:password.totp-hint')}
        name="totp"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={form.totp}
        onChange={set('totp')}
      />
      {error !== null && !isWrong && <ErrorNotice error={error} />}
      <Button look="main" type="submit" busy={busy}>
        {t('shell:nav.sign-in')}
      </Button>
    </form>
  )
}
