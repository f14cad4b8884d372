import type { Tenant } from '../../../backend/src/kernel/index.ts'
// Past the doors, to pure files: the thread that makes a town does without the rest of the house.
import { addDays } from '../../../backend/src/kernel/pure.ts'
import { normalNumber, propertyNumberOf } from '../../../backend/src/modules/parcels/rules-numbers.ts'
import { placeRowsFor, searchRowsFor } from '../../../backend/src/modules/parcels/rules-search.ts'
import { maskNames } from '../../../backend/src/modules/people/rules-mask.ts'
import { nameKeyOf } from '../../../backend/src/modules/people/rules-names.ts'
import type { CityChunk, CityFrame, Parcel, Role } from '../types.ts'
import { multiLineHex, multiPolygonHex, pointHex } from './ewkb.ts'
import type { Bases } from './ids.ts'
import type { Rows } from './tables.ts'

const privateSchemes = new Set(['pan', 'gstin', 'samagra-family', 'samagra-member', 'deed'])
const setCodes = ['electoralWard', 'taxWard', 'zone', 'sanitaryBeat'] as const
const setOf = {
  electoralWard: 'electoral-ward',
  taxWard: 'tax-ward',
  zone: 'administrative-zone',
  sanitaryBeat: 'sanitary-beat',
} as const
const ownerRoles = new Set(['owner', 'co-owner', 'lessee'])
const namedRoles = new Set([...ownerRoles, 'society', 'heir', 'person-liable', 'occupier'])

/** What rows refer to while a town is loaded. */
export class RowMaker {
  private readonly sets = new Map<string, { id: number; straddler: string }>()
  private readonly zones = new Map<string, number>()
  private changes = 1
  private statements = 0
  private numbers = 0
  private readonly tenant: Tenant
  private readonly bases: Bases
  private readonly today: string
  private readonly before = new Map<number, string>()

  constructor(tenant: Tenant, bases: Bases, today: string) {
    this.tenant = tenant
    this.bases = bases
    this.today = today
  }

  /** The act of the first record, to which most versions point. */
  private get firstChange(): number {
    return this.bases.change + 1
  }

  private daysFromToday(days: number): string {
    const day = this.before.get(days) ?? addDays(this.today, days)
    this.before.set(days, day)
    return day
  }

  private moment(day: string): string {
    return `${day}T06:30:00Z`
  }

  /** What the whole town shares: boundary sets and areas, zones, waters, railways. */
  frame(frame: CityFrame, rows: Rows): void {
    const { tenantId } = this.tenant
    const { bases } = this
    rows['parcels.changes'].push([
      tenantId,
      this.firstChange,
      'first-record',
      'Sample survey (fictional)',
      this.daysFromToday(-4000),
      this.moment(this.daysFromToday(-4000)),
    ])
    for (const [index, set] of frame.boundarySets.entries()) {
      const id = bases.boundarySet + index + 1
      this.sets.set(set.code, { id, straddler: set.straddler })
      rows['identity.boundary_sets'].push([tenantId, id, set.code, set.names, set.straddler])
    }
    for (const area of frame.boundaryAreas) {
      rows['identity.boundaries'].push([
        tenantId,
        bases.boundary + area.key,
        this.sets.get(area.set)!.id,
        area.code,
        area.names,
        multiPolygonHex(area.polygons),
        'Sample notification (fictional)',
        area.validFrom,
        area.validTo ?? 'infinity',
      ])
    }
    for (const zone of frame.landUse) {
      this.zones.set(zone.code, bases.zone + zone.key)
      rows['parcels.land_use_zones'].push([
        tenantId,
        bases.zone + zone.key,
        zone.code,
        zone.names,
        'Sample development plan (fictional)',
        multiPolygonHex(zone.polygons),
        this.daysFromToday(-4000),
      ])
    }
    for (const water of frame.water)
      this.feature(rows, 'water', water.class, water.names, multiPolygonHex([water.rings]))
    for (const railway of frame.railways)
      this.feature(rows, 'railway', railway.kind, railway.names, multiLineHex([railway.line]))
  }

  private feature(rows: Rows, kind: string, featureClass: string, names: object, geometry: string | null): void {
    rows['parcels.land_features'].push([this.tenant.tenantId, kind, featureClass, names, geometry])
  }

  /** All that hangs on up to a thousand parcels. */
  chunk(chunk: CityChunk, rows: Rows): void {
    this.baseMap(chunk, rows)
    this.parcels(chunk, rows)
    this.buildings(chunk, rows)
    this.parties(chunk, rows)
    this.properties(chunk, rows)
    this.roles(chunk, rows)
    this.outsideNumbers(chunk, rows)
    this.restrictions(chunk, rows)
    this.tokens(chunk, rows)
  }

  private baseMap(chunk: CityChunk, rows: Rows): void {
    const { tenantId } = this.tenant
    for (const locality of chunk.localities) {
      const id = this.bases.locality + locality.key
      rows['parcels.localities'].push([tenantId, id, locality.code, locality.names, pointHex(locality.point)])
      for (const { token, kind } of placeRowsFor({ kind: 2, placeId: id, names: locality.names }))
        rows['parcels.place_tokens'].push([tenantId, token, kind, id])
    }
    for (const road of chunk.roads) {
      const id = this.bases.road + road.key
      rows['parcels.roads'].push([
        tenantId,
        id,
        road.class,
        road.names,
        road.widthM,
        road.surface,
        road.deadEnd,
        multiLineHex(road.lines),
      ])
      for (const { token, kind } of placeRowsFor({ kind: 1, placeId: id, names: road.names }))
        rows['parcels.place_tokens'].push([tenantId, token, kind, id])
    }
    for (const park of chunk.parks) this.feature(rows, 'park', park.class, park.names, multiPolygonHex([park.rings]))
    for (const tree of chunk.trees) this.feature(rows, 'tree', tree.setting, {}, pointHex(tree.point))
    for (const landmark of chunk.landmarks)
      this.feature(rows, 'landmark', landmark.kind, landmark.names, pointHex(landmark.point))
  }

  private newChange(rows: Rows, kind: string, instrument: string, on: string, recordedOn: string): number {
    const id = this.bases.change + ++this.changes
    rows['parcels.changes'].push([this.tenant.tenantId, id, kind, instrument, on, this.moment(recordedOn)])
    return id
  }

  private parcels(chunk: CityChunk, rows: Rows): void {
    const { tenantId } = this.tenant
    const byKey = new Map<number, Parcel>()
    for (const parcel of chunk.parcels) {
      byKey.set(parcel.key, parcel)
      rows['parcels.parcels'].push([tenantId, this.bases.parcel + parcel.key, parcel.level])
      rows['parcels.parcel_versions'].push(this.parcelRow(parcel, this.firstChange, 'infinity'))
    }
    const changeOf = {
      're-measurement': 'survey',
      'legal-area-corrected': 'correction',
      renumbered: 'renumber',
    } as const
    for (const version of chunk.parcelVersions) {
      const now = byKey.get(version.parcelKey)
      if (!now) continue
      const change = this.newChange(
        rows,
        changeOf[version.change],
        version.instrument,
        version.lawTo,
        version.recordedOn,
      )
      const earlier = { ...now, ...version, key: now.key, validFrom: version.lawFrom, validTo: version.lawTo }
      // What overlaps the present version in law was a wrong record: it ended when the right one was written.
      const superseded = version.lawTo <= now.validFrom ? 'infinity' : this.moment(now.recordedOn)
      rows['parcels.parcel_versions'].push(this.parcelRow(earlier, change, superseded))
    }
    for (const lineage of chunk.lineage) {
      const change = this.newChange(rows, lineage.kind, lineage.instrument, lineage.on, lineage.recordedOn)
      for (const parent of lineage.parentKeys)
        for (const child of lineage.childKeys)
          rows['parcels.lineage'].push([tenantId, change, this.bases.parcel + parent, this.bases.parcel + child])
    }
    for (const link of chunk.levelLinks) {
      const area = byKey.get(link.upperKey)?.areaSqm
      if (area)
        rows['parcels.parcel_overlaps'].push([
          tenantId,
          this.bases.parcel + link.upperKey,
          this.bases.parcel + link.lowerKey,
          area.toFixed(3),
        ])
    }
  }

  private parcelRow(parcel: Parcel, change: number, superseded: string): unknown[] {
    return [
      this.tenant.tenantId,
      this.bases.parcel + parcel.key,
      parcel.level,
      parcel.number,
      multiPolygonHex([parcel.rings]),
      parcel.areaSqm.toFixed(3),
      parcel.legalAreaSqm?.toFixed(3) ?? null,
      parcel.surveyClass,
      parcel.surveyedOn,
      parcel.landUse,
      parcel.roadKey && this.bases.road + parcel.roadKey,
      this.zones.get(parcel.landUse) ?? null,
      change,
      parcel.validFrom,
      parcel.validTo ?? 'infinity',
      this.moment(parcel.recordedOn),
      superseded,
    ]
  }

  private buildings(chunk: CityChunk, rows: Rows): void {
    const { tenantId } = this.tenant
    const { bases } = this
    const since = (year: number) => (`${year}-04-01` <= this.today ? `${year}-04-01` : this.daysFromToday(-30))
    for (const building of chunk.buildings) {
      const from = since(building.builtYear)
      rows['parcels.buildings'].push([tenantId, bases.building + building.key])
      rows['parcels.building_versions'].push([
        tenantId,
        bases.building + building.key,
        building.names,
        multiPolygonHex([building.rings]),
        building.footprintSqm.toFixed(3),
        building.floorsAboveGround,
        building.floorsBelowGround,
        building.heightM.toFixed(2),
        building.construction,
        building.use,
        building.builtYear,
        this.firstChange,
        from,
        this.moment(from),
      ])
      if (building.names) {
        const id = bases.building + building.key
        for (const { token, kind } of placeRowsFor({ kind: 3, placeId: id, names: building.names }))
          rows['parcels.place_tokens'].push([tenantId, token, kind, id])
      }
    }
    for (const unit of chunk.units) {
      const from = since(unit.builtYear)
      rows['parcels.units'].push([tenantId, bases.unit + unit.key, bases.building + unit.buildingKey])
      rows['parcels.unit_versions'].push([
        tenantId,
        bases.unit + unit.key,
        unit.wing,
        unit.floor,
        unit.number,
        unit.use,
        unit.occupancy,
        unit.areaSqm.toFixed(3),
        unit.unauthorised,
        unit.landShare?.numerator ?? null,
        unit.landShare?.denominator ?? null,
        this.firstChange,
        from,
        this.moment(from),
      ])
      if (unit.propertyKey) {
        rows['parcels.building_properties'].push([
          tenantId,
          bases.building + unit.buildingKey,
          bases.unit + unit.key,
          bases.property + unit.propertyKey,
          null,
          null,
          this.firstChange,
          from,
          this.moment(from),
        ])
      }
    }
    for (const link of chunk.buildingParcels) {
      rows['parcels.building_parcels'].push([
        tenantId,
        bases.building + link.buildingKey,
        bases.parcel + link.parcelKey,
        link.share?.numerator ?? null,
        link.share?.denominator ?? null,
        this.firstChange,
        this.daysFromToday(-4000),
        this.moment(this.daysFromToday(-4000)),
      ])
    }
  }

  private properties(chunk: CityChunk, rows: Rows): void {
    const { tenantId } = this.tenant
    const { bases } = this
    const throughUnits = new Set(chunk.units.map((unit) => unit.propertyKey))
    for (const property of chunk.properties) {
      const id = bases.property + property.key
      const address = property.address
      const recorded = this.moment(property.validFrom)
      rows['parcels.addresses'].push([
        tenantId,
        bases.address + property.key,
        address.houseNumber,
        address.roadKey && bases.road + address.roadKey,
        bases.locality + address.localityKey,
        address.landmark,
        address.pin,
        address.line,
      ])
      rows['parcels.properties'].push([tenantId, id, propertyNumberOf(bases.serial + property.key)])
      rows['parcels.property_versions'].push([
        tenantId,
        id,
        property.kind,
        property.place.grade,
        property.place.source,
        property.place.on,
        pointHex(property.place.point),
        bases.address + property.key,
        property.exemption ? [`exempt-${property.exemption}`] : [],
        this.firstChange,
        property.validFrom,
        property.validTo ?? 'infinity',
        recorded,
      ])
      for (const noun of setCodes) {
        const area = property.placement[noun]
        const set = this.sets.get(setOf[noun])
        if (!area || !set) continue
        const placedBy = set.straddler === 'main-door' ? 'main-door' : 'largest-part'
        rows['parcels.property_boundaries'].push([
          tenantId,
          id,
          set.id,
          bases.boundary + area,
          placedBy,
          property.validFrom,
          recorded,
        ])
      }
    }
    for (const link of chunk.propertyParcels) {
      rows['parcels.property_parcels'].push([
        tenantId,
        bases.property + link.propertyKey,
        bases.parcel + link.parcelKey,
        link.share?.numerator ?? null,
        link.share?.denominator ?? null,
        this.firstChange,
        this.daysFromToday(-4000),
        this.moment(this.daysFromToday(-4000)),
      ])
    }
    for (const link of chunk.buildingProperties) {
      if (throughUnits.has(link.propertyKey)) continue
      rows['parcels.building_properties'].push([
        tenantId,
        bases.building + link.buildingKey,
        null,
        bases.property + link.propertyKey,
        link.share?.numerator ?? null,
        link.share?.denominator ?? null,
        this.firstChange,
        this.daysFromToday(-4000),
        this.moment(this.daysFromToday(-4000)),
      ])
    }
  }

  private parties(chunk: CityChunk, rows: Rows): void {
    const { tenantId } = this.tenant
    const { bases } = this
    const contact = (partyId: number, channel: string, value: string, on: string) =>
      rows['people.contacts'].push([tenantId, partyId, channel, value, on, on, addDays(on, 365)])
    for (const person of chunk.persons) {
      const id = bases.person + person.key
      rows['people.parties'].push([tenantId, id, 'person', person.alive, maskNames(person.names)])
      rows['people.persons'].push([
        tenantId,
        id,
        person.names,
        person.relation?.names ?? null,
        person.relation?.kind ?? null,
        person.gender,
        person.birthYear && `${person.birthYear}-01-01`,
        person.diedOn,
        person.correspondence && { line: person.correspondence },
        nameKeyOf(person.names),
      ])
      if (person.mobile) contact(id, 'mobile', person.mobile, person.mobileOn ?? this.daysFromToday(-200))
      if (person.email) contact(id, 'email', person.email, person.mobileOn ?? this.daysFromToday(-200))
      if (person.householdKey)
        rows['people.household_members'].push([
          tenantId,
          bases.household + person.householdKey,
          id,
          'member',
          this.daysFromToday(-2000),
        ])
    }
    for (const organisation of chunk.organisations) {
      const id = bases.organisation + organisation.key
      rows['people.parties'].push([tenantId, id, 'organisation', 'living', organisation.names])
      rows['people.organisations'].push([
        tenantId,
        id,
        organisation.names,
        organisation.kind,
        nameKeyOf(organisation.names),
      ])
      if (organisation.mobile) contact(id, 'mobile', organisation.mobile, this.daysFromToday(-200))
    }
    for (const household of chunk.households)
      rows['people.parties'].push([tenantId, bases.household + household.key, 'household', 'living', {}])
  }

  private partyOf(role: Pick<Role, 'partyKind' | 'partyKey'>): number {
    return (role.partyKind === 'person' ? this.bases.person : this.bases.organisation) + role.partyKey
  }

  private roles(chunk: CityChunk, rows: Rows): void {
    const { tenantId } = this.tenant
    const owned = groupBy(
      chunk.roles.filter((role) => ownerRoles.has(role.role) && !role.to),
      (role) => role.propertyKey,
    )
    const statementOf = new Map<number, number>()
    for (const [propertyKey, owners] of owned) {
      const id = this.bases.statement + ++this.statements
      statementOf.set(propertyKey, id)
      const shares = owners.map((role) => ({
        partyId: this.partyOf(role),
        numerator: role.share?.numerator ?? null,
        denominator: role.share?.denominator ?? null,
        others: role.others,
      }))
      rows['parcels.ownership_statements'].push([
        tenantId,
        id,
        this.bases.property + propertyKey,
        'import',
        shares,
        this.firstChange,
      ])
    }
    for (const role of chunk.roles) {
      const change = role.instrument
        ? this.newChange(rows, 'mutation', role.instrument, role.from, role.recordedOn)
        : this.firstChange
      const statement = ownerRoles.has(role.role) && !role.to ? (statementOf.get(role.propertyKey) ?? null) : null
      rows['parcels.party_roles'].push([
        tenantId,
        this.bases.property + role.propertyKey,
        this.partyOf(role),
        role.role,
        role.share?.numerator ?? null,
        role.share?.denominator ?? null,
        role.others,
        statement,
        change,
        role.from,
        role.to ?? 'infinity',
        this.moment(role.recordedOn),
      ])
    }
  }

  private outsideNumbers(chunk: CityChunk, rows: Rows): void {
    const { tenantId } = this.tenant
    const { bases } = this
    const propertiesOn = groupBy(chunk.propertyParcels, (link) => link.parcelKey)
    const ofProperty = (propertyKey: number, id: number) =>
      rows['parcels.property_numbers'].push([tenantId, bases.property + propertyKey, id])
    for (const number of chunk.outsideNumbers) {
      const id = bases.number + ++this.numbers
      rows['people.outside_numbers'].push([
        tenantId,
        id,
        number.scheme,
        number.value,
        normalNumber(number.value),
        number.issuer,
        privateSchemes.has(number.scheme),
        number.from,
        number.to,
        number.verified,
      ])
      for (const key of new Set(number.subjectKeys)) {
        if (number.subjectKind === 'property') ofProperty(key, id)
        else if (number.subjectKind === 'parcel')
          for (const link of propertiesOn.get(key) ?? []) ofProperty(link.propertyKey, id)
        else rows['people.party_numbers'].push([tenantId, bases[number.subjectKind] + key, id])
      }
    }
  }

  private restrictions(chunk: CityChunk, rows: Rows): void {
    const { bases } = this
    for (const each of chunk.restrictions) {
      const is = (kind: string, base: number) => (each.subjectKind === kind ? base + each.subjectKey : null)
      rows['parcels.restrictions'].push([
        this.tenant.tenantId,
        each.kind,
        each.scopes,
        is('property', bases.property),
        is('parcel', bases.parcel),
        is('person', bases.person),
        each.order.authority,
        each.order.number,
        each.order.date,
        each.amountPaise,
        each.from,
        each.to ?? 'infinity',
      ])
    }
  }

  private tokens(chunk: CityChunk, rows: Rows): void {
    const { bases } = this
    const persons = new Map(chunk.persons.map((person) => [person.key, person]))
    const organisations = new Map(chunk.organisations.map((organisation) => [organisation.key, organisation]))
    const roles = groupBy(
      chunk.roles.filter((role) => !role.to && namedRoles.has(role.role)),
      (role) => role.propertyKey,
    )
    const parcels = new Map(chunk.parcels.map((parcel) => [parcel.key, parcel.number]))
    const standsOn = groupBy(chunk.propertyParcels, (link) => link.propertyKey)
    const inBuilding = groupBy(
      chunk.units.filter((unit) => unit.propertyKey),
      (unit) => unit.propertyKey!,
    )
    const named = new Set(chunk.buildings.filter((building) => building.names).map((building) => building.key))
    for (const property of chunk.properties) {
      const held = roles.get(property.key) ?? []
      const people = held.flatMap((role) => (role.partyKind === 'person' ? (persons.get(role.partyKey) ?? []) : []))
      const bodies = held.flatMap((role) =>
        role.partyKind === 'organisation' ? (organisations.get(role.partyKey) ?? []) : [],
      )
      const rowsOf = searchRowsFor({
        propertyId: bases.property + property.key,
        wardId: property.placement.electoralWard && bases.boundary + property.placement.electoralWard,
        owners: [
          ...people.map((person) => ({ names: person.names, relatives: person.relation?.names ?? null })),
          ...bodies.map((body) => ({ names: body.names })),
        ],
        address: {
          houseNumber: property.address.houseNumber,
          roadId: property.address.roadKey && bases.road + property.address.roadKey,
          localityId: bases.locality + property.address.localityKey,
        },
        buildings: (inBuilding.get(property.key) ?? [])
          .filter((unit) => named.has(unit.buildingKey))
          .map((unit) => ({ buildingId: bases.building + unit.buildingKey, unitNumber: unit.number })),
        parcelNumbers: (standsOn.get(property.key) ?? []).flatMap((link) => parcels.get(link.parcelKey) ?? []),
      })
      for (const row of rowsOf)
        rows['parcels.search_tokens'].push([this.tenant.tenantId, row.token, row.kind, row.propertyId])
    }
  }
}

/** Map.groupBy, which Node 20 does not have yet. */
function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
