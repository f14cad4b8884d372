import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { codeWords } from '../../../i18n/code-words.ts'
import { useWords } from '../../../i18n/language.ts'
import { useSession } from '../../../state/session.ts'
import { useSend } from '../../../state/use-send.ts'
import { keepView, useCity, useView } from '../../../state/view.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, SelectField } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { OrderField } from '../../../ui/office/order-field.tsx'
import { hullOf } from './swipe.ts'

type FilePlot = { geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon; number?: string }
const CLASSES = ['drone', 'gnss', 'total-station', 'chain', 'satellite'] as const
const LEVELS = ['municipal-plot', 'occupied-site', 'layout-plot', 'nazul-plot', 'revenue-khasra'] as const
const AT_ONCE = 500

/** Plots of a GeoJSON file in degrees; null for what is none. */
export function plotsOf(text: string): FilePlot[] | null {
  try {
    const read = JSON.parse(text) as GeoJSON.FeatureCollection
    const plots = read.features.flatMap(({ geometry, properties }) =>
      geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon'
        ? [{ geometry, ...(properties?.number ? { number: String(properties.number) } : {}) }]
        : [],
    )
    return plots.length > 0 ? plots : null
  } catch {
    return null
  }
}

/** Brings a survey in as a draft: file, what it is, by whose order, and how many errors a sample may show. */
export function DraftForm({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const city = useCity()
  const view = useView()
  const navigate = useNavigate()
  const today = useSession(city).data?.town.today ?? ''
  const { busy, error, send } = useSend(city)
  const [form, setForm] = useState({
    name: '',
    level: 'municipal-plot',
    surveyClass: 'drone',
    surveyedOn: today,
    instrument: '',
    limit: '5',
    sample: '20',
  })
  const [plots, setPlots] = useState<FilePlot[] | null | undefined>(undefined)
  const set = (part: Partial<typeof form>) => setForm((old) => ({ ...old, ...part }))
  const bring = async () => {
    if (!plots) return setPlots(null)
    const corners = plots.flatMap(({ geometry }) =>
      (geometry.coordinates as number[][][][]).flat(Number.POSITIVE_INFINITY as 3),
    ) as unknown as number[]
    const places = Array.from({ length: corners.length / 2 }, (_, at) => [corners[2 * at]!, corners[2 * at + 1]!])
    const made = await send<{ surveyId: number }>('POST', '/surveys', {
      names: { en: form.name, hi: form.name, mr: form.name },
      level: form.level,
      surveyClass: form.surveyClass,
      surveyedOn: form.surveyedOn,
      instrument: form.instrument.trim(),
      area: { type: 'Polygon', coordinates: [hullOf(places)] },
      errorLimit: { numerator: Number(form.limit), denominator: 100 },
      leastSample: Number(form.sample),
    })
    if (!made) return
    for (let at = 0; at < plots.length; at += AT_ONCE)
      if (!(await send('POST', `/surveys/${made.surveyId}/plots`, { plots: plots.slice(at, at + AT_ONCE) }))) return
    if (!(await send('POST', `/surveys/${made.surveyId}/compare`))) return
    await navigate({ to: `/${city}/surveys/${made.surveyId}`, search: keepView(view) as never })
  }
  const select = (name: 'level' | 'surveyClass', label: string, family: string, choices: readonly string[]) => (
    <SelectField label={label} name={name} value={form[name]} onChange={(event) => set({ [name]: event.target.value })}>
      {choices.map((each) => (
        <option key={each} value={each}>
          {family === 'level' ? codeWords(t, 'level', each) : codeWords(t, 'survey', each)}
        </option>
      ))}
    </SelectField>
  )
  return (
    <Dialog title={t('office:survey.bring')} open onClose={onClose}>
      <Form send={t('office:survey.compare')} onSend={bring} busy={busy} error={error}>
        <Field
          label={t('office:survey.file')}
          hint={t('office:survey.file-hint')}
          type="file"
          name="file"
          accept=".geojson,.json,application/geo+json"
          required
          problem={plots === null ? t('office:survey.bad-file') : null}
          onChange={(event) => void event.target.files?.[0]?.text().then((text) => setPlots(plotsOf(text)))}
        />
        <Field
          label={t('office:survey.name')}
          name="name"
          required
          maxLength={300}
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        {select('level', t('office:survey.level'), 'level', LEVELS)}
        {select('surveyClass', t('office:survey.class'), 'survey', CLASSES)}
        <Field
          label={t('office:survey.surveyed-on')}
          type="date"
          name="surveyedOn"
          required
          max={today}
          value={form.surveyedOn}
          onChange={(event) => set({ surveyedOn: event.target.value })}
        />
        <OrderField value={form.instrument} onChange={(instrument) => set({ instrument })} />
        <Field
          label={t('office:survey.limit')}
          hint={t('office:survey.limit-hint')}
          type="number"
          name="limit"
          min={0}
          max={100}
          required
          value={form.limit}
          onChange={(event) => set({ limit: event.target.value })}
        />
        <Field
          label={t('office:survey.least-sample')}
          type="number"
          name="sample"
          min={1}
          max={10000}
          required
          value={form.sample}
          onChange={(event) => set({ sample: event.target.value })}
        />
      </Form>
    </Dialog>
  )
}
