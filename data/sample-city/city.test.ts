import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { generateCity, generateCityInBlocks } from './index.ts'
import type { CityOptions, SampleCity, Share } from './types.ts'

const optionsFor = (seed: number, parcels: number): CityOptions => ({
  seed,
  parcels,
  code: 'nayapur',
  names: { en: 'Nayapur', hi: 'नयापुर', mr: 'नयापूर' },
  today: '2026-11-22',
})
const city = generateCity(optionsFor(11, 25_000))
const hashOf = (town: SampleCity) => createHash('sha256').update(JSON.stringify(town)).digest('hex')

const sumIsOne = (shares: readonly Share[]) => {
  let top = 0n
  let bottom = 1n
  for (const { numerator, denominator } of shares) {
    top = top * BigInt(denominator) + BigInt(numerator) * bottom
    bottom *= BigInt(denominator)
  }
  return top === bottom
}

test('the same seed makes the same town, row for row, and another seed another', () => {
  const one = hashOf(generateCity(optionsFor(3, 4000)))
  assert.equal(hashOf(generateCity(optionsFor(3, 4000))), one)
  assert.notEqual(hashOf(generateCity(optionsFor(4, 4000))), one)
})

test('exactly as many live parcels are made as were asked for', () => {
  for (const seed of [1, 5, 11]) {
    for (const parcels of [3000, 8000]) {
      const town = generateCity(optionsFor(seed, parcels))
      assert.equal(town.parcels.filter((parcel) => parcel.validTo === null).length, parcels, `seed ${seed}`)
    }
  }
  assert.equal(city.parcels.filter((parcel) => parcel.validTo === null).length, 25_000)
})

test('a chunk holds at most 1,000 parcels and refers only to rows that came before', () => {
  const known = {
    parcels: new Set<number>(),
    properties: new Set<number>(),
    buildings: new Set<number>(),
    persons: new Set<number>(),
    organisations: new Set<number>(),
    roads: new Set<number>(),
    localities: new Set<number>(),
  }
  for (const block of generateCityInBlocks(optionsFor(2, 9000))) {
    if (block.part !== 'chunk') continue
    assert.ok(block.parcels.length <= 1000)
    for (const noun of [
      'parcels',
      'properties',
      'buildings',
      'persons',
      'organisations',
      'roads',
      'localities',
    ] as const)
      for (const row of block[noun]) known[noun].add(row.key)
    for (const parcel of block.parcels) {
      assert.ok(known.localities.has(parcel.localityKey))
      assert.ok(parcel.roadKey === null || known.roads.has(parcel.roadKey))
    }
    for (const link of block.propertyParcels)
      assert.ok(known.properties.has(link.propertyKey) && known.parcels.has(link.parcelKey))
    for (const link of block.buildingParcels)
      assert.ok(known.buildings.has(link.buildingKey) && known.parcels.has(link.parcelKey))
    for (const link of block.buildingProperties)
      assert.ok(known.buildings.has(link.buildingKey) && known.properties.has(link.propertyKey))
    for (const unit of block.units)
      assert.ok(
        known.buildings.has(unit.buildingKey) && (unit.propertyKey === null || known.properties.has(unit.propertyKey)),
      )
    for (const role of block.roles)
      assert.ok(
        known.properties.has(role.propertyKey) &&
          known[role.partyKind === 'person' ? 'persons' : 'organisations'].has(role.partyKey),
      )
    for (const link of block.levelLinks) assert.ok(known.parcels.has(link.upperKey) && known.parcels.has(link.lowerKey))
  }
})

test('keys run from 1 without a gap', () => {
  for (const noun of [
    'parcels',
    'buildings',
    'units',
    'properties',
    'persons',
    'roles',
    'roads',
    'localities',
    'trees',
    'restrictions',
  ] as const) {
    const keys = city[noun].map((row) => row.key).sort((a, b) => a - b)
    assert.ok(
      keys.every((key, index) => key === index + 1),
      noun,
    )
  }
})

test('parcel numbers are unique on their level among live parcels', () => {
  const seen = new Set<string>()
  for (const parcel of city.parcels) {
    if (parcel.validTo !== null) continue
    const number = `${parcel.level} ${parcel.number}`
    assert.ok(!seen.has(number), number)
    seen.add(number)
  }
})

test('each part of the cast can be found by name', () => {
  const { cast } = city
  assert.equal(cast.tower?.properties.length, 96)
  assert.equal(cast.tower?.parcels.length, 3)
  assert.equal(cast.market?.properties.length, 140)
  assert.equal(cast.market?.parcels.length, 1)
  assert.equal(cast.abadi?.properties.length, 300)
  assert.equal(cast.deadOwnerHouse?.persons.length, 6)
  assert.equal(cast.twoIdsOneHouse?.properties.length, 2)
  assert.equal(cast.oneIdTwoHouses?.parcels.length, 2)
  assert.equal(cast.oneIdTwoHouses?.properties.length, 1)
  for (const name of [
    'slum',
    'campus',
    'railwayColony',
    'temple',
    'nriFlat',
    'unauthorisedFloor',
    'joinedVillage',
    'thirdsHouse',
    'andOthersHouse',
    'splitPlot',
    'soldHouse',
    'remeasuredPlot',
    'station',
    'park',
  ] as const) {
    assert.ok(cast[name], name)
  }
})

test('the whole cast is there whatever the seed', () => {
  for (const seed of [2, 7, 19, 101]) {
    for (const block of generateCityInBlocks(optionsFor(seed, 9000)))
      if (block.part === 'end') assert.equal(Object.keys(block.cast).length, 20, `seed ${seed}`)
  }
})

test('the tower stands on one parcel merged from two, each flat with its share of the land', () => {
  const [live, ...parents] = city.cast.tower!.parcels
  assert.deepEqual(city.lineage.find((line) => line.childKeys.includes(live!))?.parentKeys, parents)
  const shares = city.propertyParcels.filter((link) => link.parcelKey === live).map((link) => link.share!)
  assert.equal(shares.length, 96)
  assert.ok(sumIsOne(shares))
})

test('abadi houses stand on sites or points, all on one khasra', () => {
  const keys = new Set(city.cast.abadi!.properties)
  const grades = new Set(
    city.properties.filter((property) => keys.has(property.key)).map((property) => property.place.grade),
  )
  assert.deepEqual([...grades].sort(), ['point', 'site'])
  const khasra = city.parcels.find((parcel) => parcel.key === city.cast.abadi!.parcels[0])
  assert.equal(khasra?.level, 'revenue-khasra')
})

test('the campus lies over the town limit and railway, temple and campus are assessed but exempt', () => {
  for (const [name, rule] of [
    ['railwayColony', 'railway'],
    ['temple', 'worship'],
    ['campus', 'education'],
  ] as const) {
    for (const key of city.cast[name]!.properties) {
      const property = city.properties.find((one) => one.key === key)!
      assert.equal(property.exemption, rule)
      assert.ok((property.assessedAreaSqm ?? 0) > 0)
    }
  }
})

test('a stay of the court rests on the house of the dead owner', () => {
  const [property] = city.cast.deadOwnerHouse!.properties
  const [owner] = city.cast.deadOwnerHouse!.persons
  assert.ok(
    city.restrictions.some((restriction) => restriction.subjectKey === property && restriction.kind === 'court-stay'),
  )
  assert.equal(city.persons.find((person) => person.key === owner)?.alive, 'dead')
  assert.equal(city.roles.filter((role) => role.propertyKey === property && role.role === 'heir').length, 5)
})

test('shares of owners in force add up to one unless not stated or spoilt on purpose', () => {
  const spoilt = new Set(
    city.faults.filter((fault) => fault.kind === 'shares-not-one').flatMap((fault) => fault.properties),
  )
  const byProperty = new Map<number, (Share | null)[]>()
  for (const role of city.roles) {
    if (role.to !== null || (role.role !== 'owner' && role.role !== 'co-owner')) continue
    byProperty.set(role.propertyKey, [...(byProperty.get(role.propertyKey) ?? []), role.share])
  }
  let thirds = 0
  for (const [property, shares] of byProperty) {
    if (shares.some((share) => share === null) || spoilt.has(property)) continue
    assert.ok(sumIsOne(shares as Share[]), `property ${property}`)
    if (shares.length === 3 && shares.every((share) => share?.denominator === 3)) thirds++
  }
  assert.ok(thirds > 100)
})

test('about 12 in 100 properties have no polygon, and their grade says so', () => {
  const mapped = new Set(city.propertyParcels.map((link) => link.propertyKey))
  const without = city.properties.filter((property) => !mapped.has(property.key))
  const part = without.length / city.properties.length
  assert.ok(part > 0.11 && part < 0.13, String(part))
  assert.ok(without.every((property) => property.place.grade === 'point' || property.place.grade === 'street'))
  assert.ok(city.properties.every((property) => property.place.grade === 'street' || property.place.point !== null))
})

test('half of the owners are written in one script only, and numbers are nobody’s', () => {
  const owners = new Set(
    city.roles.filter((role) => role.partyKind === 'person' && role.role !== 'tenant').map((role) => role.partyKey),
  )
  const persons = city.persons.filter((person) => owners.has(person.key))
  const latin = persons.filter((person) => person.names.en && !person.names.hi).length / persons.length
  const devanagari = persons.filter((person) => person.names.hi && !person.names.en).length / persons.length
  assert.ok(Math.abs(latin - 0.25) < 0.02 && Math.abs(devanagari - 0.25) < 0.02, `${latin} ${devanagari}`)
  assert.ok(city.persons.every((person) => person.mobile === null || /^555\d{7}$/.test(person.mobile)))
  assert.equal(
    new Set(city.persons.filter((person) => person.mobile).map((person) => person.mobile)).size > 10_000,
    true,
  )
})

test('names in Devanagari are in normal form', () => {
  for (const person of city.persons) assert.equal(person.names.hi, person.names.hi?.normalize('NFC'))
  for (const place of [...city.localities, ...city.roads, ...city.landUse, ...city.landmarks]) {
    assert.ok(place.names.en && place.names.hi && place.names.mr)
    assert.equal(place.names.hi, place.names.hi.normalize('NFC'))
    assert.ok(/\p{Script=Devanagari}/u.test(place.names.hi) && /\p{Script=Devanagari}/u.test(place.names.mr))
  }
})

test('between 1 and 2 faults are planted in 100 parcels, of every kind, and no row tells', () => {
  const part = city.faults.length / 25_000
  assert.ok(part > 0.01 && part < 0.02, String(part))
  assert.equal(new Set(city.faults.map((fault) => fault.kind)).size, 9)
  const rows = JSON.stringify({ ...city, faults: [], cast: {} })
  for (const { note, kind } of city.faults) assert.ok(!rows.includes(note) && !rows.includes(kind))
})

test('there are 20 to 40 wards and the tax wards differ from them', () => {
  const electoral = city.boundaryAreas.filter((area) => area.set === 'electoral-ward')
  const tax = city.boundaryAreas.filter((area) => area.set === 'tax-ward')
  assert.ok(electoral.length >= 20 && electoral.length <= 40, String(electoral.length))
  assert.notEqual(tax.length, electoral.length)
})

test('a town without a map has 3,000 properties known by street and ward alone', () => {
  const town = generateCity({
    seed: 7,
    parcels: 0,
    properties: 3000,
    code: 'puranagaon',
    names: { en: 'Purana Gaon', hi: 'पुराना गाँव', mr: 'पुराना गाव' },
    today: '2026-11-22',
  })
  assert.equal(town.properties.length, 3000)
  assert.equal(town.parcels.length + town.buildings.length, 0)
  assert.ok(
    town.properties.every(
      (property) =>
        property.place.grade === 'street' &&
        property.place.point === null &&
        property.address.roadKey !== null &&
        property.placement.electoralWard !== null,
    ),
  )
  assert.ok(town.boundaryAreas.every((area) => area.polygons === null))
})

test('nothing ends before it begins and nothing is dated after today', () => {
  const today = '2026-11-22'
  for (const row of [...city.parcels, ...city.properties])
    assert.ok(row.validFrom <= today && (row.validTo === null || row.validTo > row.validFrom))
  for (const parcel of city.parcels) assert.ok(parcel.recordedOn <= today && parcel.surveyedOn <= today)
  for (const row of [...city.roles, ...city.restrictions])
    assert.ok(row.from <= today && (row.to === null || row.to > row.from), JSON.stringify(row))
  for (const role of city.roles) assert.ok(role.recordedOn <= today)
  for (const version of city.parcelVersions) assert.ok(version.lawFrom < version.lawTo && version.lawTo <= today)
  for (const building of city.buildings)
    assert.ok(building.builtYear <= 2026 && building.heightM > 0 && building.floorsAboveGround >= 1)
  for (const unit of city.units) assert.ok(unit.areaSqm > 0)
})

test('the town has the landmarks that people find their way by, and a house that is one is used and owned as one', () => {
  const count = (kind: string) => city.landmarks.filter((landmark) => landmark.kind === kind).length
  for (const kind of ['station', 'bus-stand', 'fire-station', 'market', 'clock-tower', 'hospital', 'town-hall'])
    assert.equal(count(kind), 1, kind)
  for (const [kind, least] of [
    ['temple', 20],
    ['school', 10],
    ['mosque', 2],
    ['bank', 3],
    ['police', 1],
    ['well', 3],
    ['water-tank', 4],
  ] as const)
    assert.ok(count(kind) >= least, `${count(kind)} × ${kind}`)
  const owners = new Set(
    city.roles.filter((role) => role.partyKind === 'organisation' && role.to === null).map((role) => role.propertyKey),
  )
  const temples = city.properties.filter((property) => property.kind === 'religious')
  assert.ok(temples.length >= 25)
  for (const { key, exemption } of temples) assert.ok(exemption === 'worship' && owners.has(key), `property ${key}`)
  const worship = new Set(city.buildings.filter((each) => each.use === 'religious').map((each) => each.key))
  for (const unit of city.units) if (worship.has(unit.buildingKey)) assert.equal(unit.use, 'worship')
})

test('roads go straight over the river: no bridge is much longer than the river is broad', () => {
  const metres = ([aLon, aLat]: readonly number[], [bLon, bLat]: readonly number[]) =>
    Math.hypot((aLon! - bLon!) * 102_400, (aLat! - bLat!) * 110_750)
  const town = generateCity(optionsFor(7, 25_000))
  const bridges = town.roads.filter((road) => road.bridge).map((road) => road.lines.at(-1)!)
  assert.ok(bridges.length > 0)
  for (const bridge of bridges) {
    const long = bridge.reduce((sum, place, index) => sum + metres(bridge[Math.max(0, index - 1)]!, place), 0)
    assert.ok(long < 125, `${long} m`)
  }
})
