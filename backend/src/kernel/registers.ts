import type { Tx } from './commands.ts'
import type { Context } from './context.ts'
import type { Sentence } from './sentences.ts'

/** Runs inside the transaction of a lower room's command; answers the reasons to refuse, or none. */
export type Participant = (tx: Tx, payload: never) => Promise<(string | Sentence)[]>

/** Hears an event after its commit, in a command of its own. */
export type Subscriber = { name: string; event: string; run: (context: Context, payload: never) => Promise<void> }

/** What points up: filled by the roof, asked by the rooms below. */
export interface Participants {
  participate(name: string, participant: Participant): void
  of(name: string): Participant[]
}

/** Subscribers by event name. */
export interface Subscribers {
  subscribe(subscriber: Subscriber): void
  all(): Subscriber[]
}

/** An empty register of participants. */
export function newParticipants(): Participants {
  const byName = new Map<string, Participant[]>()
  return {
    participate: (name, participant) => void byName.set(name, [...(byName.get(name) ?? []), participant]),
    of: (name) => byName.get(name) ?? [],
  }
}

/** An empty register of subscribers; a name twice is a mistake of the roof. */
export function newSubscribers(): Subscribers {
  const list: Subscriber[] = []
  return {
    subscribe(subscriber) {
      if (list.some((other) => other.name === subscriber.name))
        throw new Error(`subscriber ${subscriber.name} is registered twice`)
      list.push(subscriber)
    },
    all: () => list,
  }
}
