import type { User } from '../state/contract.ts'
import { useSession } from '../state/session.ts'
import { useTown } from '../state/towns.ts'
import { useCity } from '../state/view.ts'
import type { IconName } from '../ui/icon.tsx'

export type Room = {
  to: string
  icon: IconName
  words: string
  /** Any of these opens the room; none means that every officer may enter. */
  permissions: string[]
  /** What a state does not have at its own address: plots and people belong to its towns. */
  isOfTowns?: boolean
}

const ROOMS: Room[] = [
  { to: '', icon: 'map', words: 'office:rooms.places', permissions: [], isOfTowns: true },
  {
    to: '/people',
    icon: 'people',
    words: 'office:rooms.people',
    permissions: ['people.read-private'],
    isOfTowns: true,
  },
  {
    to: '/quality',
    icon: 'check',
    words: 'office:rooms.quality',
    permissions: ['parcels.read-quality'],
    isOfTowns: true,
  },
  { to: '/imports', icon: 'document', words: 'office:rooms.imports', permissions: ['parcels.import'], isOfTowns: true },
  { to: '/surveys', icon: 'layers', words: 'office:rooms.surveys', permissions: ['parcels.survey'], isOfTowns: true },
  {
    to: '/mutations',
    icon: 'people',
    words: 'office:rooms.mutations',
    permissions: ['mutations.work'],
    isOfTowns: true,
  },
  { to: '/posts', icon: 'person', words: 'office:rooms.posts', permissions: ['identity.manage-posts'] },
  { to: '/permissions', icon: 'lock', words: 'office:rooms.permissions', permissions: ['identity.manage-permissions'] },
  { to: '/masters', icon: 'scales', words: 'office:rooms.masters', permissions: ['identity.manage-masters'] },
  { to: '/deliveries', icon: 'mail', words: 'office:rooms.deliveries', permissions: ['notifications.read'] },
  {
    to: '/exports',
    icon: 'layers',
    words: 'office:rooms.exports',
    permissions: ['map.export', 'map.publish'],
    isOfTowns: true,
  },
  { to: '/jobs', icon: 'gears', words: 'office:rooms.jobs', permissions: ['kernel.read-jobs'] },
  { to: '/journal', icon: 'list', words: 'office:rooms.journal', permissions: ['kernel.read-journal'] },
]

/** Rooms that this person may enter here; what is not allowed is not shown. */
export const roomsOf = (user: User, isTown: boolean): Room[] =>
  ROOMS.filter(
    (room) =>
      (isTown || !room.isOfTowns) &&
      (room.permissions.length === 0 || room.permissions.some((permission) => user.permissions.includes(permission))),
  )

/** The same for whoever is signed in. */
export function useRooms(): Room[] {
  const city = useCity()
  const user = useSession(city).data?.user
  const town = useTown(city)
  return user && town !== undefined ? roomsOf(user, town !== null) : []
}

/** Which room an address inside the town belongs to; the places hold what is no other room's, the own page is none's. */
export function roomOf(rooms: Room[], path: string): Room | undefined {
  if (/^\/me(\/|$)/.test(path)) return undefined
  const inside = path.replace(/^\/person(?=\/|$)/, '/people')
  return (
    rooms.find((room) => room.to !== '' && (inside === room.to || inside.startsWith(`${room.to}/`))) ??
    rooms.find((room) => room.to === '')
  )
}

/** The office is for those who act for the town. */
export const isOfficer = (user: User | null | undefined): user is User =>
  user?.roleClass === 'staff' || user?.roleClass === 'auditor'
