/** Packs: total or refused, and right on every vector of the domain. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addWorkingDays, Problem } from '../../../kernel/index.ts'
import { openPack, packNames } from './packs.ts'
import { envelopeOf } from './rules-envelope.ts'
import { evaluate, type Facts } from './rules-evaluate.ts'
import { failedExamples } from './rules-examples.ts'
import type { Pack, Row } from './rules-pack.ts'
import { readPack } from './rules-read-pack.ts'
import { wordsOf } from './rules-totality.ts'

const day = '2026-04-01'
const envelope = (pack: string, given: Facts) => envelopeOf(openPack(pack), given, day)
const plot = (use: string, widthM: number, depthM: number, more: Facts = {}): Facts => ({
  use,
  widthM,
  depthM,
  ...more,
})
const result = (pack: string, given: Facts, output: string) => evaluate(openPack(pack), given, day).of(output).value

test('the seven packs are there, each proves its own examples, and each names where it comes from', () => {
  assert.deepEqual(packNames(), [
    'cg-bhilai-charoda',
    'cg-birgaon',
    'cg-dhamtari',
    'in-mpd-2021',
    'in-nbc',
    'mh-udcpr-2020',
    'upyog-sample',
  ])
  for (const name of packNames()) {
    const laws = openPack(name)
    assert.equal(laws.pack.pack, name)
    assert.deepEqual(failedExamples(laws), [], name)
  }
})

test('BP-01, 03, 05, 07: margins of residential plots of Birgaon by depth and width', () => {
  const of = (widthM: number, depthM: number) => {
    const { setbacks, buildableSqm } = envelope('cg-birgaon', plot('residential', widthM, depthM))
    return [setbacks.front, setbacks.rear, setbacks.side1, setbacks.side2, buildableSqm]
  }
  assert.deepEqual(of(9, 15), [3, 2, 1.5, 0, 75])
  assert.deepEqual(of(12.2, 18.3), [3, 2, 2, 0, 135.66])
  assert.deepEqual(of(18.3, 24.38), [4, 3, 3, 1.5, 239.84])
  assert.deepEqual(of(6, 9), [1.25, 0, 0, 0, 46.5])
  // One millimetre beyond both limits is the next band of each.
  assert.deepEqual(of(12.201, 18.301).slice(0, 4), [4, 3, 3, 1.5])
})

test('BP-08: coverage and floor area of 200 m² in three zones of Bhilai', () => {
  const of = (zone: string) => {
    const { coverageSqm, builtUpSqm } = envelope('cg-bhilai-charoda', plot('residential', 10, 20, { zone }))
    return [coverageSqm, builtUpSqm]
  }
  assert.deepEqual(
    [of('CA'), of('DA-01'), of('DA-02')],
    [
      [130, 300],
      [120, 300],
      [100, 250],
    ],
  )
})

test('BP-10, BP-15: parking of a commercial plot at full ratio, and none for a shop of 50 m²', () => {
  const found = envelope('cg-birgaon', plot('commercial', 30, 40, { zone: 'CA' }))
  assert.deepEqual([found.builtUpSqm, found.parkingEcs], [3000, 30])
  assert.deepEqual(
    [found.others.parkingStiltSqm, found.others.parkingBasementSqm, found.others.parkingOpenSqm],
    [900, 1050, 750],
  )
  const shop = (builtUpSqm: number) => envelope('cg-birgaon', plot('commercial', 5, 10, { builtUpSqm })).parkingEcs
  assert.deepEqual([shop(50), shop(50.01), shop(100.01)], [0, 1, 2])
})

test('BP-12, BP-16: Dhamtari’s notch is the table’s own, and its limits belong to the lower band', () => {
  const coverage = (widthM: number, depthM: number) =>
    envelope('cg-dhamtari', plot('residential', widthM, depthM)).coverageSqm
  assert.deepEqual([coverage(10, 20), coverage(7.2, 30)], [110, 103.68])
  const { setbacks } = envelope('cg-dhamtari', plot('residential', 10, 12.2))
  assert.deepEqual([setbacks.front, setbacks.rear], [2.5, 1.5])
  assert.equal(envelope('cg-dhamtari', plot('residential', 10, 15)).coveragePercent, 55)
})

test('BP-14 and the limits of industrial plots: nothing falls through', () => {
  const of = (widthM: number, depthM: number) => {
    const { setbacks, coveragePercent, far } = envelope('cg-birgaon', plot('industrial', widthM, depthM))
    return [setbacks.front, setbacks.rear, setbacks.side1, coveragePercent, far]
  }
  assert.deepEqual(of(30, 50), [6, 4.5, 4.5, 60, 1])
  assert.deepEqual(
    [of(20, 25), of(25, 40)],
    [
      [3, 3, 3, 60, 1.25],
      [4.5, 3, 3, 60, 1.25],
    ],
  )
})

test('the gap in the ratios of government plots of Bhilai is told, never answered with nothing', () => {
  const at = (depthM: number) => envelope('cg-bhilai-charoda', plot('government', 25, depthM, { zone: 'CA' }))
  assert.deepEqual([at(30).far, at(30.001).far, at(40).far, at(40.001).far], [1.5, null, null, 1.75])
  const why = at(32).unknown.find((each) => each.output === 'far')
  assert.equal(why?.because, 'not-sourced')
  assert.equal(at(32).builtUpSqm, null)
})

test('BP-22, 24, 26: margins of towers by height, parking floors up to 6 m left out, the taller one between two', () => {
  const side = (heightM: number, parkingHeightM: number) =>
    result('mh-udcpr-2020', plot('residential', 60, 80, { heightM, parkingHeightM, roadM: 18 }), 'setback.side1')
  assert.deepEqual([side(35, 5), side(36, 6), side(40, 10), side(100, 0)], [6, 6, 6.8, 12])
  const between = result(
    'mh-udcpr-2020',
    plot('residential', 90, 90, { heightM: 35, parkingHeightM: 5, otherTowerSideM: 10 }),
    'towerSeparationM',
  )
  assert.equal(between, 10)
})

test('BP-27, 28, 30: premium, net plot, and a plot on a road of 8 m', () => {
  assert.equal(
    result('mh-udcpr-2020', { use: 'residential', premiumSqm: 750, readyReckonerRupees: 30_000 }, 'premiumRupees'),
    7_875_000,
  )
  const land = { use: 'residential', grossSqm: 10_000, roadLandSqm: 800, amenitySqm: 1_200, reservationSqm: 400 }
  assert.equal(result('mh-udcpr-2020', land, 'netPlotSqm'), 7_600)
  const found = envelope('mh-udcpr-2020', plot('residential', 20, 30, { roadM: 8 }))
  assert.deepEqual([found.builtUpSqm, found.others.farPremium, found.others.farTransferable], [660, 0, 0])
})

test('every width of road adds up: basic, premium and transferable index make the largest', () => {
  for (const roadM of [3, 8.999, 9, 12, 15, 24, 29.999, 30, 60])
    for (const townClass of ['abc', 'others']) {
      const answers = evaluate(openPack('mh-udcpr-2020'), plot('residential', 20, 30, { roadM, townClass }), day)
      const [far, premium, transferable, most] = ['far', 'farPremium', 'farTransferable', 'farMost'].map((each) =>
        Number(answers.of(each).value),
      )
      assert.ok(
        Math.abs(far! + premium! + transferable! - most!) < 1e-9,
        `${roadM} m ${townClass}: ${far} ${premium} ${transferable} ${most}`,
      )
    }
})

test('BP-32, BP-33: Delhi plots, the notch at 100 m² and the tolerance on it', () => {
  const found = envelope('in-mpd-2021', plot('residential', 10, 20))
  assert.deepEqual([found.coverageSqm, found.builtUpSqm, found.others.dwellingUnits], [150, 600, 4])
  const coverage = (depthM: number, more: Facts = {}) =>
    envelope('in-mpd-2021', plot('residential', 10, depthM, more)).coverageSqm
  assert.deepEqual([coverage(10), coverage(10.1), coverage(10.1, { sizeTolerance: 0.02 })], [90, 75.75, 90.9])
})

test('BP-34: risk, with the limit that two classes claim given to the stricter one', () => {
  const risk = (plotSqm: number, heightM: number) =>
    result('upyog-sample', { use: 'residential', plotSqm, heightM }, 'risk')
  assert.deepEqual(
    [risk(300, 10), risk(300, 10.1), risk(500, 15), risk(499.99, 15)],
    ['low', 'medium', 'high', 'medium'],
  )
})

test('BP-34 as it is published is refused: 500 m² and 15 m are claimed twice', () => {
  const rows: Row[] = [
    { when: { plotSqm: { upTo: 300 }, heightM: { upTo: 10 } }, word: 'low' },
    { when: { plotSqm: { over: 300, upTo: 500 }, heightM: { upTo: 15 } }, word: 'medium' },
    { when: { plotSqm: { from: 500 } }, word: 'high' },
  ]
  const { reasons } = refused(packOf(rows))
  assert.ok(
    reasons.some((each) => /overlap at .*plotSqm of exactly 500/.test(each)),
    reasons.join('\n'),
  )
  assert.ok(
    reasons.some((each) => /gap at .*heightM over 10/.test(each)),
    reasons.join('\n'),
  )
})

test('BP-35: twenty-four working days of five and of six days a week', () => {
  const calendar = (off: number[]) => ({
    weeks: [{ validFrom: '2020-01-01', validTo: 'infinity', pattern: { off } }],
    holidays: new Set<string>(),
  })
  const due = (off: number[]) => addWorkingDays(calendar(off), day, 24)
  assert.deepEqual([due([6, 7]), due([7])], ['2026-05-05', '2026-04-29'])
})

/** A small pack with one rule. */
function packOf(rows: Row[], more: Partial<Pack> = {}): object {
  return {
    pack: 'of-a-test',
    kind: 'bye-laws',
    names: { en: 'Test', hi: 'परीक्षण', mr: 'चाचणी' },
    instrument: 'Made up',
    source: 'Made up',
    trust: 'E',
    validFrom: '2020-01-01',
    uses: ['residential', 'commercial'],
    zones: { values: ['any'], default: 'any' },
    rules: [{ id: 'rule', gives: 'setback.front', unit: 'm', clause: '1', rows }],
    examples: [{ id: 'one', given: { use: 'residential' }, expect: {} }],
    ...more,
  }
}

function refused(given: object): { reasons: string[] } {
  try {
    readPack(given)
  } catch (error) {
    assert.ok(error instanceof Problem, String(error))
    return { reasons: error.details.reasons ?? [] }
  }
  throw new assert.AssertionError({ message: 'the pack was taken' })
}

test('a gap and an overlap are refused, and the interval is named', () => {
  const at = (...rows: Row[]) => refused(packOf(rows)).reasons.join('\n')
  assert.match(
    at({ when: { depthM: { under: 12.2 } }, value: 1 }, { when: { depthM: { over: 12.2 } }, value: 2 }),
    /gap at depthM of exactly 12\.2/,
  )
  assert.match(
    at({ when: { depthM: { upTo: 12.2 } }, value: 1 }, { when: { depthM: { from: 12.2 } }, value: 2 }),
    /overlap at depthM of exactly 12\.2 \(rows 1 and 2\)/,
  )
  assert.match(
    at({ when: { depthM: { upTo: 10 } }, value: 1 }, { when: { depthM: { over: 12 } }, value: 2 }),
    /gap at depthM over 10 and under 12/,
  )
  assert.match(at({ when: { depthM: { upTo: 10 } }, value: 1 }), /gap at depthM over 10/)
  assert.match(at({ when: { use: ['residential'] }, value: 1 }), /gap at use commercial/)
})

test('a pack says what it does not know, and names nothing that does not exist', () => {
  const reasons = (rows: Row[], more: Partial<Pack> = {}) => refused(packOf(rows, more)).reasons.join('\n')
  assert.match(
    reasons([
      { when: { moonPhase: { upTo: 1 } }, value: 1 },
      { when: { moonPhase: { over: 1 } }, value: 2 },
    ]),
    /nothing is called moonPhase/,
  )
  assert.match(reasons([{ when: {}, formula: 'depthM +' }]), /cannot be read/)
  assert.match(reasons([{ when: { use: ['palace'] }, value: 1 }]), /palace is no use/)
  const circle = [
    { id: 'one', gives: 'a', unit: 'm', clause: '1', rows: [{ when: {}, formula: 'b + 1' }] },
    { id: 'two', gives: 'b', unit: 'm', clause: '1', rows: [{ when: {}, formula: 'a + 1' }] },
  ]
  assert.match(reasons([], { rules: circle }), /a needs itself/)
  const untold = [{ id: 'one', gives: 'far', unit: 'ratio', rows: [{ when: {}, value: 1 }] }]
  assert.match(reasons([], { rules: untold }), /no clause/)
})

test('a rule that was amended holds on its own days, and a day between two amendments is refused', () => {
  const rule = (id: string, value: number, dates: object) => ({
    id,
    gives: 'far',
    unit: 'ratio',
    clause: '1',
    rows: [{ when: {}, value }],
    ...dates,
  })
  const laws = readPack(
    packOf([], { rules: [rule('old', 1, { validTo: '2024-04-01' }), rule('new', 2, { validFrom: '2024-04-01' })] }),
  )
  const far = (on: string) => evaluate(laws, { use: 'residential' }, on).of('far').value
  assert.deepEqual([far('2024-03-31'), far('2024-04-01')], [1, 2])
  const later = packOf([], {
    rules: [rule('old', 1, { validTo: '2024-04-01' }), rule('new', 2, { validFrom: '2024-04-02' })],
  })
  assert.match(refused(later).reasons.join(), /gap of old/)
  const twice = packOf([], { rules: [rule('old', 1, {}), rule('new', 2, { validFrom: '2024-04-02' })] })
  assert.match(refused(twice).reasons.join(), /overlap of old/)
  assert.throws(() => evaluate(laws, { use: 'residential' }, '2019-12-31'), /does not hold on this day/)
})

test('a fact is asked for only where it decides', () => {
  const found = envelope('in-nbc', plot('residential', 20, 30))
  assert.deepEqual([found.setbacks.rear, found.setbacks.front, found.assumed.heightM], [3, null, 10])
  assert.deepEqual(
    found.unknown.find((each) => each.output === 'setback.front'),
    { output: 'setback.front', because: 'missing', fact: 'roadM' },
  )
  assert.equal(envelope('cg-birgaon', plot('residential', 9, 15, { roadM: 2.39 })).allowed, false)
  assert.equal(envelope('cg-birgaon', plot('residential', 9, 15, { roadM: 2.4 })).allowed, true)
})

test('whatever plot is asked about, every pack answers with a number, a word or a reason, and margins leave no land behind', () => {
  const number = fc.double({ min: 0.01, max: 400, noNaN: true })
  for (const name of packNames()) {
    const laws = openPack(name)
    fc.assert(
      fc.property(
        fc.constantFrom(...laws.pack.uses),
        fc.constantFrom(...wordsOf(laws.pack, 'zone')!),
        number,
        number,
        number,
        number,
        (use, zone, widthM, depthM, roadM, heightM) => {
          const found = envelopeOf(laws, { use, zone, widthM, depthM, roadM, heightM }, day)
          for (const value of Object.values(found.setbacks)) assert.ok(value === null || value >= 0, `${name} ${value}`)
          if (found.buildableSqm !== null)
            assert.ok(found.buildableSqm <= widthM * depthM + 0.01, `${found.buildableSqm} of ${widthM} × ${depthM}`)
          if (found.coverageSqm !== null) assert.ok(found.coverageSqm <= widthM * depthM + 0.01, `${found.coverageSqm}`)
        },
      ),
      { numRuns: 200 },
    )
  }
})

test('a plot at a limit of a table, a millimetre below it and above it, is in exactly one row', () => {
  for (const name of packNames()) {
    const { pack } = openPack(name)
    for (const rule of pack.rules)
      for (const row of rule.rows)
        for (const [fact, condition] of Object.entries(row.when)) {
          if (Array.isArray(condition)) continue
          for (const end of Object.values(condition) as number[])
            for (const value of [end - 0.001, end, end + 0.001].filter((each) => each > 0)) {
              const given: Facts = {
                use: pack.uses[0]!,
                widthM: 10,
                depthM: 10,
                roadM: 10,
                heightM: 9,
                plotSqm: 100,
                builtUpSqm: 100,
              }
              if (!(fact in given) && !(fact in pack.facts)) continue
              const got = evaluate(openPack(name), { ...given, [fact]: value }, day).of(rule.gives)
              const isTold = got.value === null ? got.unknown.because !== 'no-rule' : got.row > 0
              assert.ok(isTold, `${name} ${rule.id} ${fact} ${value}`)
            }
        }
  }
})
