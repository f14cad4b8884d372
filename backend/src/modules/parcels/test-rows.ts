/** Rows for the tests of this room: a small register written straight into a fresh town. */
import type { Context, Db, Names, Tenant } from '../../kernel/index.ts'
import { asOwner, insertRows } from '../../kernel/index.ts'
import { normalNumber, propertyNumberOf } from './rules-numbers.ts'
import { placeRowsFor, searchRowsFor } from './rules-search.ts'

/** A house on a plot with one or more owners; coordinates are a square of `sizeDegrees` north-east of `at`. */
export interface House {
  owners: { names: Names; masked?: Names; guardian?: Names; mobile?: string }[]
  house?: string
  road?: number
  locality?: number
  ward?: number
  at?: [number, number] | null
  number?: string
  old?: string
  ulpin?: string
}

/** Ids of a house that was written. */
export interface WrittenHouse {
  propertyId: number
  propertyNumber: string
  parcelId: number | null
  partyIds: number[]
}

export const plotDegrees = 0.0002

async function one(db: Db, sql: string, values: unknown[]): Promise<number> {
  const [row] = await db.query<{ id: number }>(sql, values)
  return row!.id
}

/** A small town: streets, localities and wards by name, and a way to add houses. As the owner, past row security. */
export class TestRegister {
  readonly town: Tenant
  private readonly database: Context['platform']['database']
  private changeId = 0

  constructor(town: Tenant, database: Context['platform']['database']) {
    this.town = town
    this.database = database
  }

  run<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return asOwner(this.database, work)
  }

  /** The act that the first rows point at. */
  async change(db: Db): Promise<number> {
    this.changeId ||= await one(
      db,
      `insert into parcels.changes (tenant_id, kind, instrument, effective_on, recorded_at) values ($1, 'first-record', 'Survey', '2015-04-01', '2015-04-01T00:00:00Z') returning change_id as id`,
      [this.town.tenantId],
    )
    return this.changeId
  }

  road(names: Names, widthM = 6): Promise<number> {
    return this.run(async (db) => {
      const id = await one(
        db,
        `insert into parcels.roads (tenant_id, class, names, width_m) values ($1, 'local', $2, $3) returning road_id as id`,
        [this.town.tenantId, JSON.stringify(names), widthM],
      )
      await this.places(db, 1, id, names)
      return id
    })
  }

  locality(code: string, names: Names): Promise<number> {
    return this.run(async (db) => {
      const id = await one(
        db,
        `insert into parcels.localities (tenant_id, code, names) values ($1, $2, $3) returning locality_id as id`,
        [this.town.tenantId, code, JSON.stringify(names)],
      )
      await this.places(db, 2, id, names)
      return id
    })
  }

  private async places(db: Db, kind: 1 | 2 | 3, placeId: number, names: Names): Promise<void> {
    const rows = placeRowsFor({ kind, placeId, names }).map((row) => [
      this.town.tenantId,
      row.token,
      row.kind,
      row.placeId,
    ])
    await insertRows(
      db,
      'parcels.place_tokens',
      { tenant_id: 'int', token: 'text', kind: 'smallint', place_id: 'bigint' },
      rows,
    )
  }

  /** A ward of the electoral set; `box` w,s,e,n in degrees. Answers its boundary id. */
  ward(code: string, box: [number, number, number, number] | null = null): Promise<number> {
    return this.run(async (db) => {
      await db.query(
        `insert into identity.boundary_sets (tenant_id, code, names, straddler_rule) values ($1, 'electoral-ward', '{"en":"Ward"}', 'largest-part')
         on conflict do nothing`,
        [this.town.tenantId],
      )
      return one(
        db,
        `insert into identity.boundaries (tenant_id, boundary_set_id, code, names, geom, instrument, valid_from)
         select $1, boundary_set_id, $2, jsonb_build_object('en', 'Ward ' || $2),
           case when $3::float8 is not null then st_multi(st_makeenvelope($3, $4, $5, $6, 4326)) end, 'Notification', '2010-04-01'
         from identity.boundary_sets where tenant_id = $1 and code = 'electoral-ward' returning boundary_id as id`,
        [this.town.tenantId, code, ...(box ?? [null, null, null, null])],
      )
    })
  }

  house(given: House): Promise<WrittenHouse> {
    return this.run((db) => this.write(db, given))
  }

  private async write(db: Db, given: House): Promise<WrittenHouse> {
    const tenantId = this.town.tenantId
    const changeId = await this.change(db)
    const serial = await one(db, `select nextval('parcels.property_serials') as id`, [])
    const propertyNumber = propertyNumberOf(serial)
    const line = { en: `${given.house ?? ''} Street`, hi: `${given.house ?? ''} मार्ग` }
    const addressId = await one(
      db,
      `insert into parcels.addresses (tenant_id, house_number, road_id, locality_id, line) values ($1, $2, $3, $4, $5) returning address_id as id`,
      [tenantId, given.house ?? null, given.road ?? null, given.locality ?? null, JSON.stringify(line)],
    )
    const propertyId = await one(
      db,
      `insert into parcels.properties (tenant_id, property_number) values ($1, $2) returning property_id as id`,
      [tenantId, propertyNumber],
    )
    const at = given.at ?? null
    const middle = at && [at[0] + plotDegrees / 2, at[1] + plotDegrees / 2]
    await db.query(
      `insert into parcels.property_versions (tenant_id, property_id, kind, place_grade, place_source, placed_on, point, address_id, change_id, valid_from, recorded_at)
       values ($1, $2, 'residential', $3, 'survey', '2015-04-01', case when $4::float8 is not null then st_setsrid(st_makepoint($4, $5), 4326) end, $6, $7, '2015-04-01', '2015-04-01T00:00:00Z')`,
      [tenantId, propertyId, at ? 'parcel' : 'street', middle?.[0] ?? null, middle?.[1] ?? null, addressId, changeId],
    )
    const parcelId = at ? await this.plot(db, at, given.number ?? `P-${serial}`, propertyId) : null
    if (given.ward)
      await db.query(
        `insert into parcels.property_boundaries (tenant_id, property_id, boundary_set_id, boundary_id, placed_by, valid_from, recorded_at)
         select $1, $2, boundary_set_id, $3, 'largest-part', '2015-04-01', '2015-04-01T00:00:00Z' from identity.boundaries where tenant_id = $1 and boundary_id = $3`,
        [tenantId, propertyId, given.ward],
      )
    const partyIds = await this.owners(db, propertyId, given)
    for (const [scheme, value] of [
      ['old-property-number', given.old],
      ['ulpin', given.ulpin],
    ])
      if (value)
        await db.query(
          `with n as (insert into people.outside_numbers (tenant_id, scheme, value_printed, value_normal, issuer) values ($1, $2, $3, $5, 'Nagar Palika') returning number_id)
           insert into parcels.property_numbers (tenant_id, property_id, number_id) select $1, $4, number_id from n`,
          [tenantId, scheme, value, propertyId, normalNumber(value)],
        )
    const rows = searchRowsFor({
      propertyId,
      wardId: given.ward ?? null,
      owners: given.owners.map((owner) => ({ names: owner.names, relatives: owner.guardian ?? null })),
      address: {
        houseNumber: given.house ?? null,
        roadId: given.road ?? null,
        localityId: given.locality ?? null,
      },
      buildings: [],
      parcelNumbers: at ? [given.number ?? `P-${serial}`] : [],
    })
    await insertRows(
      db,
      'parcels.search_tokens',
      { tenant_id: 'int', token: 'text', kind: 'smallint', property_id: 'bigint' },
      rows.map((row) => [tenantId, row.token, row.kind, row.propertyId]),
    )
    return { propertyId, propertyNumber, parcelId, partyIds }
  }

  private async plot(db: Db, at: [number, number], number: string, propertyId: number): Promise<number> {
    const tenantId = this.town.tenantId
    const parcelId = await one(
      db,
      `insert into parcels.parcels (tenant_id, level) values ($1, 'municipal-plot') returning parcel_id as id`,
      [tenantId],
    )
    await db.query(
      `insert into parcels.parcel_versions (tenant_id, parcel_id, level, number, geom, area_sqm, change_id, valid_from, recorded_at)
       select $1, $2, 'municipal-plot', $3, g, st_area(st_transform(g, $9::int)), $4, '2015-04-01', '2015-04-01T00:00:00Z'
       from (select st_multi(st_forcepolygonccw(st_makeenvelope($5, $6, $7, $8, 4326))) as g) shape`,
      [
        tenantId,
        parcelId,
        number,
        await this.change(db),
        at[0],
        at[1],
        at[0] + plotDegrees,
        at[1] + plotDegrees,
        this.town.srid,
      ],
    )
    await db.query(
      `insert into parcels.property_parcels (tenant_id, property_id, parcel_id, numerator, denominator, change_id, valid_from, recorded_at)
       values ($1, $2, $3, 1, 1, $4, '2015-04-01', '2015-04-01T00:00:00Z')`,
      [tenantId, propertyId, parcelId, await this.change(db)],
    )
    return parcelId
  }

  private async owners(db: Db, propertyId: number, given: House): Promise<number[]> {
    const ids: number[] = []
    for (const owner of given.owners) {
      const partyId = await this.party(db, owner)
      ids.push(partyId)
      await db.query(
        `insert into parcels.party_roles (tenant_id, property_id, party_id, role, numerator, denominator, change_id, valid_from, recorded_at)
         values ($1, $2, $3, $4, 1, $5, $6, '2015-04-01', '2015-04-01T00:00:00Z')`,
        [
          this.town.tenantId,
          propertyId,
          partyId,
          ids.length === 1 ? 'owner' : 'co-owner',
          given.owners.length,
          await this.change(db),
        ],
      )
    }
    return ids
  }

  /** A person with a masked name beside the full one. */
  async party(db: Db, owner: House['owners'][number]): Promise<number> {
    const masked =
      owner.masked ??
      Object.fromEntries(Object.entries(owner.names).map(([language, name]) => [language, `${[...name!][0]}***`]))
    const partyId = await one(
      db,
      `insert into people.parties (tenant_id, kind, masked_names) values ($1, 'person', $2) returning party_id as id`,
      [this.town.tenantId, JSON.stringify(masked)],
    )
    await db.query(`insert into people.persons (tenant_id, party_id, names, guardian_names) values ($1, $2, $3, $4)`, [
      this.town.tenantId,
      partyId,
      JSON.stringify(owner.names),
      owner.guardian ? JSON.stringify(owner.guardian) : null,
    ])
    if (owner.mobile)
      await db.query(
        `insert into people.contacts (tenant_id, party_id, channel, value, claimed_on) values ($1, $2, 'mobile', $3, '2020-01-01')`,
        [this.town.tenantId, partyId, owner.mobile],
      )
    return partyId
  }
}
