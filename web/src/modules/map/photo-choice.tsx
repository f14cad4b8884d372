import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { CityMapProps } from '../../map/index.ts'
import type { Bounds } from '../../state/contract.ts'
import { getJson } from '../../state/request.ts'
import { useSetView } from '../../state/view.ts'
import styles from './page.module.css'

export type Photo = {
  orthophotoId: number
  title: string
  takenOn: string
  minZoom: number
  maxZoom: number
  bounds: Bounds
}

const NONE: Photo[] = []

/** Pictures of the town from above, the latest first. */
export function usePhotos(city: string): Photo[] {
  const found = useQuery({
    queryKey: ['orthophotos', city],
    queryFn: ({ signal }) =>
      getJson<{ orthophotos: Photo[] }>(`/api/${city}/orthophotos`, signal).then((answer) => answer.orthophotos),
    staleTime: 300_000,
  })
  return found.data ?? NONE
}

/** Where the map finds the tiles of a picture. */
export const tilesOf = (city: string, photo: Photo): NonNullable<CityMapProps['photo']> => ({
  tiles: `/api/${city}/orthophotos/${photo.orthophotoId}/{z}/{x}/{y}`,
  minZoom: photo.minZoom,
  maxZoom: photo.maxZoom,
  bounds: photo.bounds,
})

/** Which picture lies under the map; its day is always in sight. */
export function PhotoChoice({ photos, shown }: { photos: Photo[]; shown: Photo | null }) {
  const t = useWords()
  const language = useLanguage()
  const setView = useSetView()
  const options = useMemo(
    () => photos.map((each) => ({ ...each, words: t('map:photo-of', { day: formatDay(each.takenOn, language) }) })),
    [photos, language, t],
  )
  return (
    <label className={`${styles.photo} no-print`}>
      <span className="visually-hidden">{t('map:photo')}</span>
      <select
        name="photo"
        value={shown?.orthophotoId ?? ''}
        onChange={(event) => setView({ photo: event.target.value || undefined })}
      >
        <option value="">{t('map:photo-none')}</option>
        {options.map((each) => (
          <option key={each.orthophotoId} value={each.orthophotoId}>
            {each.words}
          </option>
        ))}
      </select>
    </label>
  )
}
