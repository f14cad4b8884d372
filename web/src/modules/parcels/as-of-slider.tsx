import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { usePlacePage } from '../../state/place-page.ts'
import { useCity, useSetView, useView } from '../../state/view.ts'
import styles from './history-section.module.css'

/** Slides through the days on which something changed: one way for the law, one for what was on record. */
export function AsOfSlider({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const view = useView()
  const setView = useSetView()
  const kind = page.property ? 'properties' : 'parcels'
  const id = page.property?.propertyId ?? page.parcels[0]?.parcelId
  // The stops are those of today's page: a page of the past does not know what came after.
  const now = usePlacePage(useCity(), kind, id === undefined ? null : String(id)).data ?? page
  const laws = stops(now.history.map(({ lawFrom }) => lawFrom).filter((day) => day !== '-infinity'))
  const records = stops(now.history.map(({ recordedAt }) => recordedAt))
  if (laws.length < 2 && records.length < 2) return null
  const change = (part: { asOf?: string; knownAt?: string }) => setView(part, true)
  return (
    <div className={styles.sliders}>
      <Slider
        label={t('parcels:as-of.law')}
        stops={laws}
        now={view.asOf}
        words={(day) => formatDay(day, language)}
        onStop={(asOf) => change({ asOf })}
      />
      <Slider
        label={t('parcels:as-of.known')}
        stops={records}
        now={view.knownAt}
        words={(moment) => formatMoment(moment, language)}
        onStop={(knownAt) => change({ knownAt })}
      />
    </div>
  )
}

const stops = (list: string[]) => [...new Set(list)].sort()

type SliderProps = {
  label: string
  stops: string[]
  now: string | undefined
  words: (stop: string) => string
  onStop: (stop: string | undefined) => void
}

/** The last stop is today: nothing is asked of the past then. */
function Slider({ label, stops, now, words, onStop }: SliderProps) {
  const t = useWords()
  const passed = stops.filter((stop) => now !== undefined && stop <= now).length
  const at = now === undefined ? stops.length : Math.max(0, passed - 1)
  const wordsAt = (stop: number) => (stop >= stops.length ? t('parcels:as-of.today') : words(stops[stop]!))
  return (
    <label className={styles.slider}>
      <span>
        {label}: <strong className="figures">{wordsAt(at)}</strong>
      </span>
      <input
        type="range"
        min={0}
        max={stops.length}
        step={1}
        value={at}
        aria-valuetext={wordsAt(at)}
        onChange={(event) => onStop(stops[Number(event.target.value)])}
      />
    </label>
  )
}
