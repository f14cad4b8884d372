import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { RequestProblem } from '../../state/problem.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import styles from './forms.module.css'
import { isWrongFactor, ProveAgain } from './prove-again.tsx'
import { QrCode } from './qr-code.tsx'

type Begun = { uri: string; proof: string }
type Props = { isFirst: boolean; onDone: (recoveryCodes: string[]) => void; onClose: () => void }

/** Prove who you are, scan the picture, write the six digits. */
export function Enrolment({ isFirst, onDone, onClose }: Props) {
  const t = useWords()
  const [begun, setBegun] = useState<Begun | null>(null)
  if (begun) return <ScanStep begun={begun} onDone={onDone} onAgain={() => setBegun(null)} onClose={onClose} />
  if (isFirst) return <ByPassword onDone={setBegun} onClose={onClose} />
  return (
    <ProveAgain<Begun>
      path="/session/totp"
      lead={t('office:factor.replace-lead')}
      send={t('office:factor.go-on')}
      onDone={setBegun}
      onClose={onClose}
    />
  )
}

function ByPassword({ onDone, onClose }: { onDone: (begun: Begun) => void; onClose: () => void }) {
  const t = useWords()
  const { busy, error, send } = useSend(useCity())
  const [password, setPassword] = useState('')
  const isWrong = isWrongFactor(error)
  const begin = async () => {
    const begun = await send<Begun>('POST', '/session/totp', { password })
    if (begun) onDone(begun)
  }
  return (
    <Form
      send={t('office:factor.go-on')}
      onSend={begin}
      busy={busy}
      error={isWrong ? null : error}
      more={
        <Button look="quiet" onClick={onClose}>
          {t('office:cancel')}
        </Button>
      }
    >
      <p>{t('office:factor.password-lead')}</p>
      <Field
        label={t('identity:password.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus
        problem={isWrong ? t('office:password.wrong') : null}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Form>
  )
}

type ScanProps = Pick<Props, 'onDone' | 'onClose'> & { begun: Begun; onAgain: () => void }

function ScanStep({ begun, onDone, onAgain, onClose }: ScanProps) {
  const t = useWords()
  const { busy, error, send } = useSend(useCity())
  const [totp, setTotp] = useState('')
  const field = error instanceof RequestProblem ? error.field : null
  const confirm = async () => {
    const answer = await send<{ recoveryCodes: string[] }>('POST', '/session/totp/confirm', {
      proof: begun.proof,
      totp,
    })
    if (answer) onDone(answer.recoveryCodes)
  }
  return (
    <div className={styles.panel}>
      <p>{t('office:factor.scan')}</p>
      <QrCode text={begun.uri} words={t('office:factor.picture')} />
      <p>
        {t('office:factor.by-hand')} <code className={styles.key}>{keyOf(begun.uri)}</code>
      </p>
      <Form
        send={t('office:factor.confirm')}
        onSend={confirm}
        busy={busy}
        error={field === 'totp' ? null : error}
        more={
          <Button look="quiet" onClick={field === 'proof' ? onAgain : onClose}>
            {field === 'proof' ? t('office:factor.again') : t('office:cancel')}
          </Button>
        }
      >
        <Field
          label={t('identity:factor.digits')}
          hint={t('identity:factor.digits-hint')}
          name="totp"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*\d{3}\s?\d{3}\s*"
          required
          problem={field === 'totp' ? t('office:factor.wrong-clock') : null}
          value={totp}
          onChange={(event) => setTotp(event.target.value.replace(/\D/g, ''))}
        />
      </Form>
    </div>
  )
}

/** The secret in groups of four, as a person types it. */
const keyOf = (uri: string) => (new URL(uri).searchParams.get('secret') ?? '').replace(/(.{4})(?=.)/g, '$1 ')
