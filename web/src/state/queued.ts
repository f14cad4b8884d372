import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { type CommandStore, type KeptCommand, type NewCommand, newCommandQueue, type Outcome } from './command-queue.ts'
import { indexedStore, memoryStore } from './command-store.ts'
import type { Session } from './contract.ts'
import { queryClient } from './query-client.ts'
import { getJson, newRequestId, sendJson } from './request.ts'
import { useSession } from './session.ts'
import { noteUnsent } from './unsent.ts'

const EVERY_MS = 20_000
const LOCK = 'khasra-queue'

let store: CommandStore = typeof indexedDB === 'undefined' ? memoryStore() : indexedStore
let kept: KeptCommand[] = []
const listeners = new Set<() => void>()

async function refresh(): Promise<void> {
  kept = await store.all().catch(async () => {
    store = memoryStore()
    return store.all()
  })
  noteUnsent(kept.length > 0)
  for (const listener of listeners) listener()
}

const queue = newCommandQueue({
  store: {
    all: () => store.all(),
    add: (command) =>
      store.add(command).catch(() => {
        store = memoryStore()
        return store.add(command)
      }),
    put: (command) => store.put(command),
    remove: (order) => store.remove(order),
  },
  send: ({ method, city, path, body, requestId }) => sendJson(method, city, path, body, requestId),
  mayGo: async ({ city, userId }) => (await sessionOf(city)).user?.userId === userId,
  onChange: () => void refresh(),
  now: () => new Date(),
})

/** The session of a town, read anew when this page has not read it yet: it carries the token that writes need. */
const sessionOf = (city: string) =>
  queryClient.fetchQuery({
    queryKey: ['session', city],
    queryFn: ({ signal }) => getJson<Session>(`/api/${city}/session`, signal),
    staleTime: 60_000,
    retry: false,
  })

/** Two tabs take turns where the browser can say so; elsewhere the request id keeps a repeat harmless. */
const flush = (): Promise<unknown> =>
  'locks' in navigator ? navigator.locks.request(LOCK, () => queue.flush()) : queue.flush()

let isWatching = false
function watch(): void {
  if (isWatching) return
  isWatching = true
  void refresh().then(() => kept.length > 0 && flush())
  addEventListener('online', () => void flush())
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void refresh())
  setInterval(() => kept.some((command) => !command.refusal) && navigator.onLine && void flush(), EVERY_MS)
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  watch()
  return () => listeners.delete(listener)
}

/** What is not yet sent from this device, or was refused, oldest first. */
export const useKeptCommands = (): KeptCommand[] => useSyncExternalStore(listen, () => kept)

/** Takes a command that was refused, or is not wanted any more, off the device. */
export const discardCommand = (order: number) => queue.discard(order)

/** Tries now to send what waits. */
export const sendKept = () => flush()

/**
 * A write that works without a network: kept on the device first, sent in its turn, under a request id made here. `send` answers 'sent' with
 * the server's answer or 'kept'; a refusal while the form is open is thrown as `RequestProblem`. `words` names it in the list of what waits.
 */
export function useQueuedCommand<T>(city: string, words: string) {
  const userId = useSession(city).data?.user?.userId ?? null
  useEffect(watch, [])
  const send = useCallback(
    (method: NewCommand['method'], path: string, body: unknown): Promise<Outcome<T>> => {
      if (userId === null) return Promise.reject(new Error('a queued command needs a signed-in user'))
      return queue.send<T>({ requestId: newRequestId(), city, userId, method, path, body, words })
    },
    [city, userId, words],
  )
  return { send, isReady: userId !== null }
}
