import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { queryClient } from '../../state/query-client.ts'
import { useSend } from '../../state/use-send.ts'
import { keepView, useCity, useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Name } from '../../ui/name.tsx'
import { type Column, DataTable } from '../../ui/office/data-table.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { type Suggestion, useSuggestions } from './api.ts'
import { PeopleFrame } from './people-frame.tsx'

/** `/people/duplicates`: pairs that may be one person, the surest first. Names stay masked until a pair is opened. */
export function DuplicatesPage() {
  const t = useWords()
  const city = useCity()
  const view = useView()
  const navigate = useNavigate()
  const pairs = useSuggestions(city)
  const columns = useColumns()
  return (
    <PeopleFrame lead={t('office:people.pairs-lead')} tools={<LookForMore city={city} />}>
      {pairs.error && <ErrorNotice error={pairs.error} onRetry={() => pairs.refetch()} />}
      {pairs.isPending && <Skeleton lines={6} />}
      {pairs.data?.length === 0 && <Empty>{t('office:people.no-pairs')}</Empty>}
      {pairs.data && pairs.data.length > 0 && (
        <DataTable
          rows={pairs.data}
          columns={columns}
          keyOf={(row) => `${row.partyA}-${row.partyB}`}
          onRow={(row) => navigate({ to: `/${city}${pathOf(row)}`, search: keepView(view) as never })}
        />
      )}
    </PeopleFrame>
  )
}

const pathOf = (row: Suggestion) => `/people/pair/${row.partyA}/${row.partyB}`

function useColumns(): Column<Suggestion>[] {
  const t = useWords()
  const language = useLanguage()
  return [
    {
      key: 'pair',
      head: t('office:people.pair'),
      isName: true,
      cell: (row) => (
        <PlaceLink to={pathOf(row)}>
          <Name names={row.namesA} /> · <Name names={row.namesB} />
        </PlaceLink>
      ),
    },
    {
      key: 'score',
      head: t('office:people.how-sure'),
      value: (row) => row.score,
      cell: (row) => (
        <Chip tone={row.score >= 0.9 ? 'caution' : 'plain'}>
          {t(`office:people.sure.${sureness(row.score)}`)} · {formatNumber(row.score * 100, language)} %
        </Chip>
      ),
    },
    {
      key: 'reasons',
      head: t('office:people.reasons'),
      cell: (row) => row.reasons.map((reason) => codeWords(t, 'duplicate', reason)).join(', '),
    },
    {
      key: 'entries',
      head: t('office:people.entries'),
      value: (row) => row.partyA,
      cell: (row) => `${row.partyA}, ${row.partyB}`,
    },
  ]
}

const sureness = (score: number) => (score >= 0.9 ? 'almost' : score >= 0.7 ? 'likely' : 'perhaps')

/** Asks the server to compare those who share a mobile, some at a time, and says how far it is. */
function LookForMore({ city }: { city: string }) {
  const t = useWords()
  const language = useLanguage()
  const { error, send } = useSend(city)
  const [state, setState] = useState<{ pairs: number; done: boolean } | null>(null)
  const look = async () => {
    let pairs = 0
    setState({ pairs, done: false })
    for (let after: number | null = 0; after !== null; ) {
      type Answer = { pairs: number; after: number | null }
      const answer: Answer | null = await send<Answer>('POST', '/people/duplicates/search', { after })
      if (!answer) break
      pairs += answer.pairs
      after = answer.after
      setState({ pairs, done: after === null })
    }
    setState({ pairs, done: true })
    await queryClient.invalidateQueries({ queryKey: ['duplicates', city] })
  }
  return (
    <div>
      <Button icon="search" busy={state !== null && !state.done} onClick={look}>
        {t('office:people.look')}
      </Button>
      <p role="status" className="small">
        {state &&
          t(state.done ? 'office:people.looked' : 'office:people.looking', {
            count: state.pairs,
            pairs: formatNumber(state.pairs, language),
          })}
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  )
}
