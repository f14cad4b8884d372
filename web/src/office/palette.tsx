import { useNavigate } from '@tanstack/react-router'
import { useId, useMemo, useState } from 'react'
import { codeWords } from '../i18n/code-words.ts'
import { changeLanguage, LANGUAGE_NAMES, LANGUAGES, useLanguage, useWords } from '../i18n/language.ts'
import { pickName } from '../i18n/pick.ts'
import { usePeople } from '../state/people.ts'
import { useSearch } from '../state/search.ts'
import { useSession } from '../state/session.ts'
import { useSettled } from '../state/settled.ts'
import { setTheme, THEMES } from '../state/theme.ts'
import { useWards } from '../state/towns.ts'
import { keepView, useCity, useSetView, useView } from '../state/view.ts'
import { Dialog } from '../ui/dialog.tsx'
import { pathOfResult } from '../ui/result-line.tsx'
import { type Act, useActs } from './acts.ts'
import styles from './palette.module.css'
import { useRooms } from './rooms.ts'

type Entry = { id: string; kind: string; words: string; more?: string; run: () => void }

const FEWEST_LETTERS = 2
const MOST_OF_A_KIND = 6

/** Ctrl-K: finds a property, a ward, a room or an action by a few letters, without the mouse. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords()
  return (
    <Dialog title={t('office:palette.title')} open={open} onClose={onClose}>
      <PaletteBody onClose={onClose} />
    </Dialog>
  )
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const id = useId()
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const entries = useEntries(words)
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const key = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter') return run(entries[active])
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || entries.length === 0) return
    event.preventDefault()
    setActive((active + step + entries.length) % entries.length)
  }
  return (
    <div className={styles.palette}>
      <input
        className={styles.input}
        data-first
        type="search"
        role="combobox"
        aria-label={t('office:palette.title')}
        aria-expanded={entries.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={entries[active] ? `${id}-${active}` : undefined}
        placeholder={t('office:palette.placeholder')}
        autoComplete="off"
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setActive(0)
        }}
        onKeyDown={key}
      />
      <div id={`${id}-list`} role="listbox" aria-label={t('search:answers')} className={styles.list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above owns the keys
          <div
            key={entry.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={styles.entry}
            onMouseEnter={() => setActive(index)}
            onClick={() => run(entry)}
          >
            <span className={styles.kind}>{entry.kind}</span>
            <span>{entry.words}</span>
            <span className="soft small figures">{entry.more}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

/** Properties from the server; wards, rooms and actions from what is already here. */
function useEntries(words: string): Entry[] {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const view = useView()
  const setView = useSetView()
  const navigate = useNavigate()
  const user = useSession(city).data?.user
  const rooms = useRooms()
  const acts = useActs()
  const asked = useSettled(words.trim(), 200)
  const found = useSearch(city, asked.length >= FEWEST_LETTERS ? { search: asked, limit: MOST_OF_A_KIND } : null)
  const wards = useWards(city)
  const people = usePeople(
    city,
    asked.length >= FEWEST_LETTERS && user?.permissions.includes('people.read-private') ? asked : null,
  )
  const here = useMemo(() => {
    const go = (path: string, more = {}) =>
      navigate({ to: `/${city}${path}`, search: { ...keepView(view), ...more } as never })
    return [
      ...rooms.map((room) => ({
        id: room.to,
        kind: t('office:palette.room'),
        words: t(room.words),
        run: () => go(room.to),
      })),
      ...acts.map((act: Act) => ({ id: act.id, kind: t('office:palette.action'), words: act.words, run: act.run })),
      ...(wards.data ?? []).map((ward) => ({
        id: `ward-${ward.code}`,
        kind: t('search:choose-ward'),
        words: `${ward.code} – ${pickName(ward.names, language).text}`,
        run: () => go('', ward.bounds ? { map: middleOf(ward.bounds) } : {}),
      })),
      ...LANGUAGES.map((code) => ({
        id: `language-${code}`,
        kind: t('shell:language'),
        words: LANGUAGE_NAMES[code],
        run: () => (view.lang ? setView({ lang: code }, true) : changeLanguage(code)),
      })),
      ...THEMES.map((theme) => ({
        id: `theme-${theme}`,
        kind: t('shell:theme.label'),
        words: t(`shell:theme.${theme}`),
        run: () => {
          setTheme(theme)
          if (view.theme) setView({ theme }, true)
        },
      })),
    ] as Entry[]
  }, [acts, city, language, navigate, rooms, setView, t, view, wards.data])

  const needle = words.trim().toLocaleLowerCase()
  const properties: Entry[] = (asked.length >= FEWEST_LETTERS ? (found.data?.results ?? []) : []).map((result) => ({
    id: `property-${result.propertyId}-${result.parcelId}`,
    kind: t('parcels:property'),
    words: pickName(result.title, language).text,
    more: result.propertyNumber ?? result.parcelNumber ?? '',
    run: () => navigate({ to: `/${city}${pathOfResult(result)}`, search: keepView(view) as never }),
  }))
  const persons: Entry[] = (people.data ?? []).map((person) => ({
    id: `person-${person.partyId}`,
    kind: codeWords(t, 'party-kind', person.kind),
    words: pickName(person.names, language).text,
    more: pickName(person.guardianNames, language).text,
    run: () => navigate({ to: `/${city}/person/${person.partyId}`, search: keepView(view) as never }),
  }))
  const matching = here.filter((entry) => entry.words.toLocaleLowerCase().includes(needle))
  return [
    ...properties,
    ...persons,
    ...matching.slice(0, needle === '' ? rooms.length + acts.length : MOST_OF_A_KIND * 2),
  ]
}

/** A ward's middle as the map's link; 15 shows about a ward. */
const middleOf = ([west, south, east, north]: [number, number, number, number]) =>
  `15/${((south + north) / 2).toFixed(5)}/${((west + east) / 2).toFixed(5)}`
