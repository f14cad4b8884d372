/** A town for the tests of this room: a limit, a row of plots with owners, two posts, and an authority next door. */
import type { TestDatabase } from '../../../test/database.ts'
import {
  asOwner,
  type Context,
  type Db,
  deliverEvent,
  newRequestId,
  newSubscribers,
  type Platform,
  type Tenant,
} from '../../kernel/index.ts'
import { type ActOnCase, actOnCase, newWorkflows, runClocks, type Workflows } from '../workflow/index.ts'
import { applyForPermit } from './actions/apply-for-permit.ts'
import { askConsent } from './actions/ask-consent.ts'
import { giveConsent } from './actions/give-consent.ts'
import { registerTechnicalPerson } from './actions/register-technical-person.ts'
import { followPermits } from './follow.ts'
import { handInPermits } from './hand-in.ts'
import { applySchema, technicalPersonSchema } from './schemas.ts'

/** A plot of the row with its property and its owner. */
export interface Plot {
  parcelId: number
  propertyId: number
  ownerId: number
  mobile: string
}

/** Degrees of the row: plots of about 20 m by 33 m, side by side from west to east. */
export const origin: [number, number] = [77.95, 23.1]
const [width, depth] = [0.0002, 0.0003]

/** The outline of plots `from` to `to` of the row, or of a part of them: in plots and depths. */
export function box(west: number, south: number, east: number, north: number) {
  const at = (x: number, y: number) => [
    Math.round((origin[0] + x * width) * 1e8) / 1e8,
    Math.round((origin[1] + y * depth) * 1e8) / 1e8,
  ]
  const ring = [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]
  return { type: 'Polygon' as const, coordinates: [ring as [number, number][]] }
}

export class PermitTown {
  readonly db: TestDatabase
  readonly town: Tenant
  readonly state: Tenant
  readonly workflows: Workflows
  readonly plots: Plot[] = []
  private readonly platform: Platform
  private at = new Date('2026-04-01T05:00:00Z')
  today = '2026-04-01'
  planner!: { postId: number; userId: number }
  head!: { postId: number; userId: number }
  architect = { technicalPersonId: 0, userId: 0 }
  citizenId = 0

  constructor(db: TestDatabase, town: Tenant, state: Tenant) {
    this.db = db
    this.town = town
    this.state = state
    this.workflows = newWorkflows()
    handInPermits(this.workflows)
    this.platform = { ...db.platform, now: () => this.at, subscribers: newSubscribers() }
    followPermits(this.platform.subscribers)
  }

  /** A town with so many plots; its masters are set unless told. */
  static async open(db: TestDatabase, plots = 2): Promise<PermitTown> {
    const { town, state } = await db.newTenant()
    const made = new PermitTown(db, town, state)
    await made.fill(plots)
    return made
  }

  own<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return asOwner(this.db.database, work)
  }

  async one(sql: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.own((db) => db.query<{ id: number }>(sql, [this.town.tenantId, ...values]))
    return row!.id
  }

  private async fill(plots: number): Promise<void> {
    await this.one(
      `insert into identity.town_versions (tenant_id, names, town_class, act, boundary, instrument, valid_from)
       values ($1, '{"en":"Town"}', 'palika', 'Test Act', st_multi(st_makeenvelope(77.9, 23.0, 78.0, 23.2, 4326)), 'Test', '2000-04-01') returning version_id as id`,
    )
    await this.own((db) =>
      db.query(
        `insert into kernel.working_weeks (tenant_id, valid_from, pattern, instrument) values ($1, '2020-01-01', '{"off":[7]}', 'Test')`,
        [this.town.tenantId],
      ),
    )
    for (let at = 0; at < plots; at++) this.plots.push(await this.plot(at))
    this.planner = await this.desk('town-planner')
    this.head = await this.desk('commissioner')
    this.citizenId = await this.user()
    for (const service of ['permit', 'layout', 'completion'])
      await this.master('workflow.services', `building-permits.${service}`, { days: { count: 24, kind: 'working' } })
    await this.master('building-permits.rules', 'validity-months', 36)
    await this.master('building-permits.rules', 'deviation-tolerance', 0.05)
    this.architect.userId = await this.user()
    this.architect.technicalPersonId = await this.technicalPerson({ userId: this.architect.userId })
  }

  /** A plot of the row, with its property and its owner. */
  private async plot(at: number): Promise<Plot> {
    const change = await this.one(
      `insert into parcels.changes (tenant_id, kind, instrument, effective_on) values ($1, 'first-record', 'Test', '2015-04-01') returning change_id as id`,
    )
    const parcelId = await this.parcel('municipal-plot', `P-${at + 1}`, box(at, 0, at + 1, 1), change)
    const address = await this.one(
      `insert into parcels.addresses (tenant_id, line) values ($1, '{"en":"Row"}') returning address_id as id`,
    )
    const propertyId = await this.one(
      `insert into parcels.properties (tenant_id, property_number) values ($1, lpad($2::text, 10, '0')) returning property_id as id`,
      [at + 1],
    )
    await this.one(
      `insert into parcels.property_versions (tenant_id, property_id, kind, place_grade, place_source, placed_on, point, address_id, change_id, valid_from)
       values ($1, $2, 'residential', 'parcel', 'test', '2015-04-01', st_setsrid(st_makepoint($5, $6), 4326), $3, $4, '2015-04-01') returning version_id as id`,
      [propertyId, address, change, origin[0] + (at + 0.5) * width, origin[1] + 0.5 * depth],
    )
    await this.one(
      `insert into parcels.property_parcels (tenant_id, property_id, parcel_id, numerator, denominator, change_id, valid_from)
       values ($1, $2, $3, 1, 1, $4, '2015-04-01') returning link_id as id`,
      [propertyId, parcelId, change],
    )
    const mobile = `98000000${String(at + 10).padStart(2, '0')}`
    const ownerId = await this.person(mobile)
    await this.owner(propertyId, ownerId, 'owner')
    return { parcelId, propertyId, ownerId, mobile }
  }

  async parcel(level: string, number: string, outline: object, change: number): Promise<number> {
    const parcelId = await this.one(
      `insert into parcels.parcels (tenant_id, level) values ($1, $2) returning parcel_id as id`,
      [level],
    )
    await this.one(
      `insert into parcels.parcel_versions (tenant_id, parcel_id, level, number, number_printed, geom, area_sqm, change_id, valid_from)
       select $1, $2, $3, $4, $4, st_multi(g), st_area(st_transform(g, $7::int)), $5, '2015-04-01' from (select st_setsrid(st_geomfromgeojson($6), 4326) as g) drawn
       returning version_id as id`,
      [parcelId, level, number, change, JSON.stringify(outline), this.town.srid],
    )
    return parcelId
  }

  async person(mobile: string | null): Promise<number> {
    const id = await this.one(
      `with party as (insert into people.parties (tenant_id, kind, masked_names) values ($1, 'person', '{"en":"R•••••"}') returning party_id)
       insert into people.persons (tenant_id, party_id, names) select $1, party_id, '{"en":"Ramesh"}' from party returning party_id as id`,
    )
    if (mobile !== null)
      await this.one(
        `insert into people.contacts (tenant_id, party_id, channel, value, claimed_on, proved_on, proved_until)
         values ($1, $2, 'mobile', $3, '2026-01-01', '2026-01-01', '2027-01-01') returning contact_id as id`,
        [id, mobile],
      )
    return id
  }

  async owner(propertyId: number, partyId: number, role: 'owner' | 'co-owner'): Promise<void> {
    await this.one(
      `insert into parcels.party_roles (tenant_id, property_id, party_id, role, change_id, valid_from)
       select $1, $2, $3, $4, change_id, '2015-04-01' from parcels.changes where tenant_id = $1 limit 1 returning role_id as id`,
      [propertyId, partyId, role],
    )
  }

  private async desk(designation: string) {
    const userId = await this.user('staff')
    const postId = await this.one(
      `with post as (insert into identity.posts (tenant_id, designation, names, office, valid_from)
         values ($1, $2, '{"en":"Post"}', '{"en":"Office"}', '2020-01-01') returning post_id)
       insert into identity.post_holdings (tenant_id, post_id, user_id, capacity, instrument, valid_from)
       select $1, post_id, $3, 'substantive', 'Test', '2020-01-01' from post returning post_id as id`,
      [designation, userId],
    )
    return { postId, userId }
  }

  async user(kind: 'citizen' | 'staff' = 'citizen'): Promise<number> {
    const [row] = await this.own((db) =>
      db.query<{ id: number }>(
        `insert into identity.users (tenant_id, kind, names) values ($1, $2, '{"en":"User"}') returning user_id as id`,
        [this.state.tenantId, kind],
      ),
    )
    return row!.id
  }

  /** Sets a value of the town by a made-up order; a later one takes the place of an earlier. */
  async master(register: string, key: string, value: unknown): Promise<void> {
    await this.own(async (db) => {
      await db.query(`delete from identity.masters where tenant_id = $1 and register = $2 and key = $3`, [
        this.town.tenantId,
        register,
        key,
      ])
      await db.query(
        `insert into identity.masters (scope, tenant_id, register, key, value, instrument, valid_from)
         values ('ulb', $1, $2, $3, $4, 'Sample order (fictional)', '2020-01-01')`,
        [this.town.tenantId, register, key, JSON.stringify(value)],
      )
    })
  }

  /** Another day, at ten in the morning. */
  on(today: string): this {
    this.today = today
    this.at = new Date(`${today}T05:00:00Z`)
    return this
  }

  later(minutes: number): void {
    this.at = new Date(this.at.getTime() + minutes * 60_000)
  }

  private context(given: Partial<Context>): Context {
    const context = this.db.context(this.town, { requestId: newRequestId(), ...given })
    return { ...context, platform: this.platform, today: this.today }
  }

  citizen(userId: number | null = this.citizenId): Context {
    return this.context({ roleClass: userId === null ? 'anonymous' : 'citizen', userId })
  }

  staff(desk = this.planner, more: string[] = []): Context {
    const permissions = new Set(['workflow.read', 'workflow.work', ...more])
    return this.context({ roleClass: 'staff', userId: desk.userId, postId: desk.postId, permissions })
  }

  system(): Context {
    return this.context({ roleClass: 'system' })
  }

  async technicalPerson(given: object = {}): Promise<number> {
    const serial = await this.one(
      `select count(*)::int + 1 as id from building_permits.technical_persons where tenant_id = $1`,
    )
    const person = technicalPersonSchema.parse({
      kind: 'architect',
      number: `CA/2010/${serial}`,
      issuer: 'Council of Architecture (sample)',
      names: { en: 'A. Architect' },
      validFrom: '2020-01-01',
      validTo: '2030-12-31',
      instrument: 'Sample entry',
      ...given,
    })
    return (await registerTechnicalPerson(this.staff(), person)).technicalPersonId
  }

  /** An application of the citizen; on the first plot, with the architect, unless told. */
  apply(given: object = {}, context = this.citizen()) {
    const body = applySchema.parse({
      site: { parcelIds: [this.plots[0]!.parcelId] },
      proposal: { use: 'residential', builtUpSqm: 200, heightM: 9, floors: 2 },
      technicalPersonId: this.architect.technicalPersonId,
      ...given,
    })
    return applyForPermit(context, this.workflows, body)
  }

  /** Every owner of a case says yes by the code that was sent. */
  async consent(caseId: number, context = this.citizen()): Promise<void> {
    const rows = await this.own((db) =>
      db.query<{ id: number }>(
        `select consent_id as id from building_permits.consents where tenant_id = $1 and case_id = $2 and given_on is null order by 1`,
        [this.town.tenantId, caseId],
      ),
    )
    for (const { id } of rows) {
      await askConsent({ ...context, requestId: newRequestId() }, caseId, id)
      const code = this.lastCode()
      await giveConsent({ ...context, requestId: newRequestId() }, caseId, id, { code, answer: 'yes' })
    }
  }

  lastCode(): string {
    return /^\d{6}/.exec(this.db.sent.at(-1)!.text)![0]
  }

  /** Steps of a case one after the other. */
  async steps(caseId: number, ...list: [Context, Partial<ActOnCase> & { action: string }][]): Promise<void> {
    for (const [context, given] of list)
      await actOnCase({ ...context, requestId: newRequestId() }, this.workflows, caseId, {
        expectedVersion: (await this.caseRow(caseId)).version,
        ...given,
      })
  }

  /** From draft to sanction by the usual way. */
  async sanctioned(caseId: number): Promise<void> {
    await this.consent(caseId)
    await this.steps(
      caseId,
      [this.citizen(), { action: 'submit' }],
      [this.staff(), { action: 'record-passed' }],
      [this.staff(), { action: 'sanction' }],
    )
  }

  async caseRow(caseId: number) {
    const [row] = await this.own((db) =>
      db.query<{
        version: number
        status: string
        stage: string
        due_on: string | null
        decision: string | null
        closed_on: string | null
      }>(
        `select version, status, stage, due_on, decision, closed_on from workflow.cases where tenant_id = $1 and case_id = $2`,
        [this.town.tenantId, caseId],
      ),
    )
    return row!
  }

  /** Lets the clock of all cases run on another day. */
  async clock(today: string): Promise<void> {
    await runClocks(this.on(today).platform, this.workflows, this.town.tenantId)
  }

  /** Delivers what waits in the outbox of this town to the room, until nothing is left; answers the names. */
  async deliver(): Promise<string[]> {
    const heard: string[] = []
    for (;;) {
      const events = await this.own((db) =>
        db.query<{ event_id: number; name: string }>(
          `update kernel.events set dispatched_at = now() where tenant_id = $1 and dispatched_at is null returning event_id, name`,
          [this.town.tenantId],
        ),
      )
      if (!events.length) return heard
      for (const { event_id: eventId, name } of events.sort((a, b) => a.event_id - b.event_id)) {
        heard.push(name)
        for (const each of this.platform.subscribers.all().filter((one) => one.event === name))
          await deliverEvent(this.platform, { tenantId: this.town.tenantId, eventId, subscriber: each.name })
      }
    }
  }
}
