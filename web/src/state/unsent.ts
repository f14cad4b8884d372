import { useSyncExternalStore } from 'react'
import { keep, recall } from './kept.ts'

const NAME = 'khasra.unsent'
const listeners = new Set<() => void>()
let isAny = recall(NAME) === 'yes'

/** Remembers whether anything waits on this device, so that a page without any need not fetch the queue at all. */
export function noteUnsent(now: boolean): void {
  if (now === isAny) return
  isAny = now
  keep(NAME, now ? 'yes' : 'no')
  for (const listener of listeners) listener()
}

/** True while something waits to be sent, or was refused. */
export const useAnyUnsent = (): boolean => useSyncExternalStore(listen, () => isAny)

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
