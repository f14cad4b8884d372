import { useState } from 'react'
import { useLanguage, useWords } from '../i18n/language.ts'
import type { Bounds } from '../state/contract.ts'
import { useDrawnTheme } from '../state/theme.ts'
import styles from './town-picture.module.css'

type Props = {
  city: string
  bounds: Bounds
  width: number
  height: number
  parcelId?: number | null
  words: string
  eager?: boolean
}

/** A still picture of the map, drawn by the server: for phones without WebGL, for paper, and before a map is asked for. */
export function TownPicture({ city, bounds, width, height, parcelId, words, eager }: Props) {
  const t = useWords()
  const theme = useDrawnTheme()
  const language = useLanguage()
  const [failed, setFailed] = useState<string | null>(null)
  const address = pictureAddress(city, bounds, { width, height, theme, language, parcelId })
  if (failed === address) return <p className={styles.missing}>{t('map:picture-missing')}</p>
  return (
    <img
      className={styles.picture}
      src={address}
      width={width}
      height={height}
      alt={words}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      onError={() => setFailed(address)}
    />
  )
}

type Look = { width: number; height: number; theme: string; language: string; parcelId?: number | null }

/** `GET /api/{city}/picture.png?bbox=…`; the box is grown to the picture's shape by the server. */
export function pictureAddress(city: string, bounds: Bounds, look: Look): string {
  const box = bounds.map((edge) => edge.toFixed(6)).join(',')
  const mark = look.parcelId ? `&highlight=${look.parcelId}` : ''
  return `/api/${city}/picture.png?bbox=${box}&width=${look.width}&height=${look.height}&theme=${look.theme}&language=${look.language}${mark}`
}
