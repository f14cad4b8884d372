import { useQuery } from '@tanstack/react-query'
import type { Names } from '../../state/contract.ts'
import { getJson } from '../../state/request.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Level = {
  scope: 'nation' | 'state' | 'class' | 'ulb'
  value: Json
  instrument: string
  validFrom: string
  validTo: string | null
}
export type Item = Level & { key: string; state: Level | null; differs: boolean }
export type Register = { register: string; keys: number; differing: number; townsDiffering: number }
/** What each level says of one key, and at the state's address which towns differ and why. */
export type Explained = {
  levels: Level[]
  differs: boolean
  towns: { code: string; names: Names; value: Json; instrument: string }[]
}

export const useRegisters = (city: string) =>
  useQuery({
    queryKey: ['masters', city],
    queryFn: ({ signal }) =>
      getJson<{ registers: Register[] }>(`/api/${city}/masters`, signal).then((answer) => answer.registers),
  })

export const useRegister = (city: string, register: string) =>
  useQuery({
    queryKey: ['masters', city, register],
    queryFn: ({ signal }) =>
      getJson<{ items: Item[] }>(`/api/${city}/masters/${encodeURIComponent(register)}`, signal).then(
        (answer) => answer.items,
      ),
  })

export const useExplained = (city: string, register: string, key: string) =>
  useQuery({
    queryKey: ['masters', city, register, key],
    queryFn: ({ signal }) =>
      getJson<Explained>(`/api/${city}/masters/${encodeURIComponent(register)}/${encodeURIComponent(key)}`, signal),
  })
