import { useQuery } from '@tanstack/react-query'
import type { Language } from '../i18n/language.ts'
import type { Names } from './contract.ts'
import { queryClient } from './query-client.ts'
import { getJson, sendJson } from './request.ts'

export type Notice = {
  noticeId: number
  template: string
  titles: Names
  texts: Names
  link: string | null
  subject: { kind: string; id: number }
  urgent: boolean
  sentAt: string
  read: boolean
}
export type NoticesPage = { notices: Notice[]; unread: number; nextBefore: number | null }
export type Channel = 'sms' | 'whatsapp' | 'email'
export type Preference = { language: Language | null; refusedChannels: Channel[] }

const EVERY_MS = 60_000

/** How many notices wait, for the bell. `GET /api/{city}/notices/unread`. */
export function useUnread(city: string, isKnown: boolean) {
  return useQuery({
    queryKey: ['unread', city],
    queryFn: ({ signal }) => getJson<{ unread: number }>(`/api/${city}/notices/unread`, signal),
    refetchInterval: EVERY_MS,
    enabled: isKnown && city !== '',
  })
}

/** A page of the reader's own notices. `GET /api/{city}/notices?before=…`. */
export function useNotices(city: string, before: number | null) {
  return useQuery({
    queryKey: ['notices', city, before],
    queryFn: ({ signal }) =>
      getJson<NoticesPage>(`/api/${city}/notices${before === null ? '' : `?before=${before}`}`, signal),
  })
}

/** Marks notices as read, or all. */
export async function markRead(city: string, noticeIds: number[] | null): Promise<void> {
  await sendJson('POST', city, '/notices/read', { noticeIds })
  await Promise.all(['notices', 'unread'].map((key) => queryClient.invalidateQueries({ queryKey: [key, city] })))
}

/** What the reader chose about messages. `GET /api/{city}/notices/preferences`. */
export function usePreference(city: string) {
  return useQuery({
    queryKey: ['preference', city],
    queryFn: ({ signal }) => getJson<Preference>(`/api/${city}/notices/preferences`, signal),
  })
}

export type Letter = {
  letterId: number
  kind: string
  number: string
  day: string
  titles: Names
  subject: { kind: string; id: number }
  state: 'drafted' | 'issued' | 'revoked' | 'replaced'
  documentId: number | null
  verifyLink: string | null
  signedBy: { post: Names; holder: Names; provider: string; at: string } | null
  because: string | null
  replacedBy: number | null
  replacedByNumber: string | null
}

/** A letter. `GET /api/{city}/letters/{id}`; `id` 'mine' for all of the reader's own. */
export function useLetter(city: string, id: string) {
  return useQuery({
    queryKey: ['letter', city, id],
    queryFn: ({ signal }) => getJson<Letter>(`/api/${city}/letters/${encodeURIComponent(id)}`, signal),
  })
}

/** Letters to the reader, newest first. `GET /api/{city}/letters/mine`. */
export function useMyLetters(city: string) {
  return useQuery({
    queryKey: ['letters', city],
    queryFn: ({ signal }) =>
      getJson<{ letters: Letter[] }>(`/api/${city}/letters/mine`, signal).then((answer) => answer.letters),
  })
}
