import type { Building, Names, Parcel, ParcelPage, Property, SearchResult, Unit } from '../src/state/contract.ts'

/** A tiny town for trying the screens without a server: four streets of houses, one tower, one place without a polygon. */
const ORIGIN: [number, number] = [77.95, 23.1]
const PLOT_DEG = 0.00016
const TODAY = '2026-11-22'

const streets: Names[] = [
  { en: 'Gandhi Marg', hi: 'गांधी मार्ग', mr: 'गांधी मार्ग' },
  { en: 'Old Bazaar Lane', hi: 'पुरानी बाज़ार गली', mr: 'जुनी बाजार गल्ली' },
  { hi: 'नर्मदा पथ' },
  { en: 'Station Road', hi: 'स्टेशन रोड', mr: 'स्टेशन रस्ता' },
]
const owners: Names[] = [
  { hi: 'लक्ष्मी देवी शर्मा' },
  { en: 'Mohd. Rafiq Khan' },
  { en: 'Suresh Patil', hi: 'सुरेश पाटिल', mr: 'सुरेश पाटील' },
  { hi: 'ज्ञानेश्वर कुशवाहा' },
]
const wards = [
  { code: '01', names: { en: 'Fort', hi: 'क़िला', mr: 'किल्ला' }, bounds: null },
  { code: '02', names: { en: 'Station', hi: 'स्टेशन', mr: 'स्टेशन परिसर' }, bounds: null },
]
export const stubWards = wards

type Case = { property: Property; parcels: Parcel[]; buildings: Building[]; owner: Names; ward: string; street: number }

function plot(index: number): Case {
  const row = Math.floor(index / 12)
  const column = index % 12
  const west = ORIGIN[0] + column * PLOT_DEG * 1.1
  const south = ORIGIN[1] - row * PLOT_DEG * 2.2
  const [east, north] = [west + PLOT_DEG, south + PLOT_DEG * 1.4]
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const isTower = index === 30
  const inner = ring.map(([x, y]) => [
    west + (x! - west) * 0.8 + PLOT_DEG * 0.1,
    south + (y! - south) * 0.8 + PLOT_DEG * 0.1,
  ])
  const hasPlace = index !== 7
  const street = streets[row % streets.length]!
  const house = String(index + 1)
  return {
    ward: wards[row % 2]!.code,
    street: row,
    owner: owners[index % owners.length]!,
    property: {
      propertyId: 1000 + index,
      propertyNumber: String(1200000000 + index * 11),
      ulpins: index % 3 === 0 ? [`23NAYAPUR${String(10000 + index)}`] : [],
      oldNumbers: index % 2 ? [{ value: `N/${index}/84`, issuer: 'Nayapur Palika', from: null, to: '2009-03-31' }] : [],
      address: Object.fromEntries(Object.entries(street).map(([language, name]) => [language, `${house}, ${name}`])),
      addressParts: { houseNumber: house, street, locality: null, pin: '466001' },
      place: {
        grade: hasPlace ? 'parcel' : 'street',
        source: 'survey',
        on: '2024-02-11',
        point: hasPlace ? [(west + east) / 2, (south + north) / 2] : null,
      },
      wing: null,
      floor: null,
      unitNumber: null,
      kind: index % 5 === 0 ? 'commercial' : 'residential',
      flags: index % 9 === 4 ? ['unauthorised-floor'] : [],
      closedOn: null,
    },
    parcels: hasPlace
      ? [
          {
            parcelId: 5000 + index,
            number: `${row + 1}/${column + 1}`,
            level: 'municipal-plot',
            share: null,
            areaSqm: 412.37,
            legalAreaSqm: 418,
            geometry: { type: 'MultiPolygon', coordinates: [[ring]] } as GeoJSON.MultiPolygon,
            validFrom: '1998-04-01',
            validTo: null,
            use: 'residential',
            surveyClass: 'gnss',
            surveyedOn: '2024-02-11',
            neighbours: 3,
          },
        ]
      : [],
    buildings: hasPlace ? [building(index, inner as number[][], isTower)] : [],
  }
}

function building(index: number, ring: number[][], isTower: boolean): Building {
  const floors = isTower ? 12 : 1 + (index % 4)
  const units: Unit[] = []
  for (let floor = isTower ? -1 : 0; floor < floors; floor++) {
    for (let door = 1; door <= (isTower ? 4 : 1); door++) {
      const use = floor === -1 ? 'parking' : floor === 0 && index % 2 ? 'shop' : 'residential'
      units.push({
        wing: isTower ? (door % 2 ? 'A' : 'B') : null,
        unitId: index * 1000 + floor * 10 + door,
        floor,
        number: isTower ? `A-${floor}0${door}` : null,
        use,
        areaSqm: isTower ? 74.5 : 168.2,
        unauthorised: index % 9 === 4 && floor === floors - 1,
      })
    }
  }
  return {
    buildingId: 9000 + index,
    name: isTower ? { en: 'Vindhya Tower', hi: 'विंध्य टावर', mr: 'विंध्य टॉवर' } : null,
    floorsAboveGround: floors,
    heightM: floors * 3.1,
    construction: 'rcc',
    builtYear: 1994 + (index % 25),
    footprintSqm: 263.9,
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
    units,
  }
}

export const cases: Case[] = Array.from({ length: 48 }, (_, index) => plot(index))

const mask = (names: Names): Names =>
  Object.fromEntries(
    Object.entries(names).map(([language, name]) => [language, (name ?? '').replace(/(\S)\S*(?=\s|$)/g, '$1…')]),
  )

export function resultOf(one: Case, matchedOn = 'address', distanceM?: number): SearchResult {
  return {
    propertyId: one.property.propertyId,
    propertyNumber: one.property.propertyNumber,
    parcelId: one.parcels[0]?.parcelId ?? null,
    parcelNumber: one.parcels[0]?.number ?? null,
    title: one.property.address,
    ownerNames: mask(one.owner),
    matchedOn,
    place: { grade: one.property.place.grade, point: one.property.place.point },
    wardCode: one.ward,
    areaSqm: one.parcels[0]?.areaSqm ?? null,
    distanceM,
  }
}

export function pageOf(one: Case, asOf: string | null, knownAt: string | null): ParcelPage {
  const isTower = one.property.propertyId === 1030
  const others = isTower
    ? one.buildings[0]!.units.filter((unit) => unit.floor >= 0).map((unit, at) => ({
        propertyId: 1000 + (at % 48),
        propertyNumber: String(1300000000 + at),
        wing: at % 2 ? 'B' : 'A',
        floor: unit.floor,
        unitNumber: unit.number,
      }))
    : []
  return {
    property: one.property,
    parcels: one.parcels,
    buildings: one.buildings,
    boundaries: [
      {
        set: 'electoral-ward',
        code: one.ward,
        names: wards.find((ward) => ward.code === one.ward)!.names,
        placedBy: 'largest-part',
      },
      { set: 'tax-ward', code: `T${one.ward}`, names: { en: 'East', hi: 'पूर्व', mr: 'पूर्व' }, placedBy: 'main-door' },
    ],
    landUse: { code: 'residential', names: { en: 'Residential', hi: 'आवासीय', mr: 'निवासी' } },
    road: { names: streets[one.street % 4]!, widthM: 7.5, class: 'local' },
    parties: [
      {
        role: 'owner',
        names: mask(one.owner),
        masked: true,
        share: { numerator: 1, denominator: 2 },
        others: false,
        since: '2004-06-17',
        alive: 'living',
      },
      {
        role: 'co-owner',
        names: mask(owners[1]!),
        masked: true,
        share: { numerator: 1, denominator: 2 },
        others: true,
        since: null,
        alive: 'unknown',
      },
    ],
    restrictions:
      one.property.propertyId === 1004
        ? [
            {
              restrictionId: 1,
              kind: 'court-stay',
              scopes: ['transfer', 'demolition'],
              order: { authority: 'District Court', number: 'MJC 114/2024', date: '2024-08-09' },
              from: '2024-08-09',
              to: null,
              amountPaise: 123456750,
            },
          ]
        : [],
    documents:
      one.property.propertyId % 2
        ? []
        : [
            {
              documentId: 1,
              title: 'Sale deed 2004',
              mediaType: 'application/pdf',
              bytes: 482133,
              addedOn: '2024-03-02',
            },
          ],
    history: [
      {
        lawFrom: '2004-06-17',
        recordedAt: '2024-03-02T07:12:00Z',
        change: 'mutation',
        instrument: 'Deed 1184/2004',
        by: null,
        summaryKey: 'history.mutation',
        values: {},
      },
      {
        lawFrom: '1998-04-01',
        recordedAt: '2024-02-11T05:00:00Z',
        change: 'first-record',
        instrument: 'Survey 1998',
        by: 'Surveyor',
        summaryKey: 'history.mutation',
        values: {},
      },
    ],
    otherPropertiesHere: others,
    otherPropertiesTotal: others.length,
    asOf: asOf ?? TODAY,
    knownAt: knownAt ?? `${TODAY}T06:00:00Z`,
    sections: ['property-tax', 'building-permits', 'water', 'waste', 'grievances'].map((room) => ({
      room,
      state: 'later' as const,
    })),
  }
}

export const stubTowns = [
  {
    code: 'nayapur',
    names: { en: 'Nayapur', hi: 'नयापुर', mr: 'नयापूर' },
    kind: 'nigam',
    state: { code: 'kalpana-pradesh', names: { en: 'Kalpana Pradesh', hi: 'कल्पना प्रदेश', mr: 'कल्पना प्रदेश' } },
    hasMap: true,
    bounds: [77.949, 23.0985, 77.953, 23.101],
  },
  {
    code: 'puranagaon',
    names: { en: 'Purana Gaon', hi: 'पुराना गाँव', mr: 'पुराना गाव' },
    kind: 'parishad',
    state: { code: 'kalpana-pradesh', names: { en: 'Kalpana Pradesh', hi: 'कल्पना प्रदेश', mr: 'कल्पना प्रदेश' } },
    hasMap: false,
    bounds: null,
  },
]
