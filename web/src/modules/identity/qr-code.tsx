import { useEffect, useState } from 'react'
import { Skeleton } from '../../ui/states.tsx'
import styles from './forms.module.css'

const QUIET = 4
type Squares = { size: number; path: string }

/** A QR code as one drawing, dark on white in every theme because cameras want it so. The maker comes when it is needed. */
export function QrCode({ text, words }: { text: string; words: string }) {
  const [squares, setSquares] = useState<Squares | null>(null)
  useEffect(() => {
    let isGone = false
    void import('qrcode').then(({ default: { create } }) => {
      if (!isGone) setSquares(squaresOf(create(text, { errorCorrectionLevel: 'M' }).modules))
    })
    return () => {
      isGone = true
    }
  }, [text])
  if (!squares) return <Skeleton lines={4} />
  const { size, path } = squares
  return (
    <svg
      className={styles.qr}
      viewBox={`${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`}
      role="img"
      aria-label={words}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={size + 2 * QUIET} height={size + 2 * QUIET} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

function squaresOf({ size, data }: { size: number; data: Uint8Array }): Squares {
  const dark: string[] = []
  for (let at = 0; at < data.length; at++) if (data[at]) dark.push(`M${at % size} ${Math.floor(at / size)}h1v1h-1z`)
  return { size, path: dark.join('') }
}
