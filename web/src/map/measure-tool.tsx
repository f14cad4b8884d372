import { useEffect, useState } from 'react'
import './measure-tool.css'
import type { CityMapHandle, Language, Measurement } from './map-types.ts'
import { feet, squareFeet } from './square-feet.ts'
import { formatFigure, type MapWords, mapWords } from './words.ts'

export type MeasureToolProps = { handle: CityMapHandle | null; language: Language; onClose: () => void }

/** What the measuring mode says, in metres and in feet. The map must be in mode `measure`. */
export function MeasureTool({ handle, language, onClose }: MeasureToolProps) {
  const [measurement, setMeasurement] = useState<Measurement | null>(null)
  useEffect(() => handle?.onMeasure(setMeasurement), [handle])
  const words = mapWords(language)
  const corners = measurement?.points.length ?? 0
  return (
    <section className="measure-tool" aria-label={words.measure}>
      <output aria-live="polite">
        {corners < 2 || !measurement ? <p>{words.measureHint}</p> : <Figures measurement={measurement} words={words} />}
      </output>
      <div className="measure-tool-actions">
        <button type="button" disabled={corners === 0} onClick={() => handle?.undoMeasure()}>
          {words.undo}
        </button>
        <button type="button" disabled={corners === 0} onClick={() => handle?.clearMeasure()}>
          {words.clear}
        </button>
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </section>
  )
}

function Figures({ measurement: { closed, areaSqm, lengthM }, words }: { measurement: Measurement; words: MapWords }) {
  return (
    <dl>
      {closed ? (
        <div>
          <dt>{words.area}</dt>
          <dd>
            <b>{`${formatFigure(areaSqm, 1)} ${words.squareMetres}`}</b>
            <span>{`${formatFigure(squareFeet(areaSqm))} ${words.squareFeet}`}</span>
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{closed ? words.perimeter : words.length}</dt>
        <dd>
          <b>{`${formatFigure(lengthM, 1)} ${words.metres}`}</b>
          <span>{`${formatFigure(feet(lengthM), 1)} ${words.feet}`}</span>
        </dd>
      </div>
    </dl>
  )
}
