import type { Session } from './contract.ts'
import { RequestProblem } from './problem.ts'
import { queryClient } from './query-client.ts'

/** GET of a JSON answer; throws `RequestProblem`. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(await reach(path, { signal, headers: { accept: 'application/json' } }))
}

/** A write: carries the session's CSRF token and a request id made here, so that a repeat is harmless. */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  city: string,
  path: string,
  body?: unknown,
  requestId: string = newRequestId(),
): Promise<T> {
  const session = queryClient.getQueryData<Session>(['session', city])
  return answer<T>(
    await reach(`/api/${city}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-csrf-token': session?.csrfToken ?? '',
        'idempotency-key': requestId,
      },
    }),
  )
}

/** A part of a file; like a write, but its body is bytes. */
export async function sendBytes<T>(city: string, path: string, body: Blob): Promise<T> {
  const session = queryClient.getQueryData<Session>(['session', city])
  const headers = {
    accept: 'application/json',
    'content-type': 'application/octet-stream',
    'x-csrf-token': session?.csrfToken ?? '',
    'idempotency-key': newRequestId(),
  }
  return answer<T>(await reach(`/api/${city}${path}`, { method: 'PUT', body, headers }))
}

/** UUID v4. `crypto.randomUUID` is missing on plain-http addresses, where town offices often run. */
export function newRequestId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestProblem('offline', 0)
  }
}

async function answer<T>(response: Response): Promise<T> {
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  if (response.ok) return (response.status === 204 || !isJson ? undefined : await response.json()) as T
  const body = isJson ? ((await response.json().catch(() => ({}))) as Record<string, unknown>) : {}
  throw new RequestProblem('refused', response.status, body)
}
