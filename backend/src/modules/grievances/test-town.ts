/** A town for the tests of this room: a limit, a ward, a street, one plot with its property, and three posts. */
import type { TestDatabase } from '../../../test/database.ts'
import { asOwner, type Context, type Db, newRequestId, type Tenant } from '../../kernel/index.ts'
import { attachToCase, type Workflows } from '../workflow/index.ts'

/** Who sits at a post. */
export interface Desk {
  postId: number
  userId: number
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** The town, its ids, and contexts in it. */
export class ComplaintTown {
  readonly db: TestDatabase
  readonly town: Tenant
  readonly state: Tenant
  readonly today = '2026-04-01'
  officer!: Desk
  engineer!: Desk
  parcelId = 0
  propertyId = 0
  roadId = 0
  private citizenId = 0

  constructor(db: TestDatabase, town: Tenant, state: Tenant) {
    this.db = db
    this.town = town
    this.state = state
  }

  static async open(db: TestDatabase): Promise<ComplaintTown> {
    const { town, state } = await db.newTenant()
    const made = new ComplaintTown(db, town, state)
    await made.fill()
    return made
  }

  private own<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return asOwner(this.db.database, work)
  }

  private async one(sql: string, values: unknown[]): Promise<number> {
    const [row] = await this.own((db) => db.query<{ id: number }>(sql, [this.town.tenantId, ...values]))
    return row!.id
  }

  private async fill(): Promise<void> {
    const t = [this.town.tenantId]
    await this.own(async (db) => {
      await db.query(
        `insert into identity.town_versions (tenant_id, names, town_class, act, boundary, instrument, valid_from)
         values ($1, '{"en":"Town"}', 'palika', 'Test Act', st_multi(st_makeenvelope(77.9, 23.0, 78.0, 23.2, 4326)), 'Test', '2000-04-01')`,
        t,
      )
      await db.query(
        `insert into kernel.working_weeks (tenant_id, valid_from, pattern, instrument) values ($1, '2020-01-01', '{"off":[7]}', 'Test')`,
        t,
      )
    })
    this.roadId = await this.one(
      `insert into parcels.roads (tenant_id, class, names, width_m, geom)
       values ($1, 'local', '{"en":"Lamp Street"}', 6, st_setsrid(st_multi(st_makeline(st_makepoint(77.949, 23.1), st_makepoint(77.952, 23.1))), 4326))
       returning road_id as id`,
      [],
    )
    await this.plot()
    this.officer = await this.desk('grievance-officer', 'Asha')
    this.engineer = await this.desk('water-engineer', 'Bela')
    this.citizenId = await this.user()
  }

  private async plot(): Promise<void> {
    const change = await this.one(
      `insert into parcels.changes (tenant_id, kind, instrument, effective_on) values ($1, 'first-record', 'Test', '2015-04-01') returning change_id as id`,
      [],
    )
    this.parcelId = await this.one(
      `insert into parcels.parcels (tenant_id, level) values ($1, 'municipal-plot') returning parcel_id as id`,
      [],
    )
    await this.one(
      `insert into parcels.parcel_versions (tenant_id, parcel_id, level, number, geom, area_sqm, change_id, valid_from)
       values ($1, $2, 'municipal-plot', 'P-1', st_multi(st_makeenvelope(77.95, 23.1, 77.9502, 23.1002, 4326)), 450, $3, '2015-04-01') returning version_id as id`,
      [this.parcelId, change],
    )
    const address = await this.one(
      `insert into parcels.addresses (tenant_id, road_id, line) values ($1, $2, '{"en":"1 Lamp Street"}') returning address_id as id`,
      [this.roadId],
    )
    this.propertyId = await this.one(
      `insert into parcels.properties (tenant_id, property_number) values ($1, '0000000017') returning property_id as id`,
      [],
    )
    await this.one(
      `insert into parcels.property_versions (tenant_id, property_id, kind, place_grade, place_source, placed_on, point, address_id, change_id, valid_from)
       values ($1, $2, 'residential', 'parcel', 'test', '2015-04-01', st_setsrid(st_makepoint(77.9501, 23.1001), 4326), $3, $4, '2015-04-01') returning version_id as id`,
      [this.propertyId, address, change],
    )
    await this.one(
      `insert into parcels.property_parcels (tenant_id, property_id, parcel_id, numerator, denominator, change_id, valid_from)
       values ($1, $2, $3, 1, 1, $4, '2015-04-01') returning link_id as id`,
      [this.propertyId, this.parcelId, change],
    )
  }

  private async desk(designation: string, name: string): Promise<Desk> {
    const userId = await this.user('staff', name)
    const postId = await this.one(
      `with post as (insert into identity.posts (tenant_id, designation, names, office, valid_from)
         values ($1, $2, jsonb_build_object('en', $3::text), '{"en":"Office"}', '2020-01-01') returning post_id)
       insert into identity.post_holdings (tenant_id, post_id, user_id, capacity, instrument, valid_from)
       select $1, post_id, $4, 'substantive', 'Test', '2020-01-01' from post returning post_id as id`,
      [designation, name, userId],
    )
    return { postId, userId }
  }

  async user(kind: 'citizen' | 'staff' = 'citizen', name = 'Citizen'): Promise<number> {
    const [row] = await this.own((db) =>
      db.query<{ id: number }>(
        `insert into identity.users (tenant_id, kind, names) values ($1, $2, jsonb_build_object('en', $3::text)) returning user_id as id`,
        [this.state.tenantId, kind, name],
      ),
    )
    return row!.id
  }

  private context(given: Partial<Context>): Context {
    return { ...this.db.context(this.town, { requestId: newRequestId(), ...given }), today: this.today }
  }

  citizen(userId: number | null = this.citizenId): Context {
    return this.context({ roleClass: userId === null ? 'anonymous' : 'citizen', userId })
  }

  staff(desk: Desk, more: string[] = []): Context {
    const permissions = new Set(['workflow.read', 'workflow.work', ...more])
    return this.context({ roleClass: 'staff', userId: desk.userId, postId: desk.postId, permissions })
  }

  async photo(caseId: number, context: Context, workflows: Workflows): Promise<void> {
    await attachToCase(context, workflows, caseId, { bytes: pixel, kind: 'photo', title: 'Photo', officeOnly: false })
  }

  async versionOf(caseId: number): Promise<number> {
    return (await this.caseRow(caseId)).version
  }

  /** The case with what is the complaint's own. */
  async caseRow(caseId: number) {
    const [row] = await this.own((db) =>
      db.query<{
        version: number
        status: string
        parcel_id: number | null
        property_id: number | null
        road_id: number | null
        assigned_post_id: number | null
        joined_to: number | null
      }>(
        `select c.version, c.status, c.parcel_id, c.property_id, g.road_id, c.assigned_post_id, g.joined_to
         from workflow.cases c join grievances.complaints g on g.tenant_id = c.tenant_id and g.case_id = c.case_id
         where c.tenant_id = $1 and c.case_id = $2`,
        [this.town.tenantId, caseId],
      ),
    )
    return row!
  }

  /** The thing that a complaint is about. */
  async assetOf(caseId: number) {
    const [row] = await this.own((db) =>
      db.query<{ asset_kind: string | null; asset_id: number | null }>(
        `select asset_kind, asset_id from grievances.complaints where tenant_id = $1 and case_id = $2`,
        [this.town.tenantId, caseId],
      ),
    )
    return row!
  }

  async followers(caseId: number): Promise<number[]> {
    const rows = await this.own((db) =>
      db.query<{ user_id: number }>(
        `select user_id from workflow.applicants where tenant_id = $1 and case_id = $2 and role = 'follower'`,
        [this.town.tenantId, caseId],
      ),
    )
    return rows.map((row) => row.user_id)
  }

  /** All that the platform keeps of requests, events and journal of this town, as one text. */
  async kept(): Promise<string> {
    const [row] = await this.own((db) =>
      db.query<{ kept: string }>(
        `select concat((select string_agg(r::text, ' ') from kernel.requests r where tenant_id = $1),
           (select string_agg(j::text, ' ') from kernel.journal_entries j where tenant_id = $1),
           (select string_agg(e::text, ' ') from kernel.events e where tenant_id = $1)) as kept`,
        [this.town.tenantId],
      ),
    )
    return row!.kept
  }
}
