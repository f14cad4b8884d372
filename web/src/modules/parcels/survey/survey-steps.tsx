import { useState } from 'react'
import { formatDay } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { useSession } from '../../../state/session.ts'
import { useCity } from '../../../state/view.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { OrderField } from '../../../ui/office/order-field.tsx'
import styles from './survey.module.css'
import type { Act } from './survey-panel.tsx'
import type { Survey } from './survey-types.ts'

type Props = { survey: Survey; busy: boolean; act: Act }

/** The next step of a survey: look at a sample, show it to owners, publish. What stops it is said. */
export function SurveySteps({ survey, busy, act }: Props) {
  const t = useWords()
  const language = useLanguage()
  const today = useSession(useCity()).data?.town.today ?? ''
  const [closesOn, setClosesOn] = useState('')
  const [instrument, setInstrument] = useState('')
  if (survey.state !== 'compared' && survey.state !== 'publishing') return null
  const publish = async () => {
    for (;;) {
      const made = (await act('/publish', { effectiveOn: today })) as { left: number } | null
      if (!made || made.left === 0) return
    }
  }
  return (
    <section className={styles.steps} aria-label={t('office:survey.steps')}>
      {survey.breaker && (
        <p role="status" className={styles.breaker}>
          {t(`office:survey.breaker.${survey.breaker.code}`, {
            checked: survey.breaker.checked,
            wrong: survey.breaker.wrong?.length ?? 0,
          })}
          {survey.breaker.wrong && (
            <span className="figures"> {survey.breaker.wrong.map((id) => `#${id}`).join(', ')}</span>
          )}
        </p>
      )}
      {survey.openedOn === null ? (
        <>
          <Button disabled={busy} onClick={() => act('/sample', { count: 10 })}>
            {t('office:survey.draw-sample')}
          </Button>
          <Form
            send={t('office:survey.open-window')}
            onSend={() => act('/window', { closesOn, instrument: instrument.trim() })}
            busy={busy}
          >
            <Field
              label={t('office:survey.closes-on')}
              type="date"
              name="closesOn"
              required
              min={today}
              value={closesOn}
              onChange={(event) => setClosesOn(event.target.value)}
            />
            <OrderField value={instrument} onChange={setInstrument} />
          </Form>
        </>
      ) : (
        <>
          <p>{t('office:survey.shown', { until: formatDay(survey.closesOn ?? '', language) })}</p>
          <Button look="main" disabled={busy} onClick={publish}>
            {t('office:survey.publish')}
          </Button>
        </>
      )}
    </section>
  )
}
