import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { queryClient } from '../../state/query-client.ts'
import { getJson } from '../../state/request.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { Enrolment } from './enrolment.tsx'
import styles from './forms.module.css'
import { ProveAgain } from './prove-again.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type State = { enrolled: boolean; since: string | null; recoveryCodesLeft: number }
type Step = 'closed' | 'enrol' | 'renew' | 'remove'
const FEW_CODES = 3

/** An authenticator beside the password: enrol, replace, remove, and the recovery codes for a lost telephone. */
export function SecondFactor() {
  const t = useWords()
  const city = useCity()
  const state = useQuery({
    queryKey: ['second-factor', city],
    queryFn: ({ signal }) => getJson<State>(`/api/${city}/session/totp`, signal),
  })
  const [step, setStep] = useState<Step>('closed')
  const [codes, setCodes] = useState<string[] | null>(null)
  const done = async (recoveryCodes: string[] | null) => {
    setCodes(recoveryCodes)
    setStep('closed')
    await queryClient.invalidateQueries({ queryKey: ['second-factor', city] })
  }
  if (state.error) return <ErrorNotice error={state.error} onRetry={() => state.refetch()} />
  if (!state.data) return <Skeleton lines={3} />
  if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />
  const close = () => setStep('closed')
  if (step === 'enrol') return <Enrolment isFirst={!state.data.enrolled} onDone={done} onClose={close} />
  if (step === 'renew')
    return (
      <ProveAgain<{ recoveryCodes: string[] }>
        path="/session/recovery-codes"
        lead={t('office:factor.renew-lead')}
        send={t('office:factor.renew')}
        onDone={(answer) => done(answer.recoveryCodes)}
        onClose={close}
      />
    )
  if (step === 'remove')
    return (
      <ProveAgain
        path="/session/totp/remove"
        lead={t('office:factor.remove-lead')}
        send={t('office:factor.remove')}
        onDone={() => done(null)}
        onClose={close}
      />
    )
  return <Standing state={state.data} onStep={setStep} />
}

function Standing({ state, onStep }: { state: State; onStep: (step: Step) => void }) {
  const t = useWords()
  const language = useLanguage()
  if (!state.enrolled)
    return (
      <div className={styles.panel}>
        <p>{t('office:factor.none')}</p>
        <p>
          <Button look="main" icon="lock" onClick={() => onStep('enrol')}>
            {t('office:factor.enrol')}
          </Button>
        </p>
      </div>
    )
  return (
    <div className={styles.panel}>
      <p>
        <Chip tone="good">{t('office:factor.on')}</Chip>{' '}
        {state.since && t('parcels:since', { day: formatDay(state.since, language) })}
      </p>
      <p>
        {t('office:factor.left', {
          count: state.recoveryCodesLeft,
          codes: formatNumber(state.recoveryCodesLeft, language),
        })}{' '}
        {state.recoveryCodesLeft < FEW_CODES && <Chip tone="caution">{t('office:factor.few')}</Chip>}
      </p>
      <div className={styles.row}>
        <Button onClick={() => onStep('renew')}>{t('office:factor.renew')}</Button>
        <Button onClick={() => onStep('enrol')}>{t('office:factor.replace')}</Button>
        <Button onClick={() => onStep('remove')}>{t('office:factor.remove')}</Button>
      </div>
    </div>
  )
}
