import { useCallback } from 'react'
import { useWords } from '../../i18n/language.ts'
import { parseMapLink, useMapScreen } from '../../map/index.ts'
import type { SearchResult } from '../../state/contract.ts'
import { type PlaceKind, usePlacePage } from '../../state/place-page.ts'
import { useTown } from '../../state/towns.ts'
import { useCity, useSetView, useView, writeSearch } from '../../state/view.ts'
import { PropertySearch } from '../../ui/property-search.tsx'
import { BoxList } from './box-list.tsx'
import { MapFrame } from './map-frame.tsx'
import styles from './page.module.css'
import { SelectedPlace } from './selected-place.tsx'
import { Toolbar } from './toolbar.tsx'
import { usePastOutlines } from './use-past-outlines.ts'

/** The map is the page: search on top, tools at the side, and a list that equals it. */
export function MapPage() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const view = useView()
  const setView = useSetView()
  const selection = parseMapLink(writeSearch({ at: view.at })).selection
  const parcelId = selection?.kind === 'parcel' ? selection.id : null
  const kind: PlaceKind = parcelId === null ? 'properties' : 'parcels'
  const placeId = selection && ['parcel', 'property'].includes(selection.kind) ? String(selection.id) : null
  const selected = usePlacePage(city, kind, placeId, view.asOf, view.knownAt)
  const screen = useMapScreen(town, selected.data)
  usePastOutlines(screen)
  const hasList = town?.hasMap && (view.list === '1' || !screen.isLive)

  const select = useCallback((id: number | null) => setView({ at: id ? `parcel:${id}` : undefined }), [setView])
  const choose = (result: SearchResult) => {
    screen.goTo(result.place.point)
    // A flat or a house without a polygon has no parcel of its own to mark.
    setView({ at: result.parcelId ? `parcel:${result.parcelId}` : `property:${result.propertyId}` })
  }

  return (
    <div className={`${styles.page} ${hasList ? styles.withList : ''}`}>
      <h1 className="visually-hidden">{t('shell:nav.map')}</h1>
      <MapFrame screen={screen} parcelId={parcelId} onParcel={select} />
      <div className={`${styles.search} no-print`}>
        <PropertySearch size="slim" onChoose={choose} start={view.q} />
      </div>
      <Toolbar screen={screen} />
      {placeId !== null && !screen.measuring && <SelectedPlace kind={kind} id={placeId} onClose={() => select(null)} />}
      {hasList && <BoxList box={screen.box} parcelId={parcelId} onChoose={choose} />}
    </div>
  )
}
