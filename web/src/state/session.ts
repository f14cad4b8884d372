import { useQuery } from '@tanstack/react-query'
import type { Session } from './contract.ts'
import { queryClient } from './query-client.ts'
import { getJson, sendJson } from './request.ts'

/** Who is signed in to this town, and the town's own day. `GET /api/{city}/session`. */
export function useSession(city: string) {
  return useQuery({
    queryKey: ['session', city],
    queryFn: ({ signal }) => getJson<Session>(`/api/${city}/session`, signal),
    staleTime: 5 * 60_000,
  })
}

/** Takes a new session over and drops everything that was read under the old one. */
export function adoptSession(city: string, session: Session): void {
  queryClient.setQueryData(['session', city], session)
  queryClient.removeQueries({ predicate: (query) => !['session', 'towns'].includes(String(query.queryKey[0])) })
}

/** Signs in staff by password, with six digits or a recovery code where the account asks for them. */
export const signInByPassword = (
  city: string,
  body: { username: string; password: string; totp?: string; recoveryCode?: string },
) => sendJson<Session>('POST', city, '/session/password', body).then((session) => adoptSession(city, session))

/** Asks for a one-time code to a mobile or e-mail. */
export const askForCode = (city: string, to: string) =>
  sendJson<{ sent: true; expiresInSeconds: number }>('POST', city, '/session/code', { to })

/** Confirms the code; the citizen is then signed in. */
export const confirmCode = (city: string, to: string, code: string) =>
  sendJson<Session>('POST', city, '/session/code/confirm', { to, code }).then((session) => adoptSession(city, session))

/** Ends the session and reads the anonymous one that takes its place. */
export async function signOut(city: string): Promise<void> {
  await sendJson('DELETE', city, '/session')
  adoptSession(city, await getJson<Session>(`/api/${city}/session`))
}
