import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { RequestProblem } from '../../state/problem.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'

/** Changes the own password, by the present one; other browsers are signed out. */
export function PasswordChange() {
  const t = useWords()
  const { busy, error, send } = useSend(useCity())
  const [form, setForm] = useState({ password: '', newPassword: '' })
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed')
  const field = error instanceof RequestProblem && error.status === 400 ? error.field : null
  const change = async () => {
    if (!(await send('POST', '/session/password/change', form))) return
    setForm({ password: '', newPassword: '' })
    setState('done')
  }
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm((old) => ({ ...old, [name]: event.target.value }))
  if (state !== 'open')
    return (
      <>
        {state === 'done' && <p role="status">{t('office:password.done')}</p>}
        <p>
          <Button onClick={() => setState('open')}>{t('office:password.change')}</Button>
        </p>
      </>
    )
  return (
    <Form
      send={t('office:password.change')}
      onSend={change}
      busy={busy}
      error={field === 'password' || field === 'newPassword' ? null : error}
      more={
        <Button look="quiet" onClick={() => setState('closed')}>
          {t('office:cancel')}
        </Button>
      }
    >
      <Field
        label={t('office:password.present')}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        problem={field === 'password' ? t('office:password.wrong') : null}
        value={form.password}
        onChange={set('password')}
      />
      <Field
        label={t('office:password.new')}
        hint={t('office:password.new-hint')}
        type="password"
        name="newPassword"
        autoComplete="new-password"
        required
        problem={field === 'newPassword' ? t('office:password.weak') : null}
        value={form.newPassword}
        onChange={set('newPassword')}
      />
    </Form>
  )
}
