import { useRef } from 'react'
import { useWords } from '../../../i18n/language.ts'
import styles from './draft.module.css'
import type { DraftOutline } from './draft-types.ts'
import { type Corner, planeOf } from './plane.ts'

const STEP_M = 0.1
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
} // biome-ignore format: a row

type Props = {
  before: DraftOutline[]
  after: DraftOutline[]
  /** Corners of an own boundary that are moved by finger, mouse or arrow keys; null shows old and new alone. */
  own: Corner[] | null
  onOwn: (corners: Corner[]) => void
}

/** Old (dashed) and new outline over one another; and an own boundary whose corners can be moved. */
export function OutlinePicture({ before, after, own, onOwn }: Props) {
  const t = useWords()
  const svg = useRef<SVGSVGElement>(null)
  const places = [...before, ...after].flatMap(({ geometry }) => geometry.coordinates.flat(2))
  const plane = planeOf(places)
  const pathOf = (outline: DraftOutline) =>
    outline.geometry.coordinates
      .flat()
      .map((ring) => `M${ring.map((corner) => pointOf(corner)).join('L')}Z`)
      .join('')
  const pointOf = (corner: readonly number[]) => {
    const { x, y } = plane.to(corner)
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  }
  const move = (at: number, pixel: { x: number; y: number }) =>
    onOwn(own!.map((corner, index) => (index === at ? plane.from(pixel) : corner)))
  const drag = (at: number) => (event: React.PointerEvent) => {
    if (event.buttons === 0 && event.type === 'pointermove') return
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    const box = svg.current!.getBoundingClientRect()
    const scale = plane.size / box.width
    move(at, { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale })
  }
  const key = (at: number) => (event: React.KeyboardEvent) => {
    const way = ARROWS[event.key]
    if (!way) return
    event.preventDefault()
    const { x, y } = plane.to(own![at]!)
    move(at, { x: x + way[0] * STEP_M * plane.perMetre, y: y + way[1] * STEP_M * plane.perMetre })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: corners inside the picture are moved one by one
    <svg
      ref={svg}
      viewBox={`0 0 ${plane.size} ${plane.size}`}
      className={styles.picture}
      role="group"
      aria-label={t('parcels:draft.picture')}
    >
      {after.map((outline) => (
        <path key={outline.id} d={pathOf(outline)} className={styles.after} />
      ))}
      {before.map((outline) => (
        <path key={outline.id} d={pathOf(outline)} className={styles.before} />
      ))}
      {own && <path d={`M${own.map(pointOf).join('L')}Z`} className={styles.own} />}
      {own?.map((corner, at) => {
        const { x, y } = plane.to(corner)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a corner of a drawing cannot be an HTML button
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a corner is known by its place in the outline
            key={at}
            cx={x}
            cy={y}
            r={9}
            className={styles.corner}
            role="button"
            tabIndex={0}
            aria-label={t('parcels:draft.corner', { at: at + 1 })}
            onPointerDown={drag(at)}
            onPointerMove={drag(at)}
            onKeyDown={key(at)}
          />
        )
      })}
    </svg>
  )
}
