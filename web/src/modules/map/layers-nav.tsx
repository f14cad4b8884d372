import { useWords } from '../../i18n/language.ts'
import { useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { RoomNav } from '../../ui/office/room-nav.tsx'

/** Ways in which layers leave the house: files, and a GeoServer for those who may publish. */
export function LayersNav() {
  const t = useWords()
  const may = useSession(useCity()).data?.user?.permissions ?? []
  const pages = [
    { to: '/exports', words: t('office:exports.files'), permission: 'map.export' },
    { to: '/exports/geoserver', words: t('office:geoserver.title'), permission: 'map.publish' },
  ].filter(({ permission }) => may.includes(permission))
  return pages.length > 1 ? <RoomNav label={t('office:exports.title')} places={pages} /> : null
}
