import { useEffect, useRef } from 'react'
import type { Drawing, LonLat, MapScreen } from '../../../map/index.ts'
import { PALETTES } from '../../../map/palette.ts'
import { useDrawnTheme } from '../../../state/theme.ts'

type Wish = {
  screen: MapScreen
  shape: 'line' | 'polygon'
  isOn: boolean
  corners: LonLat[]
  snapTo: LonLat[][]
  onCorners: (corners: LonLat[]) => void
}

/** Keeps the pen on the map in step with the corners of the form, whichever of the two was changed. */
export function useDrawing({ screen, shape, isOn, corners, snapTo, onCorners }: Wish): void {
  const { handle, setDrawing } = screen
  const pen = useRef<Drawing | null>(null)
  const latest = useRef({ corners, onCorners })
  latest.current = { corners, onCorners }
  /** Corners as the pen last told or was told them. */
  const drawn = useRef('[]')
  const theme = useDrawnTheme()
  const outlines = JSON.stringify(snapTo)
  useEffect(() => {
    if (!handle || !isOn) return
    let gone = false
    setDrawing(true)
    const { accent, accentHalo } = PALETTES[theme]
    drawn.current = JSON.stringify(latest.current.corners)
    const onChange = (now: LonLat[], done: boolean) => {
      if (!done) return
      drawn.current = JSON.stringify(now)
      latest.current.onCorners(now)
    }
    const colours = { pen: accent, halo: accentHalo }
    const start = latest.current.corners
    void handle.startDrawing({ shape, start, snapTo: JSON.parse(outlines), colours, onChange }).then((started) => {
      if (gone) started.stop()
      else pen.current = started
    })
    return () => {
      gone = true
      setDrawing(false)
      pen.current?.stop()
      pen.current = null
    }
  }, [handle, isOn, shape, theme, outlines, setDrawing])
  const words = JSON.stringify(corners)
  useEffect(() => {
    if (words === drawn.current || !pen.current) return
    drawn.current = words
    pen.current.set(JSON.parse(words))
  }, [words])
}
