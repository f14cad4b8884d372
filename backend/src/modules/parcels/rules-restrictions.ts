import type { Position } from 'geojson'
import type { Names } from '../../kernel/pure.ts'

/** What an order may forbid. */
export const restrictionScopes = ['transfer', 'permit', 'demand', 'recovery', 'disconnection', 'demolition'] as const
export type RestrictionScope = (typeof restrictionScopes)[number]

/**
 * Every action of this room, and the orders that stop it. What none stops is a record of fact (a house that stands in spite of
 * an order is still assessed): it goes through and tells of every order that stands.
 */
export const stoppedBy = {
  'record-ownership': ['transfer'],
  'close-property': ['transfer', 'demolition'],
  'split-parcel': ['transfer'],
  'merge-parcels': ['transfer'],
  'move-boundary': ['transfer'],
  'lay-out-parcels': ['transfer'],
  'correct-parcel-geometry': ['transfer'],
  'renumber-parcel': ['transfer'],
  'replace-parcel': ['transfer'],
  'close-parcel': ['transfer'],
  'register-parcel': ['transfer'],
  'change-land': ['transfer'],
  'draw-parcel': [],
  'register-property': [],
  'record-building': [],
  'change-address': [],
  'change-place': [],
  'place-property': [],
  'attach-document': [],
  'decide-claim': [],
  'transfer-area': [],
} as const satisfies Record<string, readonly RestrictionScope[]>

export type StoppableAction = keyof typeof stoppedBy

/** The first order that stops an action, if any of them does. */
export function stopperOf<O extends { scopes: readonly string[] }>(
  action: StoppableAction,
  orders: readonly O[],
): O | undefined {
  const scopes: readonly string[] = stoppedBy[action]
  return orders.find((order) => order.scopes.some((scope) => scopes.includes(scope)))
}

/** The kinds of orders that stop an action, as a letter or a refusal names them. */
const kindNames: Record<string, Names> = {
  'court-stay': { en: 'court stay', hi: 'न्यायालय की रोक', mr: 'न्यायालयाची स्थगिती' },
  attachment: { en: 'attachment', hi: 'कुर्की', mr: 'जप्ती' },
  mortgage: { en: 'mortgage', hi: 'बंधक', mr: 'गहाण' },
  dispute: { en: 'dispute', hi: 'विवाद', mr: 'वाद' },
  acquisition: { en: 'acquisition', hi: 'भूमि अर्जन', mr: 'भूसंपादन' },
  heritage: { en: 'heritage', hi: 'विरासत संरक्षण', mr: 'वारसा संरक्षण' },
  'illegal-colony': { en: 'illegal colony', hi: 'अवैध कॉलोनी', mr: 'अनधिकृत वसाहत' },
  caveat: { en: 'caveat', hi: 'केविएट (पूर्व सूचना)', mr: 'कॅव्हेट (पूर्वसूचना)' },
  'election-code': { en: 'election code', hi: 'आचार संहिता', mr: 'आचारसंहिता' },
}

/** What a kind of order is called; its own word when it is a new one. */
export function nameOfRestriction(kind: string): Names {
  return kindNames[kind] ?? { en: kind }
}

/**
 * What an action is about to touch. A property also asks its parcels, its owners, the areas that it lies in and the town;
 * a parcel its land, and the property on it where there is one alone.
 */
export interface RestrictionQuestion {
  /** Null asks for any scope. */
  scope: RestrictionScope | null
  propertyId?: number
  propertyIds?: readonly number[]
  parcelId?: number
  parcelIds?: readonly number[]
  buildingId?: number
  partyId?: number
  point?: Position | null
  caseReference?: string
}
