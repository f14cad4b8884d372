import { type ReactNode, useState } from 'react'
import { useWords } from '../i18n/language.ts'
import { keep, recall } from '../state/kept.ts'
import { IconButton } from '../ui/button.tsx'
import styles from './panes.module.css'

const STEP_PX = 24
const LEAST_PX = 220
const MOST_PX = 720

type Pane = { words: string; content: ReactNode }

/** List, middle, drawer. Both sides are dragged or moved by arrow keys; the list folds away, and either may be absent. */
export function Panes({ start, middle, end }: { start: Pane | null; middle: ReactNode; end: Pane | null }) {
  const [startPx, setStartPx] = useKept('khasra.pane.start', 320)
  const [endPx, setEndPx] = useKept('khasra.pane.end', 420)
  const [isFolded, setFolded] = useState(false)
  const t = useWords()
  const widths = {
    '--start': start ? (isFolded ? '2.75rem' : `${startPx}px`) : '0px',
    '--end': end ? `${endPx}px` : '0px',
  }
  return (
    <div className={styles.panes} style={widths as React.CSSProperties}>
      {start && (
        <>
          <section className={`${styles.side} ${styles.start}`} aria-label={start.words}>
            <div className={styles.fold}>
              <IconButton
                icon={isFolded ? 'forward' : 'back'}
                label={t(isFolded ? 'office:pane.open' : 'office:pane.fold', { pane: start.words })}
                onClick={() => setFolded(!isFolded)}
              />
            </div>
            {!isFolded && start.content}
          </section>
          <Divider words={start.words} px={startPx} onPx={setStartPx} grows={1} />
        </>
      )}
      <div className={styles.middle}>{middle}</div>
      {end && (
        <>
          <Divider words={end.words} px={endPx} onPx={setEndPx} grows={-1} />
          <section className={`${styles.side} ${styles.end}`} aria-label={end.words}>
            {end.content}
          </section>
        </>
      )}
    </div>
  )
}

type DividerProps = { words: string; px: number; onPx: (px: number) => void; grows: 1 | -1 }

/** A window splitter by the ARIA pattern. */
function Divider({ words, px, onPx, grows }: DividerProps) {
  const t = useWords()
  const inLine = document.documentElement.dir === 'rtl' ? -1 : 1
  const set = (value: number) => onPx(Math.min(Math.max(value, LEAST_PX), MOST_PX))
  const drag = (event: React.PointerEvent) => {
    const from = event.clientX
    const before = px
    event.currentTarget.setPointerCapture(event.pointerId)
    const target = event.currentTarget as HTMLElement
    const move = (moved: PointerEvent) => set(before + (moved.clientX - from) * grows * inLine)
    target.addEventListener('pointermove', move)
    target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', move), { once: true })
  }
  const key = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? STEP_PX : event.key === 'ArrowLeft' ? -STEP_PX : 0
    if (step === 0) return
    event.preventDefault()
    set(px + step * grows * inLine)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused and moved, a splitter must
    <div
      className={styles.divider}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('office:pane.resize', { pane: words })}
      aria-valuenow={Math.round(px)}
      aria-valuemin={LEAST_PX}
      aria-valuemax={MOST_PX}
      onPointerDown={drag}
      onKeyDown={key}
    />
  )
}

/** A width that is remembered on this device. */
function useKept(name: string, otherwise: number): [number, (px: number) => void] {
  const [value, setValue] = useState(() => Number(recall(name)) || otherwise)
  const set = (px: number) => {
    setValue(px)
    keep(name, String(Math.round(px)))
  }
  return [value, set]
}
