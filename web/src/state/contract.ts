/** Shapes of the HTTP contract, as the client reads them. Coordinates are EPSG:4326 lon,lat; areas m² in the town's UTM. */
export type Names = { en?: string; hi?: string; mr?: string; [language: string]: string | undefined }
export type Bounds = [west: number, south: number, east: number, north: number]
export type Point = [lon: number, lat: number]

export type Town = {
  code: string
  names: Names
  kind: string
  state: { code: string; names: Names }
  hasMap: boolean
  bounds: Bounds | null
}

export type Post = { postId: number; capacity: string; names: Names; office: Names }

export type User = {
  userId: number
  displayName: Names
  roleClass: 'anonymous' | 'citizen' | 'staff' | 'auditor' | 'system'
  roles: string[]
  permissions: string[]
  posts: Post[]
  hasTotp: boolean
}

export type Session = {
  user: User | null
  /** Null for a caller without any cookie: nothing to forge. */
  csrfToken: string | null
  town: {
    code: string
    names: Names
    today: string
    srid: number
    timeZone: string
    bounds: Bounds | null
    anonymousOwnerSearch: boolean
    /** The development sender is in force: codes lie in `/inbox`. */
    developmentInbox: boolean
  }
}

export type PlaceGrade = 'unit' | 'building' | 'parcel' | 'site' | 'point' | 'street'

/** `propertyId` is null for a plain survey parcel that nothing is billed on. */
export type SearchResult = {
  propertyId: number | null
  propertyNumber: string | null
  parcelId: number | null
  parcelNumber: string | null
  title: Names
  ownerNames: Names | null
  matchedOn: string
  place: { grade: PlaceGrade; point: Point | null }
  wardCode: string | null
  areaSqm: number | null
  distanceM?: number
  score?: number
}

export type SearchAnswer = {
  results: SearchResult[]
  nextCursor?: string | null
  notice?: 'owner-search-needs-ward' | 'owner-search-off'
}

export type Share = { numerator: number; denominator: number }

export type Parcel = {
  parcelId: number
  number: string | null
  level: string
  share: Share | null
  areaSqm: number
  legalAreaSqm: number | null
  geometry: GeoJSON.MultiPolygon | GeoJSON.Polygon | null
  validFrom: string
  validTo: string | null
  use: string
  surveyClass: string
  surveyedOn: string | null
  neighbours: number
}

export type Unit = {
  unitId: number
  wing: string | null
  floor: number
  number: string | null
  use: string
  areaSqm: number
  unauthorised: boolean
}

export type Building = {
  buildingId: number
  name: Names | null
  floorsAboveGround: number
  heightM: number | null
  construction: string
  builtYear: number | null
  footprintSqm: number | null
  geometry: GeoJSON.MultiPolygon | GeoJSON.Polygon | null
  units: Unit[]
}

export type Party = {
  role: string
  names: Names
  masked: boolean
  share: Share | null
  others: boolean
  since: string | null
  alive: 'living' | 'dead' | 'unknown' | 'dissolved'
}

export type Restriction = {
  restrictionId: number
  kind: string
  scopes: string[]
  order: { authority: string; number: string; date: string } | null
  from: string
  to: string | null
  amountPaise: number | null
}

export type HistoryLine = {
  lawFrom: string
  recordedAt: string
  change: string
  instrument: string | null
  by: string | null
  summaryKey: string | null
  values: Record<string, unknown> | null
}

export type Property = {
  propertyId: number
  propertyNumber: string
  ulpins: string[]
  oldNumbers: { value: string; issuer: string; from: string | null; to: string | null }[]
  address: Names
  addressParts: { houseNumber: string | null; street: Names | null; locality: Names | null; pin: string | null }
  place: { grade: PlaceGrade; source: string; on: string | null; point: Point | null }
  wing: string | null
  floor: number | null
  unitNumber: string | null
  kind: string
  flags: string[]
  /** Set when the property was closed: merged, split or moved away. */
  closedOn: string | null
}

export type ParcelPage = {
  property: Property | null
  parcels: Parcel[]
  buildings: Building[]
  boundaries: { set: string; code: string; names: Names; placedBy: string }[]
  landUse: { code: string; names: Names } | null
  road: { names: Names | null; widthM: number | null; class: string } | null
  parties: Party[]
  restrictions: Restriction[]
  documents: { documentId: number; title: string; mediaType: string; bytes: number; addedOn: string }[]
  history: HistoryLine[]
  otherPropertiesHere: {
    propertyId: number
    propertyNumber: string
    wing: string | null
    floor: number | null
    unitNumber: string | null
  }[]
  otherPropertiesTotal: number
  asOf: string
  knownAt: string
  sections: { room: string; state: string; content?: unknown }[]
}

export type Area = { code: string; names: Names; bounds: Bounds | null }
export type InboxMessage = { to: string; channel: string; subjectLine: string | null; text: string; sentAt: string }
