import { lazy, Suspense } from 'react'
import { useAnyUnsent } from '../state/unsent.ts'

const Line = lazy(() => import('./unsent-line.tsx').then((module) => ({ default: module.UnsentLine })))

/** The list of what is not yet sent; fetched only where there is something. */
export function Unsent() {
  if (!useAnyUnsent()) return null
  return (
    <Suspense fallback={null}>
      <Line />
    </Suspense>
  )
}
