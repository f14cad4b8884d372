import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import type { Names } from '../../state/contract.ts'
import { queryClient } from '../../state/query-client.ts'
import { getJson } from '../../state/request.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Name } from '../../ui/name.tsx'
import { TablePage, tableLook } from '../../ui/office/table-page.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { LayersNav } from './layers-nav.tsx'

const formats = ['geopackage', 'shapefile', 'geojson', 'csv'] as const

type Export = {
  exportId: number
  titles: Names
  format: (typeof formats)[number]
  filter: string | null
  features: number
  featuresDone: number
  state: 'waiting' | 'running' | 'ready' | 'cancelled' | 'failed'
  failure: string | null
  askedAt: string
  bytes: number | null
}
type Answer = { exports: Export[]; collections: { id: string; titles: Names }[] }

const isOpen = ({ state }: Export) => state === 'waiting' || state === 'running'
const again = (city: string) => queryClient.invalidateQueries({ queryKey: ['exports', city] })

/** `/office/{city}/exports`: files of whole layers or parts of them, made in the background. */
export function ExportsPage() {
  const t = useWords()
  const city = useCity()
  const exports = useQuery({
    queryKey: ['exports', city],
    queryFn: ({ signal }) => getJson<Answer>(`/api/${city}/exports`, signal),
    // While a file is being made its bar moves.
    refetchInterval: ({ state }) => (state.data?.exports.some(isOpen) ? 1000 : false),
  })
  return (
    <TablePage title={t('office:exports.title')} lead={t('office:exports.lead')} nav={<LayersNav />}>
      {exports.error && <ErrorNotice error={exports.error} onRetry={() => exports.refetch()} />}
      {exports.isPending && <Skeleton lines={4} />}
      {exports.data && <AskForm city={city} collections={exports.data.collections} />}
      {exports.data?.exports.length === 0 && <Empty>{t('office:exports.none')}</Empty>}
      {exports.data && exports.data.exports.length > 0 && (
        <table className={tableLook}>
          <thead>
            <tr>
              {['layer', 'format', 'features', 'asked', 'state'].map((head) => (
                <th key={head} scope="col">
                  {t(`office:exports.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {exports.data.exports.map((each) => (
              <Row key={each.exportId} city={city} row={each} />
            ))}
          </tbody>
        </table>
      )}
    </TablePage>
  )
}

function AskForm({ city, collections }: { city: string; collections: Answer['collections'] }) {
  const t = useWords()
  const language = useLanguage()
  const { send, busy, error } = useSend(city)
  const [collection, setCollection] = useState('parcels')
  const [format, setFormat] = useState<Export['format']>('geopackage')
  const [filter, setFilter] = useState('')
  const [inMetres, setInMetres] = useState(false)
  const ask = async () => {
    const body = { collection, format, ...(filter.trim() && { filter }), inMetres: inMetres && format !== 'geojson' }
    if (await send('POST', '/exports', body)) await again(city)
  }
  return (
    <Form send={t('office:exports.ask')} onSend={ask} busy={busy} error={error ?? undefined}>
      <SelectField
        label={t('office:exports.layer')}
        value={collection}
        onChange={(event) => setCollection(event.target.value)}
      >
        {collections.map(({ id, titles }) => (
          <option key={id} value={id}>
            {pickName(titles, language).text}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('office:exports.format')}
        value={format}
        onChange={(event) => setFormat(event.target.value as Export['format'])}
      >
        {formats.map((each) => (
          <option key={each} value={each}>
            {t(`office:exports.formats.${each}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('office:exports.places')}
        value={inMetres && format !== 'geojson' ? 'metres' : 'degrees'}
        disabled={format === 'geojson'}
        onChange={(event) => setInMetres(event.target.value === 'metres')}
      >
        <option value="degrees">{t('office:exports.degrees')}</option>
        <option value="metres">{t('office:exports.metres')}</option>
      </SelectField>
      <Field
        label={t('office:exports.filter')}
        hint={t('office:exports.filter-hint')}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
    </Form>
  )
}

function Row({ city, row }: { city: string; row: Export }) {
  const t = useWords()
  const language = useLanguage()
  return (
    <tr>
      <th scope="row">
        <Name names={row.titles} />
        {row.filter && <code className="small"> {row.filter}</code>}
      </th>
      <td>{t(`office:exports.formats.${row.format}`)}</td>
      <td className="figures">{formatNumber(row.features, language)}</td>
      <td>{formatMoment(row.askedAt, language)}</td>
      <td>
        <State city={city} row={row} />
      </td>
    </tr>
  )
}

function State({ city, row }: { city: string; row: Export }) {
  const t = useWords()
  const language = useLanguage()
  const { send, busy, error } = useSend(city)
  if (row.state === 'ready')
    return (
      <a href={`/api/${city}/exports/${row.exportId}/file`} download>
        {t('office:exports.fetch', { value: formatNumber(Math.ceil((row.bytes ?? 0) / 1024), language) })}
      </a>
    )
  if (!isOpen(row)) return row.failure ?? t(`office:exports.states.${row.state}`)
  const stop = async () => {
    await send('POST', `/exports/${row.exportId}/cancellation`, {})
    await again(city)
  }
  return (
    <>
      <progress max={Math.max(row.features, 1)} value={row.featuresDone} aria-label={t('office:exports.state')} />{' '}
      <Button look="quiet" busy={busy} onClick={stop}>
        {t('office:exports.stop')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}
