import type { Config } from './config.ts'
import type { Database } from './db.ts'
import type { DocumentStore } from './documents.ts'
import type { Names } from './names.ts'
import type { Participants, Subscribers } from './registers.ts'
import type { Sender } from './sender.ts'

/** A state or an urban local body. */
export interface Tenant {
  tenantId: number
  /** The state's own id for a state. */
  stateId: number
  code: string
  kind: 'state' | 'ulb'
  names: Names
  /** EPSG code of the UTM zone in which this town measures. */
  srid: number
  timeZone: string
  settings: Record<string, unknown>
}

/** The coarse classes that row security knows; permissions say the rest. */
export type RoleClass = 'anonymous' | 'citizen' | 'staff' | 'auditor' | 'system'

/** What the process is made of, built once by the roof and handed down: no globals. */
export interface Platform {
  config: Config
  database: Database
  documents: DocumentStore
  sender: Sender
  participants: Participants
  subscribers: Subscribers
  /** Called after a commit with the map features it touched. */
  onLayerChange: ((tenantId: number, layer: string, featureIds: number[]) => void)[]
  now(): Date
}

/** For whom, where and on which day something is done. */
export interface Context {
  platform: Platform
  tenant: Tenant
  userId: number | null
  personId: number | null
  /** The post by whose power the caller acts, and their holding of it: journal lines name both. */
  postId: number | null
  holdingId: number | null
  roleClass: RoleClass
  permissions: ReadonlySet<string>
  /** Made by the client; the same id gives the same answer. */
  requestId: string
  /** The day in the tenant's zone, 'YYYY-MM-DD'. */
  today: string
  /** The caller's network address, for rate limits only. */
  address?: string
}

/** The same caller's context with the powers of the platform: for masking and delivery, never handed to a caller. */
export function asSystem(context: Context): Context {
  return { ...context, roleClass: 'system', permissions: new Set() }
}
