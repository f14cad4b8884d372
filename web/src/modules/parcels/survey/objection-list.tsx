import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDay } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { getJson } from '../../../state/request.ts'
import { useCity } from '../../../state/view.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import styles from './survey.module.css'
import type { Act } from './survey-panel.tsx'
import type { Objection } from './survey-types.ts'

type Props = { surveyId: string; busy: boolean; act: Act }

/** Objections of owners and neighbours, each decided with reasons. */
export function ObjectionList({ surveyId, busy, act }: Props) {
  const t = useWords()
  const city = useCity()
  const objections = useQuery({
    queryKey: ['surveys', city, surveyId, 'objections'],
    queryFn: ({ signal }) => getJson<{ answers: Objection[] }>(`/api/${city}/surveys/${surveyId}/objections`, signal),
  })
  const answers = objections.data?.answers ?? []
  if (answers.length === 0) return null
  return (
    <section className={styles.steps} aria-label={t('office:survey.objections')}>
      <h2>{t('office:survey.objections')}</h2>
      <ul className={styles.list}>
        {answers.map((answer) => (
          <ObjectionLine key={answer.answerId} answer={answer} busy={busy} act={act} />
        ))}
      </ul>
    </section>
  )
}

function ObjectionLine({ answer, busy, act }: { answer: Objection; busy: boolean; act: Act }) {
  const t = useWords()
  const language = useLanguage()
  const [reasons, setReasons] = useState('')
  const decide = (outcome: string, useDrawn = false) =>
    act(`/answers/${answer.answerId}/decision`, { outcome, reasons: reasons.trim(), useDrawn })
  const isReady = reasons.trim().length > 2 && !busy
  return (
    <li>
      <p>
        <strong>#{answer.differenceId}</strong> {answer.words}{' '}
        <span className="soft small">
          {t(`office:survey.stands.${answer.stands}`)} · {formatDay(answer.filedOn, language)}
          {answer.outcome && ` · ${t(`office:survey.outcome.${answer.outcome}`)}: ${answer.reasons}`}
        </span>
      </p>
      {!answer.outcome && (
        <>
          <Field
            label={t('office:survey.reasons')}
            value={reasons}
            onChange={(event) => setReasons(event.target.value)}
          />
          <div className={styles.buttons}>
            <Button disabled={!isReady} onClick={() => decide('dismissed')}>
              {t('office:survey.dismiss')}
            </Button>
            <Button disabled={!isReady} onClick={() => decide('upheld')}>
              {t('office:survey.uphold')}
            </Button>
            {answer.drawn && (
              <Button disabled={!isReady} onClick={() => decide('upheld', true)}>
                {t('office:survey.uphold-drawn')}
              </Button>
            )}
          </div>
        </>
      )}
    </li>
  )
}
