import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../state/view.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import styles from './page.module.css'

type Props = { live: boolean; measuring: boolean; onMeasuring: (on: boolean) => void }

/** What one does with the map besides looking at it. */
export function Toolbar({ live, measuring, onMeasuring }: Props) {
  const { t } = useTranslation()
  const view = useView()
  const setView = useSetView()
  const share = () => {
    if (navigator.share) return navigator.share({ title: document.title, url: location.href }).catch(() => undefined)
    return navigator.clipboard?.writeText(location.href).catch(() => undefined)
  }
  return (
    <fieldset className={`${styles.tools} no-print`} aria-label={t('map:tools')}>
      {live && (
        <Tool
          icon="list"
          words={t('map:open-list')}
          on={view.list === '1'}
          onClick={() => setView({ list: view.list === '1' ? undefined : '1' })}
        />
      )}
      {live && <Tool icon="ruler" words={t('map:measure')} on={measuring} onClick={() => onMeasuring(!measuring)} />}
      <Tool icon="share" words={t('map:share')} onClick={share} />
      <Tool icon="print" words={t('parcels:print')} onClick={() => print()} />
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
