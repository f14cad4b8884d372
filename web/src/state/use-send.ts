import { useRef, useState } from 'react'
import { newRequestId, sendJson } from './request.ts'

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One write of a screen: is it on its way, and what went wrong. */
export type Send = {
  busy: boolean
  error: unknown
  /** Answers `null` when it was refused or did not arrive; `error` then says why. */
  send: <T>(method: Method, path: string, body?: unknown) => Promise<T | null>
  clear: () => void
}

/** Sends a write. The same words sent again carry the same request id, so that pressing twice writes once. */
export function useSend(city: string): Send {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const last = useRef<{ words: string; requestId: string } | null>(null)
  const send = async <T>(method: Method, path: string, body?: unknown): Promise<T | null> => {
    const words = JSON.stringify([method, path, body])
    if (last.current?.words !== words) last.current = { words, requestId: newRequestId() }
    setBusy(true)
    setError(null)
    try {
      const answer = await sendJson<T>(method, city, path, body, last.current.requestId)
      last.current = null
      return answer
    } catch (caught) {
      setError(caught)
      return null
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, send, clear: () => setError(null) }
}
