import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { codeWords } from '../../../i18n/code-words.ts'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { getJson } from '../../../state/request.ts'
import { useCity } from '../../../state/view.ts'
import { Button } from '../../../ui/button.tsx'
import { Name } from '../../../ui/name.tsx'
import { type Column, DataTable } from '../../../ui/office/data-table.tsx'
import { TablePage } from '../../../ui/office/table-page.tsx'
import { PlaceLink } from '../../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import { DraftForm } from './draft-form.tsx'
import type { Survey } from './survey-types.ts'

/** Survey layers beside the register. */
export function SurveysPage() {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const [isAdding, setAdding] = useState(false)
  const surveys = useQuery({
    queryKey: ['surveys', city],
    queryFn: ({ signal }) => getJson<{ surveys: Survey[] }>(`/api/${city}/surveys`, signal),
  })
  const columns: Column<Survey>[] = [
    {
      key: 'name',
      head: t('office:survey.name'),
      isName: true,
      cell: (row) => (
        <PlaceLink to={`/surveys/${row.surveyId}`}>
          <Name names={row.names} />
        </PlaceLink>
      ),
    },
    {
      key: 'on',
      head: t('office:survey.surveyed-on'),
      value: (row) => row.surveyedOn,
      cell: (row) => formatDay(row.surveyedOn, language),
    },
    { key: 'state', head: t('office:survey.state'), cell: (row) => t(`office:survey.states.${row.state}`) },
    {
      key: 'plots',
      head: t('office:survey.plots'),
      isNumber: true,
      value: (row) => row.plots,
      cell: (row) => formatNumber(row.plots, language),
    },
    { key: 'class', head: t('office:survey.class'), cell: (row) => codeWords(t, 'survey', row.surveyClass) },
    {
      key: 'objections',
      head: t('office:survey.objections'),
      isNumber: true,
      value: (row) => row.openObjections,
      cell: (row) => formatNumber(row.openObjections, language),
    },
  ]
  return (
    <TablePage
      title={t('office:survey.title')}
      lead={t('office:survey.lead')}
      tools={<Button onClick={() => setAdding(true)}>{t('office:survey.bring')}</Button>}
    >
      {surveys.isPending && <Skeleton />}
      {surveys.error && <ErrorNotice error={surveys.error} onRetry={() => surveys.refetch()} />}
      {surveys.data?.surveys.length === 0 && <Empty>{t('office:survey.none')}</Empty>}
      {surveys.data && surveys.data.surveys.length > 0 && (
        <DataTable rows={surveys.data.surveys} columns={columns} keyOf={(row) => row.surveyId} />
      )}
      {isAdding && <DraftForm onClose={() => setAdding(false)} />}
    </TablePage>
  )
}
