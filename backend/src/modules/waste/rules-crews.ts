/** Crews and roads: who can serve how many homes, how long a round takes, and what becomes of a dead end. Pure. */

/** A crew as the rules see it. People with a handcart walk: they need no road width and no turning space. */
export interface Crew {
  kind: 'handcart' | 'vehicle'
  people: number
  /** Only for a handcart. */
  walkingKmph: number | null
  /** How far people walk in from the mouth of a lane that the vehicle does not enter. */
  walkInLimitM: number
  homesLeast: number
  homesMost: number
  vehicle: { neededWidthM: number; reverseLimitM: number } | null
}

/** A lane; a dead end has its length from the mouth, and perhaps room to turn at its end. */
export interface Lane {
  widthM: number
  deadEnd: boolean
  lengthM: number
  turningSpace: boolean
}

export const manners = ['along', 'turn', 'reverse', 'walk-in', 'corner-bin'] as const
export type Manner = (typeof manners)[number]

/**
 * How the homes of a lane are reached. A handcart goes along. A vehicle that fits drives through, or into a dead end where it can turn or
 * reverse out within its limit; else people walk in from the mouth within theirs; else the homes get a bin at the corner.
 */
export function mannerOf(crew: Crew, lane: Lane): Manner {
  if (crew.kind === 'handcart' || !crew.vehicle) return 'along'
  if (lane.widthM >= crew.vehicle.neededWidthM) {
    if (!lane.deadEnd) return 'along'
    if (lane.turningSpace) return 'turn'
    if (lane.lengthM <= crew.vehicle.reverseLimitM) return 'reverse'
  }
  return lane.lengthM <= crew.walkInLimitM ? 'walk-in' : 'corner-bin'
}

const ease: Readonly<Record<Manner, number>> = { along: 0, turn: 1, reverse: 2, 'walk-in': 3, 'corner-bin': 4 }

/**
 * The easiest manner that a crew has in a lane, where a plan claims an easier one; null where the plan can be driven. Room to turn is
 * on no map: who plans to turn has seen it.
 */
export function mannerFault(crew: Crew, lane: Omit<Lane, 'turningSpace'>, planned: Manner): Manner | null {
  const best = mannerOf(crew, { ...lane, turningSpace: planned === 'turn' })
  return ease[planned] < ease[best] ? best : null
}

/** What is wrong with giving a beat of so many homes to a crew: too many, or too few to be worth a crew; null when it fits. */
export function homesFault(crew: Pick<Crew, 'homesLeast' | 'homesMost'>, homes: number): 'too-many' | 'too-few' | null {
  if (homes > crew.homesMost) return 'too-many'
  return homes < crew.homesLeast ? 'too-few' : null
}

/** Minutes of a round on foot: the way at walking pace, and the time at each home, which people of a crew share. */
export function walkingMinutes(
  crew: Pick<Crew, 'walkingKmph' | 'people'>,
  round: { distanceM: number; homes: number; minutesAtHome: number },
): number | null {
  if (crew.walkingKmph === null) return null
  return (round.distanceM / 1000 / crew.walkingKmph) * 60 + (round.homes * round.minutesAtHome) / crew.people
}

/** Vehicles for a town: what is generated between two collections, by what one vehicle carries in a day. Whole vehicles. */
export function fleetSize(need: {
  people: number
  kgEachADay: number
  everyDays: number
  capacityKg: number
  tripsADay: number
  utilisation: number
}): number {
  const loads = need.people * need.kgEachADay * need.everyDays
  const carried = need.capacityKg * need.tripsADay * need.utilisation
  if (!(carried > 0)) throw new RangeError('a vehicle that carries nothing cannot be counted')
  // A hair above a whole number is a fault of decimals, not another vehicle.
  return Math.ceil(Math.round((loads / carried) * 1e9) / 1e9)
}
