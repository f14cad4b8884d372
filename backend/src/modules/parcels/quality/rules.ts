/** Kinds of faults of a register, and what a person may accept as their mending. Pure. */

/** What the checks look for. `mend` names what is suggested, null where only a look at the place can tell. */
export const findingKinds = {
  invalid: { register: 'parcels', mend: 'redraw' },
  overlap: { register: 'parcels', mend: 'clip' },
  duplicate: { register: 'parcels', mend: 'drop' },
  gap: { register: 'parcels', mend: 'snap' },
  sliver: { register: 'parcels', mend: 'drop' },
  multipart: { register: 'parcels', mend: null },
  'repeated-number': { register: 'parcels', mend: 'renumber' },
  'legal-area': { register: 'parcels', mend: null },
  'outside-wards': { register: 'parcels', mend: null },
  'building-across': { register: 'buildings', mend: 'link' },
  'unassessed-building': { register: 'buildings', mend: null },
  'no-owner': { register: 'properties', mend: null },
  'shares-not-one': { register: 'properties', mend: null },
  'duplicate-property': { register: 'properties', mend: 'close' },
  'wrong-area': { register: 'properties', mend: 'place' },
  'no-land': { register: 'properties', mend: null },
} as const satisfies Record<string, { register: string; mend: MendKind | null }>

export type MendKind = 'redraw' | 'clip' | 'drop' | 'snap' | 'renumber' | 'link' | 'close' | 'place'
export type FindingKind = keyof typeof findingKinds

export const kindNames = Object.keys(findingKinds) as [FindingKind, ...FindingKind[]]
export const mendOf = (kind: FindingKind): MendKind | null => findingKinds[kind].mend

/** A fault as a check finds it. Fingerprint and ids say which it is from run to run. */
export type FoundFault = {
  kind: FindingKind
  parcelIds?: number[]
  buildingIds?: number[]
  propertyIds?: number[]
  label: string | null
  detail?: Record<string, string | number | null>
  areaSqm: number | null
  point: [number, number] | null
  outline?: object | null
}

/** The same fault found again has the same fingerprint, whatever its size has become. */
export function fingerprintOf(fault: FoundFault): string {
  const list = (ids: readonly number[] | undefined) => [...(ids ?? [])].sort((a, b) => a - b).join(',')
  const own = fault.kind === 'gap' && fault.point ? fault.point.map((degrees) => degrees.toFixed(6)).join(',') : ''
  return [fault.kind, list(fault.parcelIds), list(fault.buildingIds), list(fault.propertyIds), own]
    .join('|')
    .slice(0, 200)
}

export type Box = readonly [west: number, south: number, east: number, north: number]

/** A box in four, for where plots stand close. */
export function quarters([west, south, east, north]: Box): Box[] {
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  return [
    [west, south, lon, lat],
    [lon, south, east, lat],
    [west, lat, lon, north],
    [lon, lat, east, north],
  ]
}

/** Half open, so that every place lies in one box alone. */
export const holds = ([west, south, east, north]: Box, [lon, lat]: readonly [number, number]): boolean =>
  lon >= west && lon < east && lat >= south && lat < north

/** A building reaches over its plots when more of it than this lies outside: the thickness of a wall is none. */
export const acrossLimits = { leastSqm: 1, leastShare: 0.015 } as const

/**
 * Legal and drawn area further apart than this go into the work list where the town has no tolerance of its own in force. It only
 * sorts the list: no law is meant, and a town's master `parcels.rules/area-tolerance` takes its place.
 */
export const sortingShare = 0.25

/** Whether a register is as fresh as its steward's limit asks; null where nobody has set one. */
export function isFresh(lastChangedOn: string | null, freshnessDays: number | null, today: string): boolean | null {
  if (freshnessDays === null) return null
  if (lastChangedOn === null) return false
  return (Date.parse(today) - Date.parse(lastChangedOn)) / 86_400_000 <= freshnessDays
}

/** Fractions added exactly: 1 when they make the whole. */
export function sharesMakeOne(shares: readonly { numerator: number; denominator: number }[]): boolean {
  let [top, bottom] = [0n, 1n]
  for (const { numerator, denominator } of shares) {
    top = top * BigInt(denominator) + BigInt(numerator) * bottom
    bottom *= BigInt(denominator)
  }
  return top === bottom
}
