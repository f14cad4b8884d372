import type { CommandStore, KeptCommand } from './command-queue.ts'

const TABLE = 'commands'

/** A request of IndexedDB as a promise. Four calls do not need a library: it would be a kilobyte on every telephone. */
const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

let opened: Promise<IDBDatabase> | null = null
const database = () => {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('khasra', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: 'order', autoIncrement: true })
    done(request).then(resolve, reject)
  })
  return opened
}

async function use<T>(work: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction(TABLE, 'readwrite', { durability: 'strict' })
  const answer = await done(work(transaction.objectStore(TABLE)))
  // A command is kept when the transaction has ended, not when the request has.
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
  return answer
}

/** Commands in IndexedDB: they outlive the page and the power. */
export const indexedStore: CommandStore = {
  all: () => use<KeptCommand[]>((table) => table.getAll()),
  add: async (command) => ({ ...command, order: Number(await use((table) => table.add(command))) }),
  put: async (command) => void (await use((table) => table.put(command))),
  remove: async (order) => void (await use((table) => table.delete(order))),
}

/** For private windows that refuse IndexedDB: holds for this page only. */
export function memoryStore(): CommandStore {
  const kept = new Map<number, KeptCommand>()
  let last = 0
  return {
    all: async () => [...kept.values()],
    async add(command) {
      const whole = { ...command, order: ++last }
      kept.set(whole.order, whole)
      return whole
    },
    put: async (command) => void kept.set(command.order, command),
    remove: async (order) => void kept.delete(order),
  }
}
