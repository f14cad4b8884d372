import { useState } from 'react'
import {
  areaUnits,
  boundarySetCodes,
  type ColumnChoice,
} from '../../../../../backend/src/modules/parcels/import/rules.ts'
import { codeWords } from '../../../i18n/code-words.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { useSession } from '../../../state/session.ts'
import { useSend } from '../../../state/use-send.ts'
import { Field, SelectField } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { tableLook } from '../../../ui/office/table-page.tsx'
import { type Import, type Reading, refreshImport, type Wishes } from './api.ts'
import styles from './import.module.css'

const LEVELS = ['municipal-plot', 'layout-plot', 'nazul-plot', 'revenue-khasra', 'occupied-site', 'provisional']
const FIELDS = {
  parcels: ['number', 'area', 'use'],
  boundaries: ['code', 'nameEn', 'nameHi', 'nameMr'],
} as const

/** Which column is what, with the first rows as they would be written. A change reads the file again. */
export function ColumnsForm({ city, given }: { city: string; given: Import }) {
  const t = useWords()
  const reading = given.reading!
  const [wishes, setWishes] = useState<Wishes>({ ...given.wishes, columns: reading.choice })
  const { busy, error, send } = useSend(city)
  const columns = wishes.columns as ColumnChoice
  const isParcels = given.target === 'parcels'
  const read = async () => {
    const { level, set, effectiveOn, withProperties, layer } = wishes
    await send('POST', `/imports/${given.importId}/reading`, {
      columns,
      ...(level && { level }),
      ...(set && { set }),
      ...(effectiveOn && { effectiveOn }),
      ...(withProperties !== undefined && { withProperties }),
      ...(layer && layer !== reading.layer && { layer, columns: undefined }),
    })
    await refreshImport(city, given.importId)
  }
  const choose = (change: Partial<ColumnChoice>) => setWishes({ ...wishes, columns: { ...columns, ...change } })
  return (
    <section aria-labelledby="columns">
      <h2 id="columns">{t('office:imports.columns.title')}</h2>
      <p className="soft">{t('office:imports.columns.lead')}</p>
      <Form send={t('office:imports.columns.apply')} onSend={read} busy={busy} error={error}>
        {reading.layers.length > 1 && (
          <SelectField
            label={t('office:imports.columns.layer')}
            value={wishes.layer ?? reading.layer}
            onChange={(event) => setWishes({ ...wishes, layer: event.target.value })}
          >
            {reading.layers.map((layer) => (
              <option key={layer}>{layer}</option>
            ))}
          </SelectField>
        )}
        {(isParcels ? FIELDS.parcels : FIELDS.boundaries).map((field) => (
          <ColumnField
            key={field}
            label={t(`office:imports.columns.${field}`)}
            reading={reading}
            value={columns[field]}
            onChange={(name) => choose({ [field]: name, ...(field === 'area' && { areaUnit: null }) })}
          />
        ))}
        {isParcels && columns.area !== null && (
          <SelectField
            label={t('office:imports.columns.unit')}
            value={columns.areaUnit ?? ''}
            onChange={(event) => choose({ areaUnit: (event.target.value || null) as ColumnChoice['areaUnit'] })}
          >
            <option value="">{t('office:imports.columns.guess')}</option>
            {areaUnits.map((unit) => (
              <option key={unit} value={unit}>
                {codeWords(t, 'area-unit', unit.replace(/\W+/g, '-'))}
              </option>
            ))}
          </SelectField>
        )}
        <Where given={given} wishes={wishes} onChange={setWishes} city={city} />
      </Form>
      <Sample given={given} />
    </section>
  )
}

type WhereProps = { given: Import; wishes: Wishes; onChange: (wishes: Wishes) => void; city: string }

function Where({ given, wishes, onChange, city }: WhereProps) {
  const t = useWords()
  const today = useSession(city).data?.town.today
  const isParcels = given.target === 'parcels'
  return (
    <>
      {isParcels ? (
        <SelectField
          label={t('office:imports.columns.level')}
          value={wishes.level ?? 'municipal-plot'}
          onChange={(event) => onChange({ ...wishes, level: event.target.value })}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {codeWords(t, 'level', level)}
            </option>
          ))}
        </SelectField>
      ) : (
        <SelectField
          label={t('office:imports.columns.set')}
          value={wishes.set ?? 'electoral-ward'}
          onChange={(event) => onChange({ ...wishes, set: event.target.value })}
        >
          {boundarySetCodes.map((set) => (
            <option key={set} value={set}>
              {codeWords(t, 'boundary', set)}
            </option>
          ))}
        </SelectField>
      )}
      <Field
        label={t('office:imports.columns.effective')}
        type="date"
        max={today}
        value={wishes.effectiveOn ?? today ?? ''}
        onChange={(event) => onChange({ ...wishes, effectiveOn: event.target.value || undefined })}
      />
      {isParcels && (
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={wishes.withProperties ?? false}
            onChange={(event) => onChange({ ...wishes, withProperties: event.target.checked })}
          />
          <span>{t('office:imports.columns.properties')}</span>
        </label>
      )}
    </>
  )
}

type ColumnProps = { label: string; reading: Reading; value: string | null; onChange: (name: string | null) => void }

function ColumnField({ label, reading, value, onChange }: ColumnProps) {
  const t = useWords()
  const column = reading.columns.find(({ name }) => name === value)
  return (
    <SelectField
      label={label}
      hint={
        column && column.samples.length > 0
          ? t('office:imports.columns.such-as', { values: column.samples.slice(0, 3).join(' · ') })
          : undefined
      }
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{t('office:imports.columns.none')}</option>
      {reading.columns.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

function Sample({ given }: { given: Import }) {
  const t = useWords()
  const language = useLanguage()
  const area = (value: number | null) => (value === null ? '–' : formatNumber(value, language))
  const isParcels = given.target === 'parcels'
  const heads = isParcels ? ['number', 'legal', 'drawn', 'use'] : ['code', 'name', 'drawn']
  return (
    <div className={styles.scroll}>
      <table className={tableLook}>
        <caption>{t('office:imports.columns.sample')}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`office:imports.columns.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {given.reading!.sample.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file are known by their place
            <tr key={at}>
              <th scope="row">{(isParcels ? row.number : row.code) ?? '–'}</th>
              {isParcels && <td>{area(row.legalAreaSqm)}</td>}
              {!isParcels && <td>{Object.values(row.names ?? {}).join(' · ') || '–'}</td>}
              <td>{area(row.drawnSqm)}</td>
              {isParcels && <td>{row.use ? codeWords(t, 'use', row.use) : '–'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
