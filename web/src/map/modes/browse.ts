import type { LiveMap } from '../live-map.ts'

/** Browsing by keyboard beside MapLibre's own arrows and plus/minus: Enter and Space pick what the cross lies on. */
export function listenToKeys(live: LiveMap): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    live.pickCentre()
  }
  live.canvas.addEventListener('keydown', pressed)
  return () => live.canvas.removeEventListener('keydown', pressed)
}
