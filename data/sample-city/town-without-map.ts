import { newBooks } from './books.ts'
import { dateOf, dayOf, yearOf } from './dates.ts'
import { enterOwners } from './ownership.ts'
import { collectorNames, localityNames, streetNames } from './place-names.ts'
import { projectionAt } from './projection.ts'
import { randomFrom } from './random.ts'
import { type CellSite, enterProperty } from './settle.ts'
import { STATE_CODE, STATE_NAMES } from './town-frame.ts'
import type { Cell, TownPlan } from './town-plan.ts'
import type { BoundaryArea, CityBlock, CityOptions, DistrictKind, Locality, PropertyKind, Road } from './types.ts'
import { BOUNDARY_SETS } from './wards.ts'

const WARDS = 15
const LOCALITIES: readonly DistrictKind[] = [
  'old-town',
  'old-town',
  'market',
  'old-town',
  'old-grid',
  'old-grid',
  'colony',
  'colony',
  'abadi',
  'abadi',
  'slum',
  'colony',
]
const KINDS: readonly PropertyKind[] = [
  'residential',
  'residential',
  'residential',
  'residential',
  'residential',
  'residential',
  'mixed',
  'commercial',
  'open-land',
]

/** A small town whose register knows wards, streets and house numbers and has no map at all: every property is graded 'street'. */
export function* townWithoutMap(options: CityOptions): Generator<CityBlock> {
  const todayDay = dayOf(options.today)
  const wards = wardsByName(dateOf(todayDay - 3300))
  yield {
    part: 'frame',
    town: {
      code: options.code,
      names: options.names,
      kind: 'parishad',
      stateCode: STATE_CODE,
      stateNames: STATE_NAMES,
      srid: options.srid ?? 32643,
      origin: options.origin ?? [77.72, 22.98],
      bounds: [0, 0, 0, 0],
      limit: null,
      earlierLimit: null,
      joinedOn: null,
      pinPrefix: '299',
    },
    boundarySets: [...BOUNDARY_SETS],
    boundaryAreas: wards,
    landUse: [],
    water: [],
    railways: [],
  }
  const books = newBooks()
  const random = randomFrom(options.seed, options.code)
  const wanted = options.properties ?? 3000
  for (const [index, kind] of LOCALITIES.entries()) {
    const ward = wards[index % WARDS]!
    const locality: Locality = {
      key: books.key('localities'),
      code: `L${String(index + 1).padStart(3, '0')}`,
      names: localityNames(kind, index, random.whole(0, 40)),
      district: kind,
      pin: `299${String(index + 1).padStart(3, '0')}`,
      point: null,
      wardCode: ward.code,
    }
    books.chunk.localities.push(locality)
    const streets = Array.from({ length: random.whole(5, 11) }, (_, ordinal) =>
      namedStreet(books.key('roads'), kind, locality, ordinal, index),
    )
    books.chunk.roads.push(...streets)
    const site = siteOf(
      options,
      todayDay,
      books,
      random,
      locality,
      kind,
      streets,
      { electoralWard: ward.key, taxWard: wards[WARDS + (index % WARDS)]!.key, zone: null, sanitaryBeat: null },
      index,
    )
    const share =
      Math.round((wanted * (index + 1)) / LOCALITIES.length) - Math.round((wanted * index) / LOCALITIES.length)
    for (let count = 0; count < share; count++) {
      const front = { side: random.whole(0, streets.length - 1), frontageM: 0, index: 0 }
      const property = enterProperty(site, {
        kind: random.pick(KINDS),
        grade: 'street',
        point: null,
        front,
        areaSqm: random.between(28, 240),
      })
      enterOwners(site, property)
    }
    yield { part: 'chunk', ...books.take() }
  }
  yield { part: 'end', cast: books.cast, faults: books.faults, counts: books.counts }
}

const namedStreet = (key: number, kind: DistrictKind, locality: Locality, ordinal: number, turn: number): Road => {
  const crooked = kind === 'old-town' || kind === 'abadi' || kind === 'slum' || kind === 'market'
  const wide = ordinal === 0
  return {
    key,
    class: wide ? 'collector' : crooked ? 'lane' : 'local',
    widthM: wide ? 12 : crooked ? 3 : 7.5,
    names: wide
      ? collectorNames(turn + 3, turn)
      : streetNames(kind, locality.names, crooked ? 'lane' : 'local', ordinal, turn * 11),
    localityKey: locality.key,
    lines: [],
    deadEnd: false,
    bridge: false,
    surface: crooked ? 'paver' : 'concrete',
  }
}

const siteOf = (
  options: CityOptions,
  todayDay: number,
  books: CellSite['books'],
  random: CellSite['random'],
  locality: Locality,
  kind: DistrictKind,
  streets: readonly Road[],
  placement: CellSite['placement'],
  index: number,
): CellSite => ({
  seed: options.seed,
  todayDay,
  thisYear: yearOf(todayDay),
  town: options.names,
  books,
  random,
  locality,
  placement,
  series: index + 1,
  next: { house: 0, plot: 0 },
  taxWardKeys: [],
  projection: projectionAt(options.origin ?? [77.72, 22.98], options.srid ?? 32643),
  cell: { kind, index, first: false } as Cell,
  plan: {} as TownPlan,
  roadOf: (side) => streets[side] ?? null,
})

/** Electoral and tax wards known by name. */
const wardsByName = (from: string): BoundaryArea[] =>
  (['electoral-ward', 'tax-ward'] as const).flatMap((set, which) =>
    Array.from(
      { length: WARDS },
      (_, index): BoundaryArea => ({
        key: which * WARDS + index + 1,
        set,
        code: `${which === 0 ? 'W' : 'T'}${String(index + 1).padStart(2, '0')}`,
        names: {
          en: `${which === 0 ? 'Ward' : 'Tax ward'} ${index + 1}`,
          hi: `${which === 0 ? 'वार्ड' : 'कर वार्ड'} ${index + 1}`,
          mr: `${which === 0 ? 'प्रभाग' : 'कर प्रभाग'} ${index + 1}`,
        },
        polygons: null,
        parentKey: null,
        validFrom: from,
        validTo: null,
      }),
    ),
  )
