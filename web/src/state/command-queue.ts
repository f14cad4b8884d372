import { RequestProblem } from './problem.ts'

/** A write that was made here and is not yet known to have arrived. */
export type KeptCommand = {
  /** Given by the store: what was made first goes first. */
  order: number
  /** Made once, here: a repeat of it is harmless, and another body under it is refused. */
  requestId: string
  city: string
  userId: number
  method: 'POST' | 'PUT' | 'DELETE'
  path: string
  body: unknown
  /** Key of the words that name it: 'notices:preferences.title'. */
  words: string
  keptAt: string
  /** Set when the server refused it: it is not sent again by itself. */
  refusal: { status: number; detail: string | null; reference: string | null } | null
}

export type NewCommand = Omit<KeptCommand, 'order' | 'keptAt' | 'refusal'>

/** Where commands lie until they are sent. */
export type CommandStore = {
  all(): Promise<KeptCommand[]>
  add(command: Omit<KeptCommand, 'order'>): Promise<KeptCommand>
  put(command: KeptCommand): Promise<void>
  remove(order: number): Promise<void>
}

export type Outcome<T> = { state: 'sent'; answer: T } | { state: 'kept' }

export type CommandQueue = {
  /** Keeps the command, then tries to send all. Throws `RequestProblem` when the server refuses it while one waits. */
  send<T>(command: NewCommand): Promise<Outcome<T>>
  /** Sends what can be sent, oldest first. */
  flush(): Promise<void>
  discard(order: number): Promise<void>
}

type Parts = {
  store: CommandStore
  /** Sends one; throws `RequestProblem`. */
  send(command: KeptCommand): Promise<unknown>
  /** Whether whoever is signed in there now is the one who made it. */
  mayGo(command: KeptCommand): Promise<boolean>
  onChange(): void
  now(): Date
}

/** Whether a problem may pass by itself: no network, a busy or broken server, a session that has ended. */
export const isPassing = (problem: unknown) =>
  !(problem instanceof RequestProblem) ||
  problem.kind === 'offline' ||
  problem.status >= 500 ||
  [401, 408, 425, 429].includes(problem.status)

/** The one queue of writes: order kept, each under its own request id, nothing sent for somebody else. */
export function newCommandQueue({ store, send, mayGo, onChange, now }: Parts): CommandQueue {
  const waiting = new Map<string, { resolve(outcome: Outcome<never>): void; reject(problem: unknown): void }>()
  let running: Promise<void> | null = null
  let again = false

  /** Sends one; false when nothing behind it may go either. */
  async function go(command: KeptCommand): Promise<boolean> {
    const asked = waiting.get(command.requestId)
    try {
      const answer = await send(command)
      await store.remove(command.order)
      asked?.resolve({ state: 'sent', answer: answer as never })
    } catch (problem) {
      if (isPassing(problem)) return false
      const { status, detail, reference } = problem as RequestProblem
      // Whoever still looks at the form mends it there; nobody needs a second note of it.
      if (asked) await store.remove(command.order)
      else await store.put({ ...command, refusal: { status, detail, reference } })
      asked?.reject(problem)
    }
    waiting.delete(command.requestId)
    onChange()
    return true
  }

  async function run(): Promise<void> {
    try {
      do {
        again = false
        for (const command of (await store.all()).sort((a, b) => a.order - b.order)) {
          if (command.refusal) continue
          if (!(await mayGo(command).catch(() => false))) continue
          if (!(await go(command))) break
        }
      } while (again)
    } finally {
      // At once with the last look at `again`: whoever asks from now on starts another run.
      running = null
    }
    for (const { resolve } of waiting.values()) resolve({ state: 'kept' })
    waiting.clear()
    onChange()
  }

  function flush(): Promise<void> {
    again = true
    running ??= run()
    return running
  }

  return {
    flush,
    async send<T>(command: NewCommand) {
      const kept = await store.add({ ...command, keptAt: now().toISOString(), refusal: null })
      onChange()
      const outcome = new Promise<Outcome<T>>((resolve, reject) => {
        waiting.set(kept.requestId, { resolve: resolve as never, reject })
      })
      void flush()
      return outcome
    },
    async discard(order) {
      await store.remove(order)
      onChange()
    },
  }
}
