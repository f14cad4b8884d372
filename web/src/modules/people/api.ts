import { useQuery } from '@tanstack/react-query'
import type { Names, Share } from '../../state/contract.ts'
import { getJson } from '../../state/request.ts'

/** A person, organisation or household as an officer sees it. `GET /api/{city}/people/{id}`. */
export type Party = {
  partyId: number
  movedTo: number | null
  kind: string
  life: string
  names: Names
  masked: boolean
  erased: boolean
  person: {
    guardianNames: Names | null
    guardianRelation: string | null
    gender: string | null
    bornOn: string | null
    diedOn: string | null
    aadhaarLastFour: string | null
    correspondenceAddress: { line?: string; pin?: string; country?: string } | null
  } | null
  contacts: { contactId: number; channel: string; value: string; state: string; provedUntil: string | null }[]
  consents: { consentId: number; purpose: string; givenAt: string; withdrawnAt: string | null }[]
  numbers: { numberId: number; scheme: string; value: string }[]
  members: { personId: number; relation: string; from: string; to: string | null }[]
  memberOf: { householdId: number; names: Names; relation: string; from: string; to: string | null }[]
}

/** A role on a property. `GET /api/{city}/people/{id}/properties`. */
export type Held = {
  roleId: number
  propertyId: number
  propertyNumber: string
  address: Names
  role: string
  share: Share | null
  from: string
  to: string | null
}

export type Suggestion = {
  partyA: number
  partyB: number
  score: number
  reasons: string[]
  namesA: Names
  namesB: Names
}

export type Merge = {
  mergeId: number
  keptPartyId: number
  mergedPartyId: number
  namesKept: Names
  namesMerged: Names
  reason: string
  mergedAt: string
  undoneAt: string | null
  moved: { what: string; count: number }[]
}

export const useParty = (city: string, partyId: string) =>
  useQuery({
    queryKey: ['party', city, partyId],
    queryFn: ({ signal }) => getJson<Party>(`/api/${city}/people/${encodeURIComponent(partyId)}`, signal),
  })

export const useHeld = (city: string, partyId: string) =>
  useQuery({
    queryKey: ['held', city, partyId],
    queryFn: ({ signal }) =>
      getJson<{ held: Held[] }>(`/api/${city}/people/${encodeURIComponent(partyId)}/properties`, signal).then(
        (answer) => answer.held,
      ),
  })

export const useSuggestions = (city: string) =>
  useQuery({
    queryKey: ['duplicates', city],
    queryFn: ({ signal }) =>
      getJson<{ suggestions: Suggestion[] }>(`/api/${city}/people/duplicates`, signal).then(
        (answer) => answer.suggestions,
      ),
  })

export const useMerges = (city: string) =>
  useQuery({
    queryKey: ['merges', city],
    queryFn: ({ signal }) =>
      getJson<{ merges: Merge[] }>(`/api/${city}/people/merges`, signal).then((answer) => answer.merges),
  })
