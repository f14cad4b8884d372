/** Every sentence of the law of assessment, on the real database and both engines. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { addDocument, asOwner, type Context, command, newRequestId, Problem } from '../../kernel/index.ts'
import { ComplaintTown } from '../grievances/test-town.ts'
import { setMaster } from '../identity/index.ts'
import { imposeRestriction, normalNumber } from '../parcels/index.ts'
import { imposeRestrictionSchema } from '../parcels/schemas-actions.ts'
import { adoptRules } from './actions/adopt-rules.ts'
import { assessProperty } from './actions/assess-property.ts'
import { declareAssessment } from './actions/declare-assessment.ts'
import { issueNotice } from './actions/issue-notice.ts'
import { orderBestJudgement, visitsRegister } from './actions/order-best-judgement.ts'
import { placeProperty } from './actions/place-property.ts'
import { recordLiability } from './actions/record-liability.ts'
import { recordRateKey } from './actions/record-rate-key.ts'
import { recordVisit } from './actions/record-visit.ts'
import { findByNumber, readBill, readPlace, readRules } from './pages.ts'
import * as schemas from './schemas.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})

const pack = {
  name: 'test-town',
  title: 'Test town',
  from: '2020-04-01',
  areaUnit: 'sqm',
  instruments: {
    resolution: { title: 'Resolution of the test council' },
    union: { title: 'Constitution, art. 285' },
    village: { title: 'Test notification of joining' },
  },
  instrument: 'resolution',
  settings: [{ name: 'rate', value: 10 }],
  tables: [
    {
      name: 'zoneShare',
      keys: ['zone'],
      rows: [
        { zone: 'main-road', value: 2 },
        { zone: 'lane', value: 1 },
      ],
    },
    {
      name: 'service',
      keys: ['serviceLevel'],
      instrument: 'union',
      rows: [
        { serviceLevel: 'full', value: '75%' },
        { serviceLevel: 'none', value: '25%' },
      ],
    },
    {
      name: 'phase',
      instrument: 'village',
      keys: [{ key: 'since', of: 'years(joinedOn, yearStart)', range: true, whole: true }],
      rows: [
        { since: '< 3', value: '50%' },
        { since: '>= 3', value: 1 },
      ],
    },
  ],
  steps: [
    { id: 'floorTax', per: 'unit', formula: 'area * rate * lookup(zoneShare)' },
    { id: 'tax', formula: 'sum(floorTax) * if(has(joinedOn), lookup(phase), 1)', head: 'property-tax' },
    {
      id: 'penalty',
      when: 'count(unauthorised) > 0',
      formula: 'sum(floorTax, unauthorised)',
      head: 'unauthorised-penalty',
    },
    { id: 'exempted', when: 'exemption != "none"', formula: '-tax', head: 'exemption', against: 'property-tax' },
    {
      id: 'service',
      when: 'exemption = "union"',
      formula: 'tax * lookup(service)',
      head: 'service-charge',
      instrument: 'union',
    },
  ],
  misdeclaration: [{ of: 'tax', tolerance: '10%', multiple: 5, voluntaryDays: 30 }],
  statements: [
    { when: 'count(unauthorised) > 0', text: { en: 'Payment confers no right.', hi: 'भुगतान से कोई अधिकार नहीं मिलता।' } },
  ],
  examples: [
    {
      name: 'a house',
      case: { asOf: '2024-06-01', property: { zone: 'lane', exemption: 'none' }, units: [{ areaSqm: 100 }] },
      expect: { totalPaise: 100000 },
    },
  ],
}

const changed = (rate: number, totalPaise: number) => ({
  ...pack,
  settings: [{ name: 'rate', value: rate }],
  examples: [{ ...pack.examples[0]!, expect: { totalPaise } }],
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

interface TaxTown {
  town: ComplaintTown
  boss(today?: string): Context
  documentId: number
  propertyId: number
}

async function aTown(): Promise<TaxTown> {
  const town = await ComplaintTown.open(db)
  const boss = (today = town.today): Context => ({ ...town.staff(town.officer, ['property-tax.read']), today })
  const { documentId } = await command(boss(), { name: 'test.add-paper', input: {} }, async (tx) => {
    const paper = await addDocument(tx, {
      bytes: png,
      title: 'Resolution',
      visibility: 'public',
    })
    tx.journal({ subjects: [] })
    return paper
  })
  return { town, boss, documentId, propertyId: town.propertyId }
}

const adopt = (town: TaxTown, given: object = {}) =>
  adoptRules(
    town.boss(),
    schemas.adoptRulesSchema.parse({
      pack,
      resolutionNumber: '142',
      resolvedOn: '2024-03-02',
      documentId: town.documentId,
      from: '2024-04-01',
      ...given,
    }),
  )

const floor = (given: object = {}) => ({
  floor: 0,
  use: 'residential',
  construction: 'rcc',
  occupancy: 'self',
  areaSqm: 100,
  ...given,
})

const assess = (town: TaxTown, given: object = {}, context = town.boss()) =>
  assessProperty(
    context,
    town.propertyId,
    schemas.assessSchema.parse({ basis: 'assessor', from: '2024-04-01', units: [floor()], ...given }),
  )

async function withZone(town: TaxTown): Promise<void> {
  const { rateKeyId } = await recordRateKey(
    town.boss(),
    schemas.rateKeySchema.parse({
      scheme: 'zone',
      code: 'lane',
      names: { en: 'Lanes' },
      kind: 'colony-class',
      instrument: 'Guideline 2024',
      from: '2020-04-01',
    }),
  )
  await placeProperty(
    town.boss(),
    town.propertyId,
    schemas.placeRateKeySchema.parse({
      scheme: 'zone',
      rateKeyId,
      evidence: 'Order 7 of the assessor',
      from: '2020-04-01',
    }),
  )
}

const refused = (words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error))
  assert.match([error.message, ...(error.details.reasons ?? [])].join(' '), words)
  return true
}

const bill = async (town: TaxTown, given: object = {}) =>
  (await readBill(town.boss(), town.propertyId, { year: 2024, asOf: '2024-06-01', ...given })).bill
const headOf = (lines: { head: string; amountPaise: number }[], head: string) =>
  lines.filter((line) => line.head === head).reduce((sum, line) => sum + line.amountPaise, 0)

test('rules come into force by a resolution with number, date and paper; a pack whose examples fail never does', async () => {
  const town = await aTown()
  await assert.rejects(adopt(town, { documentId: 999_999_999 }), refused(/no such thing/))
  await assert.rejects(adopt(town, { resolvedOn: '2026-05-01' }), refused(/not after today/))
  await assert.rejects(adopt(town, { pack: changed(11, 100000) }), refused(/do not hold.*a house/))
  await assert.rejects(adopt(town, { pack: { ...pack, examples: [] } }), refused(/worked examples/))
  await assert.rejects(
    adopt(town, { pack: { ...pack, steps: [{ id: 'x', formula: 'lookup(nothing)' }] } }),
    refused(/there is no table/),
  )
  await assert.rejects(adopt(town, { from: '2019-04-01' }), refused(/no rules on that day/))
  await adopt(town)
  await assert.rejects(adopt(town, { from: '2023-04-01' }), refused(/in force from 2024-04-01 already/))
  await adopt(town, { pack: changed(12, 120000), from: '2025-04-01', resolutionNumber: '7' })
  const { rules } = await readRules(town.boss())
  assert.deepEqual(
    rules.map((row) => [row.resolutionNumber, row.from, row.to]),
    [
      ['142', '2024-04-01', '2025-04-01'],
      ['7', '2025-04-01', null],
    ],
  )
})

test('a bill of a past year is computed by the rules of that year, as it was made and as is known now', async () => {
  const town = await aTown()
  await adopt(town)
  await adopt(town, { pack: changed(12, 120000), from: '2025-04-01' })
  await withZone(town)
  await assess(town)
  assert.equal((await bill(town)).totalPaise, 100000)
  assert.equal((await bill(town, { year: 2025, asOf: '2025-06-01' })).totalPaise, 120000)
  // Everything so far was recorded in the past; the floor that was found since is known today only.
  await asOwner(db.database, async (owner) => {
    for (const table of ['rule_packs', 'assessments', 'property_rate_keys'])
      await owner.query(`update property_tax.${table} set recorded_at = '2024-04-02' where tenant_id = $1::int`, [
        town.town.town.tenantId,
      ])
    await owner.query(
      `update property_tax.rule_packs set superseded_at = '2024-04-03' where tenant_id = $1::int and superseded_at < 'infinity'`,
      [town.town.town.tenantId],
    )
  })
  await assess(town, { replacesLater: true, units: [floor(), floor({ floor: 1, areaSqm: 50 })] })
  assert.equal((await bill(town, { knownOn: '2024-06-01' })).totalPaise, 100000)
  assert.equal((await bill(town)).totalPaise, 150000)
  await assert.rejects(bill(town, { year: 2021 }), refused(/No rules were in force/))
})

test('the rate key is a polygon, a locality list, road frontage or a class of colony, each with its evidence', async () => {
  const town = await aTown()
  const key = (given: object) =>
    recordRateKey(
      town.boss(),
      schemas.rateKeySchema.parse({
        scheme: 'zone',
        names: { en: 'Key' },
        instrument: 'Guideline 2024',
        from: '2020-04-01',
        ...given,
      }),
    )
  const place = (given: object = {}) =>
    placeProperty(
      town.boss(),
      town.propertyId,
      schemas.placeRateKeySchema.parse({ scheme: 'zone', from: '2024-04-01', ...given }),
    )
  const square = (west: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, 23.09],
        [west + 0.01, 23.09],
        [west + 0.01, 23.11],
        [west, 23.11],
        [west, 23.09],
      ],
    ],
  })
  await assert.rejects(place(), refused(/Neither street, locality nor polygon/))
  await key({ code: 'inner', kind: 'polygon', polygon: square(77.945) })
  const byPolygon = await place()
  assert.deepEqual([byPolygon.code, byPolygon.evidence], ['inner', 'The place of the property lies in the polygon'])
  await assert.rejects(
    key({ code: 'twice', kind: 'polygon', polygon: square(77.95) }),
    refused(/shares ground with inner/),
  )
  await assert.rejects(
    key({
      code: 'bow',
      kind: 'polygon',
      polygon: {
        type: 'Polygon',
        coordinates: [
          [
            [78.1, 23],
            [78.2, 23.1],
            [78.2, 23],
            [78.1, 23.1],
            [78.1, 23],
          ],
        ],
      },
    }),
    refused(/cannot be used/),
  )
  await assert.rejects(key({ code: 'half', kind: 'road-frontage', roadId: town.town.roadId }), refused(/least metres/))
  await assert.rejects(key({ code: 'both', kind: 'colony-class', roadId: town.town.roadId }), refused(/nothing else/))
  await key({ code: 'main-road', kind: 'road-frontage', roadId: town.town.roadId, leastFrontageM: 6 })
  assert.equal((await place({ frontageM: 5.9 })).code, 'inner')
  const byRoad = await place({ frontageM: 6 })
  assert.equal(byRoad.code, 'main-road')
  assert.match(byRoad.evidence, /6 m measured on the road/)
  const { rateKeyId } = await key({ code: 'colony-b', kind: 'colony-class' })
  await assert.rejects(place({ rateKeyId }), refused(/by what evidence/))
  assert.equal((await place({ rateKeyId, evidence: 'Layout order 12' })).kind, 'colony-class')
  const { rateKeys } = await readPlace(town.boss(), town.propertyId, {})
  assert.deepEqual(
    rateKeys.map((each) => [each.code, each.evidence]),
    [['colony-b', 'Layout order 12']],
  )
})

test('a property without any polygon is placed by its locality, assessed and billed like any other', async () => {
  const town = await aTown()
  const t = town.town.town.tenantId
  const { propertyId, localityId } = await asOwner(db.database, async (owner) => {
    const [locality] = await owner.query<{ id: number }>(
      `insert into parcels.localities (tenant_id, code, names) values ($1::int, 'L9', '{"en":"Old bazaar"}') returning locality_id as id`,
      [t],
    )
    const [address] = await owner.query<{ id: number }>(
      `insert into parcels.addresses (tenant_id, locality_id, line) values ($1::int, $2::bigint, '{"en":"Old bazaar"}') returning address_id as id`,
      [t, locality!.id],
    )
    const [made] = await owner.query<{ id: number }>(
      `insert into parcels.properties (tenant_id, property_number) values ($1::int, '0000000025') returning property_id as id`,
      [t],
    )
    await owner.query(
      `insert into parcels.property_versions (tenant_id, property_id, kind, place_grade, place_source, placed_on, address_id, change_id, valid_from)
       select $1::int, $2::bigint, 'residential', 'street', 'tax-register', '2015-04-01', $3::bigint, change_id, '2015-04-01' from parcels.changes where tenant_id = $1::int limit 1`,
      [t, made!.id, address!.id],
    )
    return { propertyId: made!.id, localityId: locality!.id }
  })
  await recordRateKey(
    town.boss(),
    schemas.rateKeySchema.parse({
      scheme: 'zone',
      code: 'lane',
      names: { en: 'Bazaar' },
      kind: 'localities',
      localityIds: [localityId],
      instrument: 'Guideline 2024',
      from: '2020-04-01',
    }),
  )
  const there = { ...town, propertyId }
  await adopt(there)
  const placed = await placeProperty(
    town.boss(),
    propertyId,
    schemas.placeRateKeySchema.parse({ scheme: 'zone', from: '2020-04-01' }),
  )
  assert.equal(placed.evidence, 'The locality of its address')
  await assess(there)
  assert.equal((await bill(there)).totalPaise, 100000)
})

test('liability starts with the first of certificate, occupation, inspection and survey', async () => {
  const town = await aTown()
  const event = (kind: string, on: string) =>
    recordLiability(town.boss(), town.propertyId, schemas.liabilitySchema.parse({ kind, on, evidence: 'Paper' }))
  await assert.rejects(assess(town, { from: null }), refused(/nothing is recorded/))
  assert.equal((await event('survey', '2025-02-01')).liableFrom, '2025-02-01')
  assert.equal((await event('occupation', '2024-08-15')).liableFrom, '2024-08-15')
  assert.equal((await event('occupancy-certificate', '2024-11-01')).liableFrom, '2024-08-15')
  await assert.rejects(event('inspection', '2026-05-01'), refused(/still to come/))
  await assert.rejects(assess(town, { from: '2024-04-01' }), refused(/liable from 2024-08-15 only/))
  assert.equal((await assess(town, { from: null })).from, '2024-08-15')
})

test('an unauthorised floor carries its penalty rule, and the bill says that payment confers no right', async () => {
  const town = await aTown()
  await adopt(town)
  await withZone(town)
  await assert.rejects(
    assess(town, { units: [floor(), floor({ floor: 1, unauthorised: true })] }),
    refused(/names the rule of its penalty/),
  )
  await assess(town, {
    units: [floor(), floor({ floor: 1, areaSqm: 40, unauthorised: true, penaltyRule: 'Test Act, s. 9' })],
  })
  const made = await bill(town)
  assert.equal(headOf(made.lines, 'unauthorised-penalty'), 40000)
  assert.deepEqual(made.statements, [{ en: 'Payment confers no right.', hi: 'भुगतान से कोई अधिकार नहीं मिलता।' }])
})

test('exempt property is assessed in full and shows what forgives it; Union property bears a service charge and is never attached', async () => {
  const town = await aTown()
  await adopt(town)
  await withZone(town)
  await assert.rejects(assess(town, { exemption: 'worship' }), refused(/shows the rule that forgives it/))
  await assess(town, { exemption: 'worship', exemptionRule: 'Test Act, s. 136' })
  const temple = await bill(town)
  assert.deepEqual(
    [headOf(temple.lines, 'property-tax'), headOf(temple.lines, 'exemption'), temple.totalPaise],
    [100000, -100000, 0],
  )
  await assert.rejects(
    assess(town, { exemption: 'union', exemptionRule: 'Art. 285', isUnionProperty: true }),
    refused(/level of services/),
  )
  await assess(town, { exemption: 'union', exemptionRule: 'Art. 285', isUnionProperty: true, serviceLevel: 'full' })
  const colony = await bill(town)
  assert.deepEqual([headOf(colony.lines, 'service-charge'), colony.totalPaise], [75000, 75000])
  const { assessment } = await readPlace(town.boss(), town.propertyId, { on: '2024-06-01' })
  assert.deepEqual([assessment?.mayBeAttached, assessment?.exemptionRule], [false, 'Art. 285'])
})

test('a joined village pays by years since joining', async () => {
  const town = await aTown()
  await adopt(town)
  await withZone(town)
  await assess(town, { joinedOn: '2022-10-01' })
  assert.equal((await bill(town)).totalPaise, 50000)
  assert.equal((await bill(town, { year: 2025, asOf: '2025-06-01' })).totalPaise, 50000)
  assert.equal((await bill(town, { year: 2026, asOf: '2026-06-01' })).totalPaise, 100000)
})

test('a wrong declaration costs the multiple above the tolerance, unless corrected in the window', async () => {
  const town = await aTown()
  await adopt(town)
  await withZone(town)
  await assess(town)
  const declare = (areaSqm: number, filedOn: string, replacesId: number | null = null) =>
    declareAssessment(
      town.boss(),
      town.propertyId,
      schemas.declareSchema.parse({ year: 2024, filedOn, units: [floor({ areaSqm })], replacesId }),
    )
  const { declarationId } = await declare(60, '2024-05-01')
  assert.equal(headOf((await bill(town)).lines, 'misdeclaration-penalty'), 5 * 40000)
  await assert.rejects(declare(70, '2024-05-10'), refused(/name the one that yours corrects/))
  const corrected = await declare(70, '2024-05-31', declarationId)
  assert.deepEqual([corrected.filedOn, corrected.correctedOn], ['2024-05-01', '2024-05-31'])
  assert.equal(headOf((await bill(town)).lines, 'misdeclaration-penalty'), 0)
  await declare(95, '2024-07-15', corrected.declarationId)
  assert.equal(headOf((await bill(town)).lines, 'misdeclaration-penalty'), 0)
})

test('after the visits in vain that the town has set, an order assesses by best judgement', async () => {
  const town = await aTown()
  await party(town, 'living')
  const visit = (on: string, outcome: string) =>
    recordVisit(town.boss(), town.propertyId, schemas.visitSchema.parse({ on, outcome }))
  const order = () =>
    orderBestJudgement(
      town.boss(),
      town.propertyId,
      schemas.bestJudgementSchema.parse({ from: '2026-04-01', orderNumber: 'BJ/1', units: [floor()] }),
    )
  for (const outcome of ['locked', 'measured', 'locked', 'under-construction', 'not-found', 'demolished'])
    await visit('2026-03-01', outcome)
  await assert.rejects(order(), refused(/has not set after how many visits/))
  await setMaster(
    { ...town.boss(), requestId: newRequestId() },
    { ...visitsRegister, value: 2, instrument: 'Order 3', from: '2020-04-01', to: null, townClass: null },
  )
  assert.equal((await visit('2026-03-02', 'measured')).fruitless, 0)
  await visit('2026-03-05', 'locked')
  await assert.rejects(order(), refused(/1 visits were in vain; best judgement needs 2/))
  assert.equal((await visit('2026-03-09', 'refused')).fruitless, 2)
  const made = await order()
  assert.equal(made.notices.partyIds.length, 1)
  const { assessment } = await readPlace(town.boss(), town.propertyId, {})
  assert.deepEqual([assessment?.basis, assessment?.orderNumber], ['best-judgement', 'BJ/1'])
})

/** A party with a role on the property. */
async function party(town: TaxTown, life: string, role = 'owner'): Promise<number> {
  const [row] = await asOwner(db.database, (owner) =>
    owner.query<{ id: number }>(
      `with made as (insert into people.parties (tenant_id, kind, life, masked_names) values ($1::int, 'person', $3::text, '{"en":"A."}') returning party_id),
       linked as (insert into parcels.party_roles (tenant_id, property_id, party_id, role, change_id, valid_from)
         select $1::int, $2::bigint, party_id, $4::text, (select min(change_id) from parcels.changes where tenant_id = $1::int), '2015-04-01' from made)
       select party_id as id from made`,
      [town.town.town.tenantId, town.propertyId, life, role],
    ),
  )
  return row!.id
}

test('no notice issues to a party marked dead: heirs stand in, and with nobody alive nothing issues', async () => {
  const town = await aTown()
  await assess(town)
  const dead = await party(town, 'dead')
  await assert.rejects(issueNotice(town.boss(), town.propertyId, 'assessment'), refused(/Record the heirs first/))
  const heir = await party(town, 'living', 'heir')
  const noticed = await issueNotice(town.boss(), town.propertyId, 'assessment')
  assert.deepEqual([noticed.partyIds, noticed.dead], [[heir], [dead]])
})

test('every action asks the orders: a stay of demand stops the notice and is told by the assessment', async () => {
  const town = await aTown()
  await party(town, 'living')
  await imposeRestriction(
    { ...town.boss(), requestId: newRequestId() },
    imposeRestrictionSchema.parse({
      kind: 'court-stay',
      scopes: ['demand'],
      propertyId: town.propertyId,
      authority: 'High Court',
      orderNumber: 'WP 7/2026',
      orderDate: '2026-02-01',
      from: '2026-02-01',
    }),
  )
  const made = await assess(town)
  assert.deepEqual(
    made.orders.map((order) => order.orderNumber),
    ['WP 7/2026'],
  )
  await assert.rejects(issueNotice(town.boss(), town.propertyId, 'demand'), refused(/High Court.*WP 7\/2026/))
})

test('an old number finds the property, and a repeat of a request is harmless', async () => {
  const town = await aTown()
  await asOwner(db.database, (owner) =>
    owner.query(
      `with n as (insert into people.outside_numbers (tenant_id, scheme, value_printed, value_normal, issuer, private) values ($1::int, 'old-property-number', '12/4-A', $3::text, 'Town', false) returning number_id)
       insert into parcels.property_numbers (tenant_id, property_id, number_id) select $1::int, $2::bigint, number_id from n`,
      [town.town.town.tenantId, town.propertyId, normalNumber('12/4-A')],
    ),
  )
  assert.deepEqual(
    (await findByNumber(town.boss(), '12/4-A')).properties.map((row) => row.propertyId),
    [town.propertyId],
  )
  assert.deepEqual(
    (await findByNumber(town.boss(), '0000000017')).properties.map((row) => row.propertyId),
    [town.propertyId],
  )
  const context = { ...town.boss(), requestId: newRequestId() }
  const first = await assess(town, {}, context)
  assert.deepEqual(await assess(town, {}, context), first)
})
