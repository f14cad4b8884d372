import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import type { Names } from '../../state/contract.ts'
import { queryClient } from '../../state/query-client.ts'
import { getJson } from '../../state/request.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Form } from '../../ui/form.tsx'
import { Checks } from '../../ui/office/choices.tsx'
import { OrderField } from '../../ui/office/order-field.tsx'
import { TablePage, tableLook } from '../../ui/office/table-page.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { LayersNav } from './layers-nav.tsx'

type Answer = {
  configured: boolean
  collections: { id: string; title: Names; chosen: boolean }[]
  state: 'none' | 'away' | 'refuses' | 'drift' | 'equal'
  drift: { what: string; state: 'missing' | 'differs' | 'unwanted' }[]
  services: { wms: string; wfs: string; wmts: string } | null
}

const tones = { none: 'plain', away: 'alert', refuses: 'alert', drift: 'caution', equal: 'good' } as const
const again = (city: string) => queryClient.invalidateQueries({ queryKey: ['geoserver', city] })

/** `/office/{city}/exports/geoserver`: what the town publishes on its GeoServer, and what differs there. */
export function GeoServerPage() {
  const t = useWords()
  const city = useCity()
  const answer = useQuery({
    queryKey: ['geoserver', city],
    queryFn: ({ signal }) => getJson<Answer>(`/api/${city}/geoserver`, signal),
  })
  const { send, busy, error } = useSend(city)
  const repair = async () => {
    if (await send('POST', '/geoserver/publication', {})) await again(city)
  }
  const { data } = answer
  return (
    <TablePage title={t('office:geoserver.title')} lead={t('office:geoserver.lead')} nav={<LayersNav />}>
      {answer.error && <ErrorNotice error={answer.error} onRetry={() => answer.refetch()} />}
      {answer.isPending && <Skeleton lines={4} />}
      {data && !data.configured && <Empty>{t('office:geoserver.not-set')}</Empty>}
      {data?.configured && (
        <>
          <p role="status">
            <Chip tone={tones[data.state]}>{t(`office:geoserver.states.${data.state}`)}</Chip>
          </p>
          {data.services && <Services services={data.services} />}
          {data.drift.length > 0 && <Drift drift={data.drift} />}
          <Button busy={busy} onClick={repair}>
            {t('office:geoserver.repair')}
          </Button>
          {error !== null && <ErrorNotice error={error} />}
          <ChoiceForm key={data.collections.map(({ chosen }) => chosen).join()} city={city} data={data} />
        </>
      )}
    </TablePage>
  )
}

function Services({ services }: { services: NonNullable<Answer['services']> }) {
  return (
    <ul>
      {Object.entries(services).map(([name, address]) => (
        <li key={name}>
          {name.toUpperCase()}: <code>{address}</code>
        </li>
      ))}
    </ul>
  )
}

function Drift({ drift }: { drift: Answer['drift'] }) {
  const t = useWords()
  return (
    <table className={tableLook}>
      <thead>
        <tr>
          <th scope="col">{t('office:geoserver.what')}</th>
          <th scope="col">{t('office:exports.state')}</th>
        </tr>
      </thead>
      <tbody>
        {drift.map(({ what, state }) => (
          <tr key={`${what} ${state}`}>
            <th scope="row">{what}</th>
            <td>{t(`office:geoserver.drift.${state}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ChoiceForm({ city, data }: { city: string; data: Answer }) {
  const t = useWords()
  const language = useLanguage()
  const { send, busy, error } = useSend(city)
  const [chosen, setChosen] = useState(data.collections.filter((each) => each.chosen).map(({ id }) => id))
  const [instrument, setInstrument] = useState('')
  const choose = async () => {
    if (await send('PUT', '/geoserver', { collections: chosen, instrument })) await again(city)
  }
  return (
    <Form send={t('office:geoserver.choose')} onSend={choose} busy={busy} error={error ?? undefined}>
      <Checks
        legend={t('office:geoserver.layers')}
        name="collections"
        choices={data.collections.map(({ id, title }) => ({ value: id, words: pickName(title, language).text }))}
        now={chosen}
        onChange={setChosen}
      />
      <OrderField value={instrument} onChange={setInstrument} />
    </Form>
  )
}
