import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useRef } from 'react'
import { useWords } from '../i18n/language.ts'
import { useMapScreen } from '../map/index.ts'
import { BoxList } from '../modules/map/box-list.tsx'
import { BoxTable } from '../modules/map/box-table.tsx'
import { MapFrame } from '../modules/map/map-frame.tsx'
import { Toolbar } from '../modules/map/toolbar.tsx'
import { usePastOutlines } from '../modules/map/use-past-outlines.ts'
import { isEditTool } from '../modules/parcels/edit/edit-types.ts'
import { ParcelPlacePage, PropertyPage } from '../modules/parcels/page.tsx'
import type { SearchResult } from '../state/contract.ts'
import { usePlacePage } from '../state/place-page.ts'
import { useTown } from '../state/towns.ts'
import { useCity, useView } from '../state/view.ts'
import { IconButton } from '../ui/button.tsx'
import { PropertySearch } from '../ui/property-search.tsx'
import { pathOfResult } from '../ui/result-line.tsx'
import { Skeleton } from '../ui/states.tsx'
import { Panes } from './panes.tsx'
import styles from './places.module.css'

// Fetched when somebody edits a plot.
const EditDesk = lazy(() => import('../modules/parcels/edit/edit-desk.tsx'))

/** List, map and the selected place, side by side; the address names the place. */
export function Places() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const view = useView()
  const navigate = useNavigate()
  const selected = useSelected(city)
  const screen = useMapScreen(town, selected.page)
  usePastOutlines(screen, !selected.tool)
  /** Whoever edits hears taps on plots first. */
  const picks = useRef<((parcelId: number | null) => void) | null>(null)

  const isTable = !!town?.hasMap && view.list === 'table'

  const go = (path: string) => navigate({ to: `/${city}${path}`, search: view as never })
  const choose = (result: SearchResult) => {
    screen.goTo(result.place.point)
    go(pathOfResult(result))
  }
  const pick = (id: number | null) => {
    if (selected.tool) picks.current?.(id)
    else go(id ? `/parcel/${id}` : '')
  }
  const map = (
    <>
      <MapFrame screen={screen} parcelId={selected.parcelId} onParcel={pick} />
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
                <IconButton
                  icon="close"
                  label={t('shell:close')}
                  className={styles.close}
                  onClick={() => go(selected.tool ? `/parcel/${selected.parcelId}` : '')}
                />
                {selected.tool && selected.parcelId ? (
                  <Suspense fallback={<Skeleton lines={6} />}>
                    <EditDesk
                      key={selected.parcelId}
                      parcelId={selected.parcelId}
                      tool={selected.tool}
                      screen={screen}
                      onPicks={(picked) => {
                        picks.current = picked
                      }}
                      onDone={(id) => go(`/parcel/${id}`)}
                    />
                  </Suspense>
                ) : selected.kind === 'properties' ? (
                  <PropertyPage />
                ) : (
                  <ParcelPlacePage />
                )}
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
  const { propertyId, parcelId, tool } = useParams({ strict: false }) as Record<string, string | undefined>
  const { asOf, knownAt } = useView()
  const property = usePlacePage(city, 'properties', propertyId ?? null, asOf, knownAt)
  const parcel = usePlacePage(city, 'parcels', propertyId ? null : (parcelId ?? null), asOf, knownAt)
  const kind = propertyId ? ('properties' as const) : parcelId ? ('parcels' as const) : null
  const page = propertyId ? property.data : parcel.data
  return {
    kind,
    page,
    tool: isEditTool(tool) ? tool : null,
    parcelId: parcelId ? Number(parcelId) : (property.data?.parcels[0]?.parcelId ?? null),
  }
}
