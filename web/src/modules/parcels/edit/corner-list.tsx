import { useState } from 'react'
import { useWords } from '../../../i18n/language.ts'
import type { LonLat } from '../../../map/index.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import styles from './edit-desk.module.css'

type Props = { corners: LonLat[]; onChange: (corners: LonLat[]) => void; legend: string }

/** The corners as a list that equals the drawing: read, taken away, typed. */
export function CornerList({ corners, onChange, legend }: Props) {
  const t = useWords()
  const [typed, setTyped] = useState('')
  const place = readPlace(typed)
  return (
    <fieldset className={styles.part}>
      <legend>{legend}</legend>
      <ol className={styles.corners}>
        {corners.map(([lon, lat], at) => (
          <li key={`${lon} ${lat}`} className="figures">
            {at + 1}. {lat.toFixed(8)}, {lon.toFixed(8)}
            <IconButton
              icon="close"
              label={t('office:edit.remove-corner', { at: at + 1 })}
              onClick={() => onChange(corners.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ol>
      <div className={styles.row}>
        <Field
          label={t('office:edit.type-corner')}
          hint={t('office:edit.type-corner-hint')}
          name="corner"
          value={typed}
          problem={typed && !place ? t('office:edit.bad-corner') : null}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button
          disabled={!place}
          onClick={() => {
            onChange([...corners, place!])
            setTyped('')
          }}
        >
          {t('office:edit.add-corner')}
        </Button>
      </div>
    </fieldset>
  )
}

/** `23.1012, 77.9531`: latitude first, as receivers and phones show it. */
export function readPlace(text: string): LonLat | null {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)[\s,;]+(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  if (!found) return null
  const [lat, lon] = [Number(found[1]), Number(found[2])]
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? [lon, lat] : null
}
