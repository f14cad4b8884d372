import { type MouseEvent, useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { boxOfView, type MapView, placeInBox } from '../../map/index.ts'
import { parcelsAt } from '../../state/search.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { TownPicture } from '../../ui/town-picture.tsx'
import styles from './page.module.css'

const WIDTH = 960
const HEIGHT = 720
const STEP = 0.35

type Props = {
  hasMap: boolean
  camera: MapView
  onCamera: (camera: MapView) => void
  parcelId: number | null
  onParcel: (parcelId: number | null) => void
}

/** The map as a picture with six buttons: the whole path for a device without WebGL. A tap finds what stands there. */
export function PictureMap({ hasMap, camera, onCamera, parcelId, onParcel }: Props) {
  const t = useWords()
  const city = useCity()
  const [notice, setNotice] = useState('')
  if (!hasMap) return <p className={styles.note}>{t('map:no-town-map')}</p>
  const box = boxOfView({ ...camera, bearing: 0 }, WIDTH / 1.6, HEIGHT / 1.6)
  const move = (x: number, y: number) => {
    const [lon, lat] = placeInBox(box, 0.5 + x * STEP, 0.5 + y * STEP)
    onCamera({ ...camera, lon, lat })
  }
  const zoom = (by: number) => onCamera({ ...camera, zoom: Math.min(Math.max(camera.zoom + by, 8), 19) })
  const tap = async (event: MouseEvent<HTMLButtonElement>) => {
    // A press of Enter has no place of its own: it asks for the middle of the picture.
    const frame = event.currentTarget.getBoundingClientRect()
    const isKey = event.detail === 0
    const x = isKey ? 0.5 : (event.clientX - frame.left) / frame.width
    const y = isKey ? 0.5 : (event.clientY - frame.top) / frame.height
    const [lon, lat] = placeInBox(box, x, y)
    const found = await parcelsAt(city, lon, lat).catch(() => null)
    const hit = found?.results.find((result) => result.parcelId !== null)
    setNotice(hit ? '' : t('map:nothing-here'))
    onParcel(hit?.parcelId ?? null)
  }
  return (
    <div className={styles.still}>
      <p className={styles.note}>{t('map:no-drawing')}</p>
      <button type="button" className={styles.frame} onClick={tap} aria-label={t('map:picture')}>
        <TownPicture city={city} bounds={box} width={WIDTH} height={HEIGHT} parcelId={parcelId} words="" eager />
      </button>
      <p role="status">{notice}</p>
      <div className={styles.moves}>
        <Button onClick={() => zoom(1)}>{t('map:move.closer')}</Button>
        <Button onClick={() => zoom(-1)}>{t('map:move.farther')}</Button>
        <Button onClick={() => move(0, -1)}>{t('map:move.north')}</Button>
        <Button onClick={() => move(0, 1)}>{t('map:move.south')}</Button>
        <Button onClick={() => move(-1, 0)}>{t('map:move.west')}</Button>
        <Button onClick={() => move(1, 0)}>{t('map:move.east')}</Button>
      </div>
    </div>
  )
}
