import type { Context } from '../../kernel/index.ts'
import type { ParcelPage } from './schemas.ts'

/** What a room adds to the page of a place; `state` 'later' says that the service is not here yet. */
export interface ParcelSection {
  room: string
  state: 'later' | 'ready'
  content?: unknown
}

/** Reads a room's part of the page, in a transaction of its own and with the caller's powers. */
export type SectionReader = (
  context: Context,
  page: Omit<ParcelPage, 'sections'>,
) => Promise<Omit<ParcelSection, 'room'>>

/** The register of sections: rooms above fill it at start, the page asks it. */
export interface ParcelSections {
  publish(room: string, reader: SectionReader): void
  read(context: Context, page: Omit<ParcelPage, 'sections'>): Promise<ParcelSection[]>
}

const rooms = ['property-tax', 'building-permits', 'water', 'waste', 'grievances']

/** An empty register: every service is announced as coming. */
export function newParcelSections(): ParcelSections {
  const readers = new Map<string, SectionReader>()
  return {
    publish(room, reader) {
      if (readers.has(room)) throw new Error(`${room} publishes two sections`)
      readers.set(room, reader)
    },
    read: (context, page) =>
      Promise.all(
        [...new Set([...rooms, ...readers.keys()])].map(async (room) => {
          const reader = readers.get(room)
          return reader ? { room, ...(await reader(context, page)) } : { room, state: 'later' as const }
        }),
      ),
  }
}
