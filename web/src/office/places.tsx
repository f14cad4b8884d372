import { useNavigate, useParams } from '@tanstack/react-router'
import { useWords } from '../i18n/language.ts'
import { useMapScreen } from '../map/index.ts'
import { BoxList } from '../modules/map/box-list.tsx'
import { BoxTable } from '../modules/map/box-table.tsx'
import { MapFrame } from '../modules/map/map-frame.tsx'
import { Toolbar } from '../modules/map/toolbar.tsx'
import { ParcelPlacePage, PropertyPage } from '../modules/parcels/page.tsx'
import type { SearchResult } from '../state/contract.ts'
import { usePlacePage } from '../state/place-page.ts'
import { useTown } from '../state/towns.ts'
import { useCity, useView } from '../state/view.ts'
import { IconButton } from '../ui/button.tsx'
import { PropertySearch } from '../ui/property-search.tsx'
import { pathOfResult } from '../ui/result-line.tsx'
import { Panes } from './panes.tsx'
import styles from './places.module.css'

/** List, map and the selected place, side by side; the address names the place. */
export function Places() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const view = useView()
  const navigate = useNavigate()
  const selected = useSelected(city)
  const screen = useMapScreen(town, selected.page)

  const isTable = !!town?.hasMap && view.list === 'table'

  const go = (path: string) => navigate({ to: `/${city}${path}`, search: view as never })
  const choose = (result: SearchResult) => {
    screen.goTo(result.place.point)
    go(pathOfResult(result))
  }
  const map = (
    <>
      <MapFrame screen={screen} parcelId={selected.parcelId} onParcel={(id) => go(id ? `/parcel/${id}` : '')} />
      <Toolbar screen={screen} opens="table" />
      {isTable && <BoxTable box={screen.box} parcelId={selected.parcelId} onChoose={choose} />}
    </>
  )

  return (
    <>
      <h1 className="visually-hidden">{t('office:rooms.places')}</h1>
      <Panes
        start={
          isTable
            ? null
            : {
                words: t('office:pane.list'),
                content: (
                  <div className={styles.list}>
                    <PropertySearch size="slim" onChoose={choose} />
                    {town?.hasMap && <BoxList box={screen.box} parcelId={selected.parcelId} onChoose={choose} />}
                  </div>
                ),
              }
        }
        middle={map}
        end={
          selected.kind && {
            words: t('office:pane.place'),
            content: (
              <div className={styles.drawer}>
                <IconButton icon="close" label={t('shell:close')} className={styles.close} onClick={() => go('')} />
                {selected.kind === 'properties' ? <PropertyPage /> : <ParcelPlacePage />}
              </div>
            ),
          }
        }
      />
    </>
  )
}

/** What the address names, and the parcel to mark for it on the map. */
function useSelected(city: string) {
  const { propertyId, parcelId } = useParams({ strict: false }) as { propertyId?: string; parcelId?: string }
  const { asOf, knownAt } = useView()
  const property = usePlacePage(city, 'properties', propertyId ?? null, asOf, knownAt)
  const parcel = usePlacePage(city, 'parcels', propertyId ? null : (parcelId ?? null), asOf, knownAt)
  const kind = propertyId ? ('properties' as const) : parcelId ? ('parcels' as const) : null
  const page = propertyId ? property.data : parcel.data
  return { kind, page, parcelId: parcelId ? Number(parcelId) : (property.data?.parcels[0]?.parcelId ?? null) }
}
