import { useState } from 'react'
import { useWords } from '../../../i18n/language.ts'
import { useSession } from '../../../state/session.ts'
import { useSend } from '../../../state/use-send.ts'
import { Field, SelectField } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { type Import, refreshImport } from './api.ts'

/** Systems in which surveys of India are drawn. */
const usual: [code: string, words: string][] = [
  ['EPSG:32642', 'WGS 84 / UTM 42N'],
  ['EPSG:32643', 'WGS 84 / UTM 43N'],
  ['EPSG:32644', 'WGS 84 / UTM 44N'],
  ['EPSG:32645', 'WGS 84 / UTM 45N'],
  ['EPSG:32646', 'WGS 84 / UTM 46N'],
  ['EPSG:7755', 'WGS 84 / India NSF LCC'],
  ['EPSG:24378', 'Kalianpur 1975 / India zone I'],
  ['EPSG:24379', 'Kalianpur 1975 / India zone IIa'],
  ['EPSG:24381', 'Kalianpur 1975 / India zone III'],
  ['EPSG:3857', 'Web Mercator'],
  ['EPSG:4326', 'WGS 84 (°)'],
]

/** The file does not say in which system it was drawn: somebody has to. */
export function AskCrs({ city, given }: { city: string; given: Import }) {
  const t = useWords()
  const own = useSession(city).data?.town.srid
  const [choice, setChoice] = useState(given.wishes.crs ?? (own ? `EPSG:${own}` : ''))
  const [other, setOther] = useState('')
  const { busy, error, send } = useSend(city)
  const read = async () => {
    const crs = choice === 'other' ? other.trim().toUpperCase() : choice
    await send('POST', `/imports/${given.importId}/reading`, { crs })
    await refreshImport(city, given.importId)
  }
  const list = own && !usual.some(([code]) => code === `EPSG:${own}`) ? [[`EPSG:${own}`, ''] as const, ...usual] : usual
  return (
    <section aria-labelledby="crs">
      <h2 id="crs">{t('office:imports.crs.title')}</h2>
      <p>{t('office:imports.crs.lead')}</p>
      <Form send={t('office:imports.read-again')} onSend={read} busy={busy} error={error}>
        <SelectField
          label={t('office:imports.crs.system')}
          value={choice}
          onChange={(event) => setChoice(event.target.value)}
        >
          {list.map(([code, words]) => (
            <option key={code} value={code}>
              {code} {words}
              {code === `EPSG:${own}` ? ` – ${t('office:imports.crs.own')}` : ''}
            </option>
          ))}
          <option value="other">{t('office:imports.crs.other')}</option>
        </SelectField>
        {choice === 'other' && (
          <Field
            label={t('office:imports.crs.code')}
            value={other}
            required
            placeholder="EPSG:32643"
            onChange={(event) => setOther(event.target.value)}
          />
        )}
      </Form>
    </section>
  )
}
