import { useState } from 'react'
import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, SelectField } from '../../../ui/field.tsx'
import { Choices } from '../../../ui/office/choices.tsx'
import { CornerList } from './corner-list.tsx'
import styles from './edit-desk.module.css'
import type { Draft, DrawnPlot } from './edit-types.ts'
import { alongSide, ringsOf, type Side, sidesOf } from './sides.ts'
import type { useSteps } from './use-steps.ts'

type Props = {
  tool: 'split' | 'merge' | 'boundary'
  parts: DrawnPlot[]
  draft: Draft
  steps: Pick<ReturnType<typeof useSteps>, 'undo' | 'redo' | 'canUndo' | 'canRedo'>
  onChange: (part: Partial<Draft>) => void
}

/** The cut: a line drawn on the map, typed, or told by metres along two sides; for a split also an area at a bearing. */
export function CutFields({ tool, parts, draft, steps, onChange }: Props) {
  const t = useWords()
  return (
    <div className={styles.part}>
      {tool === 'split' && (
        <Choices
          legend={t('office:edit.how')}
          name="how"
          now={draft.how}
          onChange={(how) => onChange({ how: how as Draft['how'] })}
          choices={(['line', 'area'] as const).map((value) => ({ value, words: t(`office:edit.by.${value}`) }))}
        />
      )}
      {draft.how === 'area' && tool === 'split' ? (
        <div className={styles.row}>
          <Field
            label={t('office:edit.piece-area')}
            name="areaSqm"
            inputMode="decimal"
            value={draft.areaSqm}
            onChange={(event) => onChange({ areaSqm: event.target.value })}
          />
          <Field
            label={t('office:edit.bearing')}
            hint={t('office:edit.bearing-hint')}
            name="bearing"
            type="number"
            min={0}
            max={360}
            value={draft.bearingDegrees}
            onChange={(event) => onChange({ bearingDegrees: event.target.value })}
          />
        </div>
      ) : (
        <>
          <CornerList
            corners={draft.corners}
            onChange={(corners) => onChange({ corners })}
            legend={t('office:edit.corners')}
          />
          <SideToSide parts={parts} onLine={(corners) => onChange({ corners })} />
        </>
      )}
      <div className={`${styles.row} ${styles.tight}`}>
        <Button disabled={!steps.canUndo} onClick={steps.undo}>
          {t('office:edit.undo')}
        </Button>
        <Button disabled={!steps.canRedo} onClick={steps.redo}>
          {t('office:edit.redo')}
        </Button>
        {draft.how === 'line' && (
          <Button disabled={draft.corners.length === 0} onClick={() => onChange({ corners: [] })}>
            {t('office:edit.clear')}
          </Button>
        )}
      </div>
    </div>
  )
}

type End = { side: number; metres: string }

/** A straight line from one side to another, each end told by metres from the side's start: a tape's way, without a pointer. */
function SideToSide({ parts, onLine }: { parts: DrawnPlot[]; onLine: (corners: Draft['corners']) => void }) {
  const t = useWords()
  const sides = parts.flatMap((part) => sidesOf(ringsOf(part.geometry)).map((side) => ({ ...side, of: part.number })))
  const [ends, setEnds] = useState<[End, End]>([
    { side: 0, metres: '' },
    { side: Math.min(2, sides.length - 1), metres: '' },
  ])
  const placeOf = ({ side, metres }: End) => {
    const value = Number(metres)
    const found: Side | undefined = sides[side]
    return found && metres !== '' && value >= 0 && value <= found.lengthM + 0.01 ? alongSide(found, value) : null
  }
  const [from, to] = ends.map(placeOf)
  const set = (at: 0 | 1, part: Partial<End>) =>
    setEnds((old) => old.map((end, index) => (index === at ? { ...end, ...part } : end)) as [End, End])
  return (
    <fieldset className={styles.part}>
      <legend>{t('office:edit.by-sides')}</legend>
      {([0, 1] as const).map((at) => (
        <SideEnd key={at} at={at} sides={sides} end={ends[at]} onChange={(part) => set(at, part)} />
      ))}
      <div>
        <Button disabled={!from || !to} onClick={() => onLine([from!, to!])}>
          {t('office:edit.set-line')}
        </Button>
      </div>
    </fieldset>
  )
}

type SideEndProps = {
  at: 0 | 1
  sides: (Side & { of: string | null })[]
  end: End
  onChange: (part: Partial<End>) => void
}

function SideEnd({ at, sides, end, onChange }: SideEndProps) {
  const t = useWords()
  const language = useLanguage()
  const metres = (value: number) => t('office:edit.metres', { value: formatNumber(value, language, 2) })
  return (
    <div className={styles.row}>
      <SelectField
        label={t(at === 0 ? 'office:edit.from-side' : 'office:edit.to-side')}
        name={`side-${at}`}
        value={end.side}
        onChange={(event) => onChange({ side: Number(event.target.value) })}
      >
        {sides.map((side, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a side is known by its place in the outline
          <option key={index} value={index}>
            {t('office:edit.side', { at: index + 1, of: side.of ?? '', length: metres(side.lengthM) })}
          </option>
        ))}
      </SelectField>
      <Field
        label={t('office:edit.metres-along')}
        name={`metres-${at}`}
        type="number"
        min={0}
        step="0.01"
        value={end.metres}
        onChange={(event) => onChange({ metres: event.target.value })}
      />
    </div>
  )
}
