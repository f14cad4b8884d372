import { useCallback, useState } from 'react'

type Steps<T> = { past: T[]; now: T; future: T[] }
const MOST_STEPS = 100

/** A value with the way back and forth: every `set` is a step that can be undone. */
export function useSteps<T>(start: T) {
  const [{ past, now, future }, setSteps] = useState<Steps<T>>({ past: [], now: start, future: [] })
  const set = useCallback(
    (next: T) => setSteps(({ past, now }) => ({ past: [...past.slice(1 - MOST_STEPS), now], now: next, future: [] })),
    [],
  )
  /** Fills in what follows from a step: no step of its own. */
  const amend = useCallback((next: T) => setSteps((steps) => ({ ...steps, now: next })), [])
  const undo = useCallback(
    () =>
      setSteps((steps) =>
        steps.past.length === 0
          ? steps
          : { past: steps.past.slice(0, -1), now: steps.past.at(-1)!, future: [steps.now, ...steps.future] },
      ),
    [],
  )
  const redo = useCallback(
    () =>
      setSteps((steps) =>
        steps.future.length === 0
          ? steps
          : { past: [...steps.past, steps.now], now: steps.future[0]!, future: steps.future.slice(1) },
      ),
    [],
  )
  return { now, set, amend, undo, redo, canUndo: past.length > 0, canRedo: future.length > 0 }
}
