/**
 * The records of a sample city, plain and near to the tables that will hold them.
 * `key` is a whole number, dense from 1 within its noun and town: a loader may make ids as `base + key`.
 * Coordinates are lon, lat (EPSG:4326) on a 1e-8° grid; areas are square metres in the town's UTM plane; dates are 'YYYY-MM-DD'.
 */

export type LonLat = [longitude: number, latitude: number]
/** A closed ring (first point repeated last); outer rings run counter-clockwise, holes clockwise. */
export type Ring = LonLat[]
export type PolygonRings = Ring[]
export type MultiPolygonRings = PolygonRings[]
export type Line = LonLat[]
export type Names = { en?: string; hi?: string; mr?: string }
export type Share = { numerator: number; denominator: number }
export type IsoDate = string

export type CityOptions = {
  seed: number
  /** How many live parcels to make, exactly; 0 makes a town without any polygon. */
  parcels: number
  /** How many properties a town without polygons has; ignored when parcels > 0. */
  properties?: number
  code: string
  names: Names
  today: IsoDate
  /** Middle of the town; 77.95, 23.1 unless told. */
  origin?: LonLat
  /** 32643 unless told. */
  srid?: number
}

export type DistrictKind =
  | 'old-town'
  | 'market'
  | 'old-grid'
  | 'colony'
  | 'new-layout'
  | 'industrial'
  | 'institutional'
  | 'railway-colony'
  | 'slum'
  | 'abadi'
  | 'village'
  | 'park'
  | 'open-layout'
  | 'farmland'
  | 'river'

export type LandUseCode =
  | 'residential'
  | 'commercial'
  | 'mixed'
  | 'industrial'
  | 'public'
  | 'recreational'
  | 'agricultural'
  | 'water-body'
  | 'transport'

export type Town = {
  code: string
  names: Names
  kind: 'nigam' | 'palika' | 'parishad'
  stateCode: string
  stateNames: Names
  srid: number
  origin: LonLat
  bounds: [west: number, south: number, east: number, north: number]
  limit: MultiPolygonRings | null
  /** Limit before the village joined; null for a town without polygons. */
  earlierLimit: MultiPolygonRings | null
  joinedOn: IsoDate | null
  pinPrefix: string
}

// --- Base map -------------------------------------------------------------------------------------------------------

export type RoadClass = 'highway' | 'arterial' | 'collector' | 'local' | 'lane' | 'footpath'
export type Locality = {
  key: number
  code: string
  names: Names
  district: DistrictKind
  pin: string
  point: LonLat | null
  /** Electoral ward in which the locality (mostly) lies. */
  wardCode: string
}
/** A street by name with all its stretches; junction vertices are shared, bit-equal, with the roads that meet there. */
export type Road = {
  key: number
  class: RoadClass
  widthM: number
  names: Names
  localityKey: number | null
  /** Empty in a town without polygons: the street is known by name only. */
  lines: Line[]
  deadEnd: boolean
  bridge: boolean
  surface: 'asphalt' | 'concrete' | 'paver' | 'gravel' | 'earth'
}
export type Railway = { key: number; kind: 'main' | 'siding'; line: Line; names: Names }
export type Water = { key: number; class: 'river' | 'pond' | 'drain'; rings: PolygonRings; names: Names }
export type Park = {
  key: number
  class: 'park' | 'ground' | 'garden'
  rings: PolygonRings
  names: Names
  areaSqm: number
}
export type LandUse = { key: number; code: LandUseCode; names: Names; polygons: MultiPolygonRings }
export type Tree = { key: number; point: LonLat; species: string; heightM: number; setting: 'street' | 'park' | 'yard' }
export type Landmark = {
  key: number
  kind:
    | 'ghat'
    | 'station'
    | 'temple'
    | 'mosque'
    | 'church'
    | 'gurudwara'
    | 'bus-stand'
    | 'hospital'
    | 'school'
    | 'college'
    | 'clinic'
    | 'police'
    | 'fire-station'
    | 'post-office'
    | 'community-hall'
    | 'market'
    | 'bank'
    | 'petrol-pump'
    | 'well'
    | 'standpost'
    | 'fort'
    | 'clock-tower'
    | 'town-hall'
    | 'water-tank'
  names: Names
  point: LonLat
  rings: PolygonRings | null
}

// --- Boundaries -----------------------------------------------------------------------------------------------------

export type BoundarySetCode =
  | 'electoral-ward'
  | 'tax-ward'
  | 'administrative-zone'
  | 'sanitary-beat'
  | 'planning-authority'
export type BoundarySet = {
  code: BoundarySetCode
  names: Names
  straddler: 'largest-part' | 'main-door' | 'named-decision'
}
export type BoundaryArea = {
  key: number
  set: BoundarySetCode
  code: string
  names: Names
  /** Null in a town without polygons. */
  polygons: MultiPolygonRings | null
  parentKey: number | null
  validFrom: IsoDate
  validTo: IsoDate | null
}
/** Boundary area keys; null where the place is outside the set (a campus beyond the town limit). */
export type Placement = {
  electoralWard: number | null
  taxWard: number | null
  zone: number | null
  sanitaryBeat: number | null
}

// --- Spatial units --------------------------------------------------------------------------------------------------

export type ParcelLevel = 'revenue-khasra' | 'nazul-plot' | 'layout-plot' | 'municipal-plot' | 'occupied-site'
export type SurveyClass = 'gnss' | 'total-station' | 'drone' | 'chain' | 'satellite' | 'sketch' | 'unknown'
export type Parcel = {
  key: number
  level: ParcelLevel
  number: string
  /** 14 characters as another office might print them; stored, never computed. */
  ulpin: string | null
  rings: PolygonRings
  /** Drawn area. */
  areaSqm: number
  legalAreaSqm: number | null
  surveyClass: SurveyClass
  surveyedOn: IsoDate
  landUse: LandUseCode
  state: 'built' | 'vacant' | 'open' | 'retired'
  district: DistrictKind
  placement: Placement
  localityKey: number
  roadKey: number | null
  frontageM: number | null
  validFrom: IsoDate
  /** Set only on a parcel that a split or merge ended. */
  validTo: IsoDate | null
  recordedOn: IsoDate
}
/** An earlier state of a parcel that is still the same parcel: what it was, from when to when in law, and when we wrote it. */
export type ParcelVersion = {
  key: number
  parcelKey: number
  change: 're-measurement' | 'legal-area-corrected' | 'renumbered'
  rings: PolygonRings
  areaSqm: number
  legalAreaSqm: number | null
  number: string
  lawFrom: IsoDate
  lawTo: IsoDate
  recordedOn: IsoDate
  instrument: string
}
export type Lineage = {
  key: number
  kind: 'split' | 'merge'
  parentKeys: number[]
  childKeys: number[]
  instrument: string
  on: IsoDate
  recordedOn: IsoDate
}
/** A parcel that stands wholly or mostly on a parcel of another level (a hut on a khasra, a plot on a nazul sheet). */
export type ParcelLevelLink = { upperKey: number; lowerKey: number; share: Share | null }

export type Construction = 'rcc' | 'brick-slab' | 'brick-tile' | 'stone' | 'tin-sheet' | 'mud-thatch'
export type BuildingUse =
  | 'residential'
  | 'commercial'
  | 'mixed'
  | 'industrial'
  | 'institutional'
  | 'religious'
  | 'government'
export type Building = {
  key: number
  names: Names | null
  rings: PolygonRings
  footprintSqm: number
  floorsAboveGround: number
  floorsBelowGround: number
  heightM: number
  use: BuildingUse
  construction: Construction
  builtYear: number
}
export type UnitUse =
  | 'residential'
  | 'shop'
  | 'office'
  | 'godown'
  | 'workshop'
  | 'factory'
  | 'school'
  | 'hospital'
  | 'worship'
  | 'government'
  | 'parking'
export type Unit = {
  key: number
  buildingKey: number
  propertyKey: number | null
  wing: string | null
  /** 0 is the ground floor, -1 the basement. */
  floor: number
  number: string
  use: UnitUse
  areaSqm: number
  construction: Construction
  occupancy: 'self' | 'tenanted' | 'vacant' | 'unknown'
  builtYear: number
  unauthorised: boolean
  /** Undivided share of the land; null where the building is one property. */
  landShare: Share | null
}
export type PlaceGrade = 'unit' | 'building' | 'parcel' | 'site' | 'point' | 'street'
export type PlaceSource = 'survey' | 'drone-map' | 'tax-register' | 'field-visit' | 'layout-drawing' | 'patta-register'
export type PropertyKind =
  | 'residential'
  | 'commercial'
  | 'mixed'
  | 'industrial'
  | 'institutional'
  | 'religious'
  | 'government'
  | 'railway'
  | 'open-land'
  | 'agricultural'
export type Address = {
  houseNumber: string
  building: Names | null
  roadKey: number | null
  localityKey: number
  landmark: Names | null
  pin: string
  /** One line as it would be written on an envelope, in each language. */
  line: Names
}
export type Property = {
  key: number
  /** Runs from 1 within the town; the town's own property number (with its check digit) is made from it. */
  serial: number
  kind: PropertyKind
  place: { grade: PlaceGrade; source: PlaceSource; on: IsoDate; point: LonLat | null }
  address: Address
  wing: string | null
  floor: number | null
  unitNumber: string | null
  placement: Placement
  /** Area as the tax register has it; null when never assessed. */
  assessedAreaSqm: number | null
  assessedSince: IsoDate | null
  exemption: 'railway' | 'worship' | 'government' | 'education' | null
  validFrom: IsoDate
  validTo: IsoDate | null
}
export type PropertyParcel = { propertyKey: number; parcelKey: number; share: Share | null }
export type BuildingParcel = { buildingKey: number; parcelKey: number; share: Share | null }
export type BuildingProperty = { buildingKey: number; propertyKey: number; share: Share | null }
export type OutsideNumberScheme =
  | 'ulpin'
  | 'old-property-number'
  | 'property-card'
  | 'deed'
  | 'consumer'
  | 'samagra-family'
  | 'samagra-member'
  | 'pan'
  | 'gstin'
export type OutsideNumber = {
  scheme: OutsideNumberScheme
  /** As printed. */
  value: string
  issuer: string
  subjectKind: 'property' | 'parcel' | 'person' | 'household' | 'organisation'
  subjectKeys: number[]
  from: IsoDate | null
  to: IsoDate | null
  verified: 'as-stated' | 'paper-seen' | 'looked-up'
}

// --- Parties --------------------------------------------------------------------------------------------------------

export type Person = {
  key: number
  /** One script only for half of them. */
  names: Names
  gender: 'female' | 'male' | 'other'
  relation: { kind: 'father' | 'husband' | 'mother'; names: Names } | null
  alive: 'living' | 'dead' | 'unknown'
  birthYear: number | null
  diedOn: IsoDate | null
  /** Ten digits starting 5550: no such series is in use. */
  mobile: string | null
  mobileOn: IsoDate | null
  email: string | null
  householdKey: number | null
  correspondence: string | null
}
export type Household = { key: number; headPersonKey: number; propertyKey: number | null }
export type Organisation = {
  key: number
  kind: 'company' | 'society' | 'trust' | 'government' | 'municipal' | 'religious' | 'firm' | 'other'
  names: Names
  mobile: string | null
}
export type RoleKind =
  | 'owner'
  | 'co-owner'
  | 'person-liable'
  | 'occupier'
  | 'tenant'
  | 'lessee'
  | 'mortgagee'
  | 'society'
  | 'heir'
  | 'agent'
  | 'payer'
export type Role = {
  key: number
  propertyKey: number
  partyKind: 'person' | 'organisation'
  partyKey: number
  role: RoleKind
  /** Null: not stated. */
  share: Share | null
  /** The register says "and others" (वगैरह). */
  others: boolean
  /** Set for a lessee: under what. */
  tenure: 'nazul' | 'patta' | 'housing-board' | 'municipal-lease' | 'rent' | null
  from: IsoDate
  to: IsoDate | null
  instrument: string | null
  recordedOn: IsoDate
}
export type RestrictionKind =
  | 'court-stay'
  | 'attachment'
  | 'mortgage'
  | 'dispute'
  | 'acquisition'
  | 'heritage'
  | 'illegal-colony'
  | 'caveat'
export type RestrictionScope = 'transfer' | 'permit' | 'demand' | 'recovery' | 'disconnection' | 'demolition'
export type Restriction = {
  key: number
  kind: RestrictionKind
  scopes: RestrictionScope[]
  subjectKind: 'property' | 'parcel' | 'person'
  subjectKey: number
  order: { authority: string; number: string; date: IsoDate }
  amountPaise: number | null
  from: IsoDate
  to: IsoDate | null
}

// --- What is handed over --------------------------------------------------------------------------------------------

/** Everything that hangs on up to 1,000 parcels. A key referred to is in this chunk, an earlier one, or the frame. */
export type CityChunk = {
  localities: Locality[]
  roads: Road[]
  parks: Park[]
  trees: Tree[]
  landmarks: Landmark[]
  parcels: Parcel[]
  parcelVersions: ParcelVersion[]
  lineage: Lineage[]
  levelLinks: ParcelLevelLink[]
  buildings: Building[]
  units: Unit[]
  properties: Property[]
  propertyParcels: PropertyParcel[]
  buildingParcels: BuildingParcel[]
  buildingProperties: BuildingProperty[]
  outsideNumbers: OutsideNumber[]
  persons: Person[]
  households: Household[]
  organisations: Organisation[]
  roles: Role[]
  restrictions: Restriction[]
}

/** What the whole town shares; comes first. */
export type CityFrame = {
  town: Town
  boundarySets: BoundarySet[]
  boundaryAreas: BoundaryArea[]
  landUse: LandUse[]
  water: Water[]
  railways: Railway[]
}

/** Keys of the named cases, so that a test can find each. */
export type CastCase = {
  /** What the case is, in a plain sentence. */
  title: string
  parcels: number[]
  buildings: number[]
  properties: number[]
  persons: number[]
  organisations: number[]
  localities: number[]
}
export type CastName =
  | 'tower'
  | 'market'
  | 'abadi'
  | 'slum'
  | 'campus'
  | 'railwayColony'
  | 'temple'
  | 'deadOwnerHouse'
  | 'nriFlat'
  | 'twoIdsOneHouse'
  | 'oneIdTwoHouses'
  | 'unauthorisedFloor'
  | 'joinedVillage'
  | 'thirdsHouse'
  | 'andOthersHouse'
  | 'splitPlot'
  | 'soldHouse'
  | 'remeasuredPlot'
  | 'station'
  | 'park'
export type Cast = Partial<Record<CastName, CastCase>>

export type FaultKind =
  | 'unassessed-building'
  | 'wrong-area'
  | 'overlapping-plots'
  | 'missing-owner'
  | 'duplicate-property'
  | 'duplicate-person'
  | 'building-across-plots'
  | 'shares-not-one'
  | 'wrong-ward'
/** A planted fault; nothing in the rows tells of it. */
export type Fault = {
  kind: FaultKind
  parcels: number[]
  buildings: number[]
  properties: number[]
  persons: number[]
  note: string
}

export type CityEnd = { cast: Cast; faults: Fault[]; counts: Record<keyof CityChunk, number> }

export type CityBlock = ({ part: 'frame' } & CityFrame) | ({ part: 'chunk' } & CityChunk) | ({ part: 'end' } & CityEnd)

export type SampleCity = CityFrame & CityChunk & CityEnd
