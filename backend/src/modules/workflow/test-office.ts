/** A small office for the tests of this room: two wards, posts with holders, a calendar, a house, and citizens. */
import type { TestDatabase } from '../../../test/database.ts'
import {
  asOwner,
  type Context,
  type Db,
  newParticipants,
  newRequestId,
  type Platform,
  type Tenant,
} from '../../kernel/index.ts'
import { followOthers } from './follow.ts'
import { facelessLicence, licence } from './test-workflow.ts'
import { newWorkflows, type Workflows } from './workflows.ts'

const permissionsOf: Record<string, string[]> = {
  'town-planner': ['workflow.read', 'workflow.work'],
  commissioner: ['workflow.read', 'workflow.work', 'workflow.assign', 'workflow.manage', 'people.read-private'],
}

async function one<R extends object>(db: Db, sql: string, values: unknown[]): Promise<R> {
  return (await db.query<R>(sql, values))[0]!
}

/** A post and who sits there. */
export interface Desk {
  postId: number
  userId: number
  designation: string
}

/** A town's office. `on` is the day that every context of it has unless told. */
export class TestOffice {
  readonly town: Tenant
  readonly state: Tenant
  readonly workflows: Workflows
  readonly platform: Platform
  private readonly db: TestDatabase

  constructor(db: TestDatabase, town: Tenant, state: Tenant, today: string) {
    this.db = db
    this.town = town
    this.state = state
    this.workflows = newWorkflows()
    this.workflows.add(licence)
    this.workflows.add(facelessLicence)
    this.platform = { ...db.platform, config: { ...db.platform.config, today }, participants: newParticipants() }
    followOthers(this.platform.participants, this.workflows)
  }

  static async open(db: TestDatabase, today = '2026-04-01', into?: Tenant): Promise<TestOffice> {
    const { town, state } = await db.newTenant(into ? { into } : {})
    const office = new TestOffice(db, town, state, today)
    await office.own(async (owner) => {
      await owner.query(
        `insert into kernel.working_weeks (tenant_id, valid_from, pattern, instrument) values ($1, '2020-01-01', '{"off":[7]}', 'Test')`,
        [town.tenantId],
      )
      await owner.query(
        `insert into identity.boundary_sets (tenant_id, code, names, straddler_rule) values ($1, 'electoral-ward', '{"en":"Wards"}', 'largest-part')`,
        [town.tenantId],
      )
    })
    return office
  }

  own<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return asOwner(this.db.database, work)
  }

  /** The same office on another day. */
  on(today: string): Platform {
    return { ...this.platform, config: { ...this.platform.config, today } }
  }

  private context(given: Partial<Context>, today?: string): Context {
    const platform = today ? this.on(today) : this.platform
    return { ...this.db.context(this.town, given), platform, today: platform.config.today! }
  }

  system(today?: string, requestId = newRequestId()): Context {
    return this.context({ roleClass: 'system', requestId }, today)
  }

  officer(desk: Desk, today?: string, requestId = newRequestId()): Context {
    const permissions = new Set(permissionsOf[desk.designation] ?? [])
    return this.context({ roleClass: 'staff', userId: desk.userId, postId: desk.postId, permissions, requestId }, today)
  }

  citizen(userId: number | null, today?: string, requestId = newRequestId()): Context {
    return this.context({ roleClass: userId === null ? 'anonymous' : 'citizen', userId, requestId }, today)
  }

  auditor(userId: number): Context {
    return this.context({ roleClass: 'auditor', userId, permissions: new Set(['workflow.read']) })
  }

  /** A ward; `box` is west, south, east, north. Answers its boundary id. */
  async ward(code: string, box: [number, number, number, number]): Promise<number> {
    const row = await this.own((owner) =>
      one<{ id: number }>(
        owner,
        `insert into identity.boundaries (tenant_id, boundary_set_id, code, names, geom, instrument, valid_from)
         select $1, boundary_set_id, $2, jsonb_build_object('en', $2::text), st_multi(st_makeenvelope($3, $4, $5, $6, 4326)), 'Test', '2010-04-01'
         from identity.boundary_sets where tenant_id = $1 returning boundary_id as id`,
        [this.town.tenantId, code, ...box],
      ),
    )
    return row.id
  }

  async user(name: string, kind: 'staff' | 'citizen' = 'staff'): Promise<number> {
    const row = await this.own((owner) =>
      one<{ id: number }>(
        owner,
        `insert into identity.users (tenant_id, kind, names) values ($1, $2, jsonb_build_object('en', $3::text)) returning user_id as id`,
        [this.state.tenantId, kind, name],
      ),
    )
    return row.id
  }

  /** A post with somebody at it. */
  async desk(designation: string, name: string, boundaryId: number | null = null): Promise<Desk> {
    const userId = await this.user(name)
    const row = await this.own((owner) =>
      one<{ id: number }>(
        owner,
        `with post as (
           insert into identity.posts (tenant_id, designation, names, office, boundary_id, valid_from)
           values ($1, $2, jsonb_build_object('en', 'Post of ' || $3::text), '{"en":"Office"}', $4, '2020-01-01') returning post_id)
         insert into identity.post_holdings (tenant_id, post_id, user_id, capacity, instrument, valid_from)
         select $1, post_id, $5, 'substantive', 'Order of a test', '2020-01-01' from post returning post_id as id`,
        [this.town.tenantId, designation, name, boundaryId, userId],
      ),
    )
    return { postId: row.id, userId, designation }
  }

  /** A property without a place on the map, in a ward by decision. */
  async property(serial: string, wardId: number | null = null): Promise<number> {
    return this.own(async (owner) => {
      const t = this.town.tenantId
      const { id: changeId } = await one<{ id: number }>(
        owner,
        `insert into parcels.changes (tenant_id, kind, instrument, effective_on) values ($1, 'first-record', 'Test', '2015-04-01') returning change_id as id`,
        [t],
      )
      const { id: addressId } = await one<{ id: number }>(
        owner,
        `insert into parcels.addresses (tenant_id, line) values ($1, '{"en":"7 Street"}') returning address_id as id`,
        [t],
      )
      const { id } = await one<{ id: number }>(
        owner,
        `insert into parcels.properties (tenant_id, property_number) values ($1, $2) returning property_id as id`,
        [t, serial.padStart(10, '0')],
      )
      await owner.query(
        `insert into parcels.property_versions (tenant_id, property_id, kind, place_grade, place_source, placed_on, address_id, change_id, valid_from)
         values ($1, $2, 'residential', 'street', 'test', '2015-04-01', $3, $4, '2015-04-01')`,
        [t, id, addressId, changeId],
      )
      if (wardId !== null)
        await owner.query(
          `insert into parcels.property_boundaries (tenant_id, property_id, boundary_set_id, boundary_id, placed_by, decision, valid_from)
           select $1, $2, boundary_set_id, $3, 'decision', 'Test', '2015-04-01' from identity.boundary_sets where tenant_id = $1`,
          [t, id, wardId],
        )
      return id
    })
  }

  async person(name: string): Promise<number> {
    const row = await this.own((owner) =>
      one<{ id: number }>(
        owner,
        `with party as (insert into people.parties (tenant_id, kind, masked_names) values ($1, 'person', '{"en":"R•••••"}') returning party_id)
         insert into people.persons (tenant_id, party_id, names) select $1, party_id, jsonb_build_object('en', $2::text) from party returning party_id as id`,
        [this.town.tenantId, name],
      ),
    )
    return row.id
  }

  /** Sets terms of a service in this town, by a made-up order. */
  async terms(service: string, value: object): Promise<void> {
    await this.own((owner) =>
      owner.query(
        `insert into identity.masters (scope, tenant_id, register, key, value, instrument, valid_from)
         values ('ulb', $1, 'workflow.services', $2, $3, 'Sample order (fictional)', '2020-01-01')`,
        [this.town.tenantId, service, JSON.stringify(value)],
      ),
    )
  }
}
