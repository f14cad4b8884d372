import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { RequestProblem } from '../../state/problem.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { FactorField, type GivenFactor } from './factor-field.tsx'

type Props<Answer> = {
  path: string
  lead: string
  send: string
  onDone: (answer: Answer) => void
  onClose: () => void
}

/** A change of how one signs in, proved by the present digits or a recovery code. */
export function ProveAgain<Answer = unknown>({ path, lead, send: words, onDone, onClose }: Props<Answer>) {
  const t = useWords()
  const { busy, error, send } = useSend(useCity())
  const [factor, setFactor] = useState<GivenFactor>({ totp: '' })
  const isWrong = isWrongFactor(error)
  const prove = async () => {
    const answer = await send<Answer>('POST', path, factor)
    if (answer) onDone(answer)
  }
  return (
    <Form
      send={words}
      onSend={prove}
      busy={busy}
      error={isWrong ? null : error}
      more={
        <Button look="quiet" onClick={onClose}>
          {t('office:cancel')}
        </Button>
      }
    >
      <p>{lead}</p>
      <FactorField factor={factor} onFactor={setFactor} problem={isWrong ? t('identity:factor.wrong') : null} />
    </Form>
  )
}

/** True when the server refuses the digits, the code or the password that should prove who one is. */
export const isWrongFactor = (error: unknown): boolean =>
  error instanceof RequestProblem &&
  error.status === 400 &&
  ['totp', 'recoveryCode', 'password'].includes(error.field ?? '')
