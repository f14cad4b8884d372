import { useEffect, useState } from 'react'
import { codeWords } from '../../../i18n/code-words.ts'
import { useWords } from '../../../i18n/language.ts'
import type { LonLat } from '../../../map/index.ts'
import { queryClient } from '../../../state/query-client.ts'
import { useSend } from '../../../state/use-send.ts'
import { useCity } from '../../../state/view.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, SelectField } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { Checks } from '../../../ui/office/choices.tsx'
import { ActFields } from './act-fields.tsx'
import { CornerList } from './corner-list.tsx'
import type { Act } from './edit-body.ts'
import styles from './edit-desk.module.css'
import type { ToolProps } from './edit-desk.tsx'
import { shapesOf } from './edit-shapes.ts'
import { ringsOf } from './sides.ts'
import { useDrawing } from './use-drawing.ts'
import { useSteps } from './use-steps.ts'

const CONSTRUCTIONS = ['rcc', 'brick-slab', 'brick-tile', 'stone', 'tin-sheet', 'mud-thatch'] as const
const USES = ['residential', 'commercial', 'mixed', 'industrial', 'institutional', 'religious'] as const
const emptyBuilding = { floors: '1', heightM: '3', construction: 'rcc', use: 'residential', builtYear: '' }

/** Draws a footprint on the plot, or types its corners, and records the building. */
export function BuildingForm({ drawing, screen, today, onDone }: ToolProps) {
  const t = useWords()
  const city = useCity()
  const { busy, error, send } = useSend(city)
  const steps = useSteps<LonLat[]>([])
  const [building, setBuilding] = useState(emptyBuilding)
  const [to, setTo] = useState<string[]>(drawing.properties.map(({ propertyId }) => String(propertyId)).slice(0, 1))
  const [act, setAct] = useState<Act>({ instrument: '', effectiveOn: today, reason: '' })
  const { plot } = drawing
  useDrawing({
    screen,
    shape: 'polygon',
    isOn: true,
    corners: steps.now,
    snapTo: ringsOf(plot.geometry),
    onCorners: steps.set,
  })
  const shapes = JSON.stringify(shapesOf({ parts: [plot], preview: undefined, findings: [], theirs: null }, String))
  useEffect(() => screen.handle?.setEditShapes(JSON.parse(shapes)), [screen.handle, shapes])
  useEffect(() => () => screen.handle?.setEditShapes(undefined), [screen.handle])
  const save = async () => {
    const ring = steps.now.length >= 3 ? [...steps.now, steps.now[0]!] : null
    const body = {
      instrument: act.instrument.trim(),
      effectiveOn: act.effectiveOn,
      ...(act.reason.trim() ? { reason: act.reason.trim() } : {}),
      geometry: ring && { type: 'Polygon', coordinates: [ring] },
      floorsAboveGround: Number(building.floors),
      heightM: Number(building.heightM),
      construction: building.construction,
      use: building.use,
      builtYear: building.builtYear ? Number(building.builtYear) : null,
      parcels: [{ parcelId: plot.parcelId }],
      properties: to.map((propertyId) => ({ propertyId: Number(propertyId) })),
    }
    if (!(await send('POST', '/buildings', body))) return
    await queryClient.invalidateQueries({ queryKey: ['place', city] })
    screen.handle?.refresh('buildings')
    onDone(plot.parcelId)
  }
  return (
    <Form send={t('office:edit.save.building')} onSend={save} busy={busy} error={error}>
      <CornerList corners={steps.now} onChange={steps.set} legend={t('office:edit.corners')} />
      <div className={`${styles.row} ${styles.tight}`}>
        <Button disabled={!steps.canUndo} onClick={steps.undo}>
          {t('office:edit.undo')}
        </Button>
        <Button disabled={!steps.canRedo} onClick={steps.redo}>
          {t('office:edit.redo')}
        </Button>
        <Button disabled={steps.now.length === 0} onClick={() => steps.set([])}>
          {t('office:edit.clear')}
        </Button>
      </div>
      <BuildingFacts
        building={building}
        year={today.slice(0, 4)}
        onChange={(part) => setBuilding({ ...building, ...part })}
      />
      {drawing.properties.length > 0 && (
        <Checks
          legend={t('office:edit.building-of')}
          name="properties"
          now={to}
          onChange={setTo}
          choices={drawing.properties.map(({ propertyId, propertyNumber }) => ({
            value: String(propertyId),
            words: propertyNumber,
          }))}
        />
      )}
      <ActFields act={act} today={today} onChange={setAct} />
    </Form>
  )
}

type FactsProps = {
  building: typeof emptyBuilding
  year: string
  onChange: (part: Partial<typeof emptyBuilding>) => void
}

function BuildingFacts({ building, year, onChange }: FactsProps) {
  const t = useWords()
  const figure = (name: 'floors' | 'heightM' | 'builtYear', label: string, limits: object, required = true) => (
    <Field
      label={label}
      name={name}
      type="number"
      required={required}
      {...limits}
      value={building[name]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  )
  return (
    <div className={styles.row}>
      {figure('floors', t('office:edit.floors'), { min: 0, max: 200 })}
      {figure('heightM', t('office:edit.height'), { min: 0, max: 900, step: '0.1' })}
      {figure('builtYear', t('office:edit.built-year'), { min: 1500, max: year }, false)}
      <SelectField
        label={t('office:edit.construction')}
        name="construction"
        value={building.construction}
        onChange={(event) => onChange({ construction: event.target.value })}
      >
        {CONSTRUCTIONS.map((each) => (
          <option key={each} value={each}>
            {codeWords(t, 'construction', each)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('office:edit.use')}
        name="use"
        value={building.use}
        onChange={(event) => onChange({ use: event.target.value })}
      >
        {USES.map((each) => (
          <option key={each} value={each}>
            {codeWords(t, 'use', each)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}
