import { useLanguage, useWords } from '../../i18n/language.ts'
import { CityMap, LayerPanel, type MapScreen, MeasureTool, type PickedFeature } from '../../map/index.ts'
import { parcelsAt } from '../../state/search.ts'
import { useSession } from '../../state/session.ts'
import { useDrawnTheme } from '../../state/theme.ts'
import { useTown } from '../../state/towns.ts'
import { useCity, useView } from '../../state/view.ts'
import styles from './page.module.css'
import { PhotoChoice, tilesOf, usePhotos } from './photo-choice.tsx'
import { Side } from './side.tsx'
import { useLayers } from './use-layers.ts'

type Props = { screen: MapScreen; parcelId: number | null; onParcel: (parcelId: number | null) => void }

/** The live map with its layer list and its measure. Loaded only when the device can draw it. */
export default function LiveMap({ screen, parcelId, onParcel }: Props) {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const session = useSession(city)
  const language = useLanguage()
  const theme = useDrawnTheme()
  const view = useView()
  const layers = useLayers()
  const photos = usePhotos(city)
  const photo = photos.find(({ orthophotoId }) => String(orthophotoId) === view.photo)
  const { handle, measuring } = screen

  const pick = (feature: PickedFeature) => {
    if (feature.layer === 'parcels') return onParcel(feature.id)
    return askWhatStands(feature.lngLat)
  }
  // A building, a road or bare paper was tapped: the server knows which plot lies under the finger.
  const askWhatStands = async ({ lng, lat }: { lng: number; lat: number }) => {
    const found = await parcelsAt(city, lng, lat).catch(() => null)
    onParcel(found?.results.find((result) => result.parcelId !== null)?.parcelId ?? null)
  }

  return (
    <>
      <CityMap
        town={{ code: city, bounds: town?.bounds ?? null, srid: session.data?.town.srid }}
        language={language}
        theme={theme}
        selection={parcelId ? { parcelId } : null}
        onPick={pick}
        onPickNothing={askWhatStands}
        view={screen.camera}
        onViewChange={screen.setCamera}
        layersOn={layers.on}
        filter={layers.filter}
        photo={photo && tilesOf(city, photo)}
        mode={measuring ? 'measure' : screen.drawing ? 'draw' : 'browse'}
        onReady={screen.setHandle}
      />
      {photos.length > 0 && <PhotoChoice photos={photos} shown={photo ?? null} />}
      {measuring && (
        <div className={styles.measure}>
          <MeasureTool handle={handle} language={language} onClose={() => screen.setMeasuring(false)} />
        </div>
      )}
      {screen.layersOpen && (
        <Side title={t('map:layers')} onClose={() => screen.setLayersOpen(false)}>
          <LayerPanel
            language={language}
            theme={theme}
            layersOn={layers.on}
            onLayersChange={layers.setOn}
            filter={layers.filter}
            onFilterChange={layers.setFilter}
            handle={handle}
          />
        </Side>
      )}
    </>
  )
}
