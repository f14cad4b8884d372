import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { type FoundParty, usePeople } from '../../state/people.ts'
import { useSettled } from '../../state/settled.ts'
import { useCity, useSetView, useView } from '../../state/view.ts'
import { Field } from '../../ui/field.tsx'
import { Name } from '../../ui/name.tsx'
import { type Column, DataTable } from '../../ui/office/data-table.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { PeopleFrame } from './people-frame.tsx'

const FEWEST_LETTERS = 2
const MOST = 50

/** `/people`: someone of the register by name in either script or by mobile. The words stand in the address. */
export function PeoplePage() {
  const t = useWords()
  const city = useCity()
  const view = useView()
  const setView = useSetView()
  const [words, setWords] = useState(view.q ?? '')
  const asked = useSettled(words.trim(), 250)
  const found = usePeople(city, asked.length >= FEWEST_LETTERS ? asked : null, MOST)
  const columns = useColumns()
  return (
    <PeopleFrame lead={t('office:people.find-lead')}>
      <search style={{ maxInlineSize: '32rem' }}>
        <Field
          label={t('office:people.search')}
          hint={t('office:people.search-hint')}
          type="search"
          name="people"
          autoComplete="off"
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setView({ q: event.target.value.trim() || undefined }, true)
          }}
        />
      </search>
      {found.error && <ErrorNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.isLoading && <Skeleton lines={4} />}
      {found.data?.length === 0 && <Empty>{t('office:people.nobody')}</Empty>}
      {found.data && found.data.length > 0 && (
        <DataTable rows={found.data} columns={columns} keyOf={(row) => row.partyId} />
      )}
    </PeopleFrame>
  )
}

function useColumns(): Column<FoundParty>[] {
  const t = useWords()
  const language = useLanguage()
  return [
    {
      key: 'name',
      head: t('office:person.name'),
      isName: true,
      value: (row) => pickName(row.names, language).text,
      cell: (row) => (
        <PlaceLink to={`/person/${row.partyId}`}>
          <Name names={row.names} otherwise={t('parcels:name-unknown')} />
        </PlaceLink>
      ),
    },
    {
      key: 'guardian',
      head: t('office:person.guardian'),
      value: (row) => pickName(row.guardianNames, language).text || null,
      cell: (row) => <Name names={row.guardianNames} />,
    },
    { key: 'kind', head: t('office:person.kind'), cell: (row) => codeWords(t, 'party-kind', row.kind) },
    { key: 'entry', head: t('office:people.entry'), value: (row) => row.partyId, cell: (row) => row.partyId },
  ]
}
