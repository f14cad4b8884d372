import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { keepView, useCity, useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { floorWords } from './land-section.tsx'
import styles from './unit-chooser.module.css'

type Other = ParcelPage['otherPropertiesHere'][number]

/** Many properties on one place: a tower by wing, floor and number; a few by a plain list. */
export function UnitChooser({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const navigate = useNavigate()
  const city = useCity()
  const view = useView()
  const [wing, setWing] = useState(page.property?.wing ?? '')
  const [floor, setFloor] = useState(page.property?.floor === null || !page.property ? '' : String(page.property.floor))
  const [id, setId] = useState('')
  const all = page.otherPropertiesHere
  if (all.length === 0) return null

  const wings = valuesOf(all, (other) => other.wing)
  const inWing = all.filter((other) => !wing || other.wing === wing)
  const floors = valuesOf(inWing, (other) => other.floor).sort((a, b) => Number(a) - Number(b))
  const onFloor = inWing.filter((other) => floor === '' || String(other.floor) === floor)
  const open = () => id && navigate({ to: `/${city}/property/${id}`, search: keepView(view) as never })

  return (
    <section className={`${styles.chooser} no-print`} aria-labelledby="others-title">
      <h2 id="others-title">
        {t(page.property ? 'parcels:others.title' : 'parcels:others.here', {
          count: page.otherPropertiesTotal,
          total: formatNumber(page.otherPropertiesTotal, language),
        })}
      </h2>
      <div className={styles.choices}>
        {wings.length > 1 && (
          <SelectField label={t('parcels:others.wing')} value={wing} onChange={(event) => setWing(event.target.value)}>
            <option value="">{t('parcels:others.any')}</option>
            {wings.map((value) => (
              <option key={value}>{value}</option>
            ))}
          </SelectField>
        )}
        {floors.length > 1 && (
          <SelectField
            label={t('parcels:others.floor')}
            value={floor}
            onChange={(event) => setFloor(event.target.value)}
          >
            <option value="">{t('parcels:others.any')}</option>
            {floors.map((value) => (
              <option key={value} value={value}>
                {floorWords(t, Number(value), language)}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField label={t('parcels:others.number')} value={id} onChange={(event) => setId(event.target.value)}>
          <option value="">{t('parcels:others.choose')}</option>
          {onFloor.map((other) => (
            <option key={other.propertyId} value={other.propertyId}>
              {other.unitNumber ? `${other.unitNumber} (${other.propertyNumber})` : other.propertyNumber}
            </option>
          ))}
        </SelectField>
        <Button look="main" disabled={!id} onClick={open}>
          {t('parcels:others.open')}
        </Button>
      </div>
      {page.otherPropertiesTotal > all.length && <p className="soft small">{t('parcels:others.more')}</p>}
    </section>
  )
}

function valuesOf(all: Other[], pick: (other: Other) => string | number | null): string[] {
  const values = all.map(pick).filter((value) => value !== null && value !== '')
  return [...new Set(values.map(String))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}
