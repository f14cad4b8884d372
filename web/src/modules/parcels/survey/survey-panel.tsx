import { useQuery } from '@tanstack/react-query'
import { codeWords } from '../../../i18n/code-words.ts'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { queryClient } from '../../../state/query-client.ts'
import { getJson } from '../../../state/request.ts'
import { type Send, useSend } from '../../../state/use-send.ts'
import { useCity } from '../../../state/view.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { Name } from '../../../ui/name.tsx'
import { ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import { ObjectionList } from './objection-list.tsx'
import styles from './survey.module.css'
import { SurveySteps } from './survey-steps.tsx'
import { DIFFERENCE_KINDS, type Difference, type DifferenceKind, type Survey } from './survey-types.ts'

/** A survey, and its differences of one class: what the panel and the map share. */
export function useSurvey(city: string, surveyId: string, kind: DifferenceKind | '') {
  const survey = useQuery({
    queryKey: ['surveys', city, surveyId],
    queryFn: ({ signal }) => getJson<Survey>(`/api/${city}/surveys/${surveyId}`, signal),
  })
  const differences = useQuery({
    queryKey: ['surveys', city, surveyId, 'differences', kind],
    queryFn: ({ signal }) =>
      getJson<{ differences: Difference[] }>(
        `/api/${city}/surveys/${surveyId}/differences?limit=500${kind ? `&kind=${kind}` : ''}`,
        signal,
      ),
  })
  return { survey, differences }
}

type Props = {
  surveyId: string
  kind: DifferenceKind | ''
  onKind: (kind: DifferenceKind | '') => void
  chosen: number | null
  onChoose: (difference: Difference) => void
}

/** Everything that is decided of a survey: by class, one by one, by sample, by objection, in steps. */
export function SurveyPanel({ surveyId, kind, onKind, chosen, onChoose }: Props) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const sending = useSend(city)
  const { survey, differences } = useSurvey(city, surveyId, kind)
  if (survey.error) return <ErrorNotice error={survey.error} onRetry={() => survey.refetch()} />
  if (!survey.data) return <Skeleton lines={6} />
  const act = actsOn(sending, city, surveyId)
  return (
    <div className={styles.panel}>
      <h1>
        <Name names={survey.data.names} />
      </h1>
      <p className="soft">
        {codeWords(t, 'survey', survey.data.surveyClass)} · {formatDay(survey.data.surveyedOn, language)} ·{' '}
        {t(`office:survey.states.${survey.data.state}`)}
      </p>
      {sending.error != null && <ErrorNotice error={sending.error} />}
      <Counts survey={survey.data} busy={sending.busy} onDecide={(body) => act('/decisions', body)} />
      <SurveySteps survey={survey.data} busy={sending.busy} act={act} />
      <ObjectionList surveyId={surveyId} busy={sending.busy} act={act} />
      <SelectField
        label={t('office:survey.show')}
        value={kind}
        onChange={(event) => onKind(event.target.value as DifferenceKind | '')}
      >
        <option value="">{t('office:survey.all-kinds')}</option>
        {DIFFERENCE_KINDS.map((each) => (
          <option key={each} value={each}>
            {t(`office:survey.kinds.${each}`)}
          </option>
        ))}
      </SelectField>
      <ol className={styles.list}>
        {differences.data?.differences.map((difference) => (
          <DifferenceLine
            key={difference.differenceId}
            difference={difference}
            isChosen={difference.differenceId === chosen}
            busy={sending.busy}
            onChoose={() => onChoose(difference)}
            act={act}
          />
        ))}
      </ol>
    </div>
  )
}

export type Act = (path: string, body: unknown) => Promise<unknown>

const actsOn =
  ({ send }: Send, city: string, surveyId: string): Act =>
  async (path, body) => {
    const made = await send('POST', `/surveys/${surveyId}${path}`, body)
    await queryClient.invalidateQueries({ queryKey: ['surveys', city] })
    return made
  }

function Counts({ survey, busy, onDecide }: { survey: Survey; busy: boolean; onDecide: (body: object) => void }) {
  const t = useWords()
  const language = useLanguage()
  const isOpen = survey.state === 'compared' || survey.state === 'publishing'
  return (
    <table className={styles.counts}>
      <thead>
        <tr>
          <th scope="col">{t('office:survey.kind')}</th>
          <th scope="col">{t('office:survey.all')}</th>
          <th scope="col">{t('office:survey.accepted')}</th>
          <th scope="col">{t('office:survey.rejected')}</th>
          {isOpen && <td />}
        </tr>
      </thead>
      <tbody>
        {survey.counts.map(({ kind, all, accepted, rejected, heldBack }) => (
          <tr key={kind}>
            <th scope="row">{t(`office:survey.kinds.${kind}`)}</th>
            <td>{formatNumber(all, language)}</td>
            <td>
              {formatNumber(accepted, language)}
              {heldBack > 0 && <small> {t('office:survey.held', { count: heldBack, total: heldBack })}</small>}
            </td>
            <td>{formatNumber(rejected, language)}</td>
            {isOpen && (
              <td>
                {kind !== 'redrawn' && (
                  <IconButton
                    icon="check"
                    label={`${t('office:survey.accept-all')}: ${t(`office:survey.kinds.${kind}`)}`}
                    disabled={busy}
                    onClick={() => onDecide({ kind, decision: 'accepted' })}
                  />
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type LineProps = { difference: Difference; isChosen: boolean; busy: boolean; onChoose: () => void; act: Act }

function DifferenceLine({ difference, isChosen, busy, onChoose, act }: LineProps) {
  const t = useWords()
  const language = useLanguage()
  const sqm = (value: number) => t('parcels:square-metres', { value: formatNumber(value, language, 1) })
  const { differenceId, kind, before, after, decision, isSampled, isRight } = difference
  const numbers = [...before, ...after].flatMap(({ number }) => (number ? [number] : []))
  const decide = (word: string) => act('/decisions', { differenceIds: [differenceId], decision: word })
  const look = (word: boolean) => act(`/sample/${differenceId}`, { isRight: word })
  return (
    <li className={isChosen ? styles.chosen : undefined}>
      <button type="button" className={styles.line} aria-pressed={isChosen} onClick={onChoose}>
        <strong>{t(`office:survey.kinds.${kind}`)}</strong>{' '}
        <span className="figures">{[...new Set(numbers)].slice(0, 4).join(', ')}</span>
        <span className="soft small figures">
          {sqm(difference.beforeSqm)} → {sqm(difference.afterSqm)}
          {decision && ` · ${t(`office:survey.${decision}`)}`}
          {difference.heldBack && ` · ${difference.heldBack}`}
          {isRight !== null && ` · ${t(isRight ? 'office:survey.right' : 'office:survey.wrong')}`}
        </span>
      </button>
      {isChosen && (
        <div className={styles.buttons}>
          <Button disabled={busy} onClick={() => decide('accepted')}>
            {t('office:survey.accept')}
          </Button>
          <Button disabled={busy} onClick={() => decide('rejected')}>
            {t('office:survey.reject')}
          </Button>
          {isSampled && (
            <>
              <Button disabled={busy} onClick={() => look(true)}>
                {t('office:survey.right')}
              </Button>
              <Button disabled={busy} onClick={() => look(false)}>
                {t('office:survey.wrong')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  )
}
