import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { Field } from '../../../ui/field.tsx'
import { Checks } from '../../../ui/office/choices.tsx'
import styles from './edit-desk.module.css'
import type { Draft, EditTool, PlotWords, Preview } from './edit-types.ts'

type Props = { tool: EditTool; preview: Preview; draft: Draft; onChange: (part: Partial<Draft>) => void }

/** Each new plot with its area, number and area on paper; then where every property goes. */
export function PlotFields({ tool, preview, draft, onChange }: Props) {
  const t = useWords()
  const language = useLanguage()
  const set = (at: number, words: Partial<PlotWords>) =>
    onChange({ plots: draft.plots.map((plot, index) => (index === at ? { ...plot, ...words } : plot)) })
  const properties = [...new Map(preview.properties.map((each) => [each.propertyId, each.propertyNumber]))]
  return (
    <>
      {preview.plots.map(({ at, areaSqm, number }) => (
        <div key={at} className={styles.row}>
          <p className="figures">
            <strong>{tool === 'boundary' ? (number ?? at + 1) : t('office:edit.plot', { at: at + 1 })}</strong>{' '}
            {t('parcels:square-metres', { value: formatNumber(areaSqm, language, 2) })}
          </p>
          {tool !== 'boundary' && draft.plots[at] && (
            <>
              <Field
                label={t('office:edit.number')}
                name={`number-${at}`}
                maxLength={60}
                value={draft.plots[at].number}
                onChange={(event) => set(at, { number: event.target.value })}
              />
              <Field
                label={t('office:edit.legal-area')}
                name={`legal-${at}`}
                inputMode="decimal"
                value={draft.plots[at].legalAreaSqm}
                onChange={(event) => set(at, { legalAreaSqm: event.target.value })}
              />
            </>
          )}
        </div>
      ))}
      {tool === 'split' &&
        properties.map(([propertyId, propertyNumber]) => (
          <Checks
            key={propertyId}
            legend={t('office:edit.property-goes', { number: propertyNumber })}
            name={`property-${propertyId}`}
            now={(draft.carried[propertyId] ?? []).map(String)}
            onChange={(to) => onChange({ carried: { ...draft.carried, [propertyId]: to.map(Number) } })}
            choices={preview.plots.map(({ at }) => ({
              value: String(at),
              words: draft.plots[at]?.number || t('office:edit.plot', { at: at + 1 }),
            }))}
          />
        ))}
      {tool === 'merge' && properties.length > 0 && (
        <p className="soft small">
          {t('office:edit.all-carried', { count: properties.length, total: properties.length })}
        </p>
      )}
      {tool !== 'boundary' && preview.buildings.length > 0 && (
        <p className="soft small">
          {t('office:edit.buildings-carried', { count: preview.buildings.length, total: preview.buildings.length })}
        </p>
      )}
    </>
  )
}
