import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { type MapScreen, printMap } from '../../map/index.ts'
import { useSession } from '../../state/session.ts'
import { useShare } from '../../state/share.ts'
import { useTown } from '../../state/towns.ts'
import { useCity, useSetView, useView } from '../../state/view.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { ShareStatus } from '../../ui/share-button.tsx'
import styles from './page.module.css'

type Props = {
  screen: MapScreen
  /** What the first button opens: the list, or on a desk, where a list stands already, the table. */
  opens?: 'list' | 'table'
}

/** How the address says that the list or the table is open. */
const OPEN = { list: '1', table: 'table' }

/** What one does with the map besides looking at it. */
export function Toolbar({ screen, opens = 'list' }: Props) {
  const t = useWords()
  const { isLive, measuring, layersOpen } = screen
  const view = useView()
  const setView = useSetView()
  const hasMap = useTown(useCity())?.hasMap
  const print = usePrint(screen)
  const { state, share } = useShare()
  const isOpen = view.list === OPEN[opens]
  return (
    <fieldset className={`${styles.tools} no-print`} aria-label={t('map:tools')}>
      {(opens === 'table' ? hasMap : isLive) && (
        <Tool
          icon={opens}
          isOfDesk={opens === 'table'}
          words={t(opens === 'table' ? 'map:open-table' : 'map:open-list')}
          on={isOpen}
          onClick={() => setView({ list: isOpen ? undefined : OPEN[opens] })}
        />
      )}
      {isLive && (
        <Tool icon="ruler" words={t('map:measure')} on={measuring} onClick={() => screen.setMeasuring(!measuring)} />
      )}
      {isLive && (
        <Tool icon="layers" words={t('map:layers')} on={layersOpen} onClick={() => screen.setLayersOpen(!layersOpen)} />
      )}
      <Tool
        icon={state === 'copied' ? 'check' : 'share'}
        words={state === 'copied' ? t('shell:share.copied') : t('map:share')}
        onClick={share}
      />
      <Tool icon="print" words={t('parcels:print')} onClick={print} isOfDesk />
      <ShareStatus state={state} />
    </fieldset>
  )
}

/** The live map goes onto a sheet of its own; everything else is printed as the page that it is. */
function usePrint({ handle }: MapScreen): () => void {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const town = useTown(city)
  const today = useSession(city).data?.town.today ?? new Date().toISOString().slice(0, 10)
  const title = t('map:title', { town: pickName(town?.names, language).text })
  return () => {
    if (handle) void printMap({ handle, language, title, today, notes: [location.href] })
    else window.print()
  }
}

type ToolProps = {
  icon: IconName
  words: string
  on?: boolean
  onClick: () => void
  /** Paper and tables are no business of a telephone; the others then fit in one row. */
  isOfDesk?: boolean
}

const Tool = ({ icon, words, on, onClick, isOfDesk }: ToolProps) => (
  <button
    type="button"
    className={`${styles.tool} ${isOfDesk ? styles.ofDesk : ''}`}
    aria-pressed={on}
    onClick={onClick}
  >
    <Icon name={icon} />
    <span>{words}</span>
  </button>
)
