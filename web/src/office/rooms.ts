import type { User } from '../state/contract.ts'
import type { IconName } from '../ui/icon.tsx'

export type Room = { to: string; icon: IconName; words: string; permission: string | null }

const ROOMS: Room[] = [
  { to: '', icon: 'map', words: 'office:rooms.places', permission: null },
  { to: '/permissions', icon: 'lock', words: 'office:rooms.permissions', permission: 'identity.manage-permissions' },
  { to: '/posts', icon: 'person', words: 'office:rooms.posts', permission: 'identity.manage-posts' },
  { to: '/jobs', icon: 'gears', words: 'office:rooms.jobs', permission: 'kernel.read-jobs' },
  { to: '/journal', icon: 'list', words: 'office:rooms.journal', permission: 'kernel.read-journal' },
]

/** Rooms that this person may enter; what is not allowed is not shown. */
export const roomsOf = (user: User): Room[] =>
  ROOMS.filter((room) => room.permission === null || user.permissions.includes(room.permission))

/** The office is for those who act for the town. */
export const isOfficer = (user: User | null | undefined): user is User =>
  user?.roleClass === 'staff' || user?.roleClass === 'auditor'
