import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { type MapScreen, printMap } from '../../map/index.ts'
import { useSession } from '../../state/session.ts'
import { useTown } from '../../state/towns.ts'
import { useCity, useSetView, useView } from '../../state/view.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import styles from './page.module.css'

type Props = {
  screen: MapScreen
  /** Where a list already stands beside the map. */
  withoutList?: boolean
}

/** What one does with the map besides looking at it. */
export function Toolbar({ screen, withoutList }: Props) {
  const { isLive, handle, measuring } = screen
  const t = useWords()
  const view = useView()
  const setView = useSetView()
  const language = useLanguage()
  const city = useCity()
  const town = useTown(city)
  const today = useSession(city).data?.town.today
  const print = () => {
    if (!handle) return window.print()
    const title = t('map:title', { town: pickName(town?.names, language).text })
    return printMap({
      handle,
      language,
      title,
      today: today ?? new Date().toISOString().slice(0, 10),
      notes: [location.href],
    })
  }
  const share = () => {
    if (navigator.share) return navigator.share({ title: document.title, url: location.href }).catch(() => undefined)
    return navigator.clipboard?.writeText(location.href).catch(() => undefined)
  }
  return (
    <fieldset className={`${styles.tools} no-print`} aria-label={t('map:tools')}>
      {isLive && !withoutList && (
        <Tool
          icon="list"
          words={t('map:open-list')}
          on={view.list === '1'}
          onClick={() => setView({ list: view.list === '1' ? undefined : '1' })}
        />
      )}
      {isLive && (
        <Tool icon="ruler" words={t('map:measure')} on={measuring} onClick={() => screen.setMeasuring(!measuring)} />
      )}
      {isLive && <Tool icon="layers" words={t('map:layers')} onClick={() => screen.setLayersOpen(true)} />}
      <Tool icon="share" words={t('map:share')} onClick={share} />
      <Tool icon="print" words={t('parcels:print')} onClick={print} />
    </fieldset>
  )
}

type ToolProps = { icon: IconName; words: string; on?: boolean; onClick: () => void }

const Tool = ({ icon, words, on, onClick }: ToolProps) => (
  <button type="button" className={styles.tool} aria-pressed={on} onClick={onClick}>
    <Icon name={icon} />
    <span>{words}</span>
  </button>
)
