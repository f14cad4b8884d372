import { useWords } from '../../i18n/language.ts'
import { RequestProblem } from '../../state/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

/** What stands for the second factor: six digits of the authenticator, or one of the recovery codes. */
export type GivenFactor = { totp: string } | { recoveryCode: string } | Record<string, never>

type Props = { factor: GivenFactor; onFactor: (factor: GivenFactor) => void; problem?: string | null }

/** The six digits; who has lost the telephone writes a recovery code instead. */
export function FactorField({ factor, onFactor, problem }: Props) {
  const t = useWords()
  const isCode = 'recoveryCode' in factor
  return (
    <>
      {isCode ? (
        <Field
          key="code"
          label={t('identity:factor.recovery')}
          hint={t('identity:factor.recovery-hint')}
          name="recoveryCode"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
          problem={problem}
          value={factor.recoveryCode}
          onChange={(event) => onFactor({ recoveryCode: event.target.value })}
        />
      ) : (
        <Field
          key="digits"
          label={t('identity:factor.digits')}
          hint={t('identity:factor.digits-hint')}
          name="totp"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*\d{3}\s?\d{3}\s*"
          required
          autoFocus
          problem={problem}
          value={factor.totp ?? ''}
          onChange={(event) => onFactor({ totp: event.target.value.replace(/\D/g, '') })}
        />
      )}
      <p>
        <Button look="quiet" onClick={() => onFactor(isCode ? { totp: '' } : { recoveryCode: '' })}>
          {isCode ? t('identity:factor.use-digits') : t('identity:factor.use-recovery')}
        </Button>
      </p>
    </>
  )
}

/** True when the server asks for the second factor and none was given. */
export const isFactorMissing = (error: unknown, given: GivenFactor): boolean =>
  Object.keys(given).length === 0 && error instanceof RequestProblem && error.status === 400 && error.field === 'totp'
