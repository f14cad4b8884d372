/** A thin client of GeoServer's REST interface: what is asked, what was answered, and nothing kept. */
import { Buffer } from 'node:buffer'

/** One GeoServer and how to sign in to it. */
export type GeoServerAccess = { url: string; user: string; password: string; timeoutMs?: number }

/** GeoServer does not answer, or not in time: try again later, nothing here waits for it. */
export class GeoServerAway extends Error {}

/** GeoServer answered that it will not; `status` is its own. */
export class GeoServerRefusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The few calls that publishing needs. Paths begin below `/rest`. */
export type GeoServer = {
  /** JSON of a resource; null when there is none. */
  read(path: string): Promise<unknown>
  /** A style's body as text; null when there is none. */
  readText(path: string, mediaType: string): Promise<string | null>
  send(method: 'POST' | 'PUT', path: string, mediaType: string, body: string): Promise<void>
  /** Removes a resource with what hangs on it; a missing one is as good as removed. */
  remove(path: string): Promise<void>
}

const usualTimeoutMs = 15_000
const largestAnswer = 4_000_000

/** Opens a client. Nothing is sent until a call is made. */
export function openGeoServer({ url, user, password, timeoutMs = usualTimeoutMs }: GeoServerAccess): GeoServer {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  async function call(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Response> {
    const address = `${url.replace(/\/$/, '')}/rest${path}`
    try {
      return await fetch(address, {
        method,
        headers: { authorization, ...headers },
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
        ...(body !== undefined && { body }),
      })
    } catch (error) {
      // The address may stand in a message that people see; the password never does.
      throw new GeoServerAway(`GeoServer does not answer: ${(error as Error).name}`)
    }
  }
  async function refuse(method: string, path: string, answer: Response): Promise<never> {
    const words = (await answer.text().catch(() => ''))
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    if (answer.status >= 500) throw new GeoServerAway(`GeoServer failed on ${method} ${path} (${answer.status})`)
    throw new GeoServerRefusal(
      answer.status,
      `GeoServer refused ${method} ${path} (${answer.status}): ${words.slice(0, 300)}`,
    )
  }
  async function text(answer: Response): Promise<string> {
    const length = Number(answer.headers.get('content-length') ?? 0)
    if (length > largestAnswer) throw new GeoServerAway('GeoServer answered with more than a catalogue holds')
    return answer.text()
  }
  return {
    async read(path) {
      const answer = await call('GET', path, { accept: 'application/json' })
      if (answer.status === 404) return null
      if (!answer.ok) return refuse('GET', path, answer)
      try {
        return JSON.parse(await text(answer))
      } catch {
        throw new GeoServerAway(`GeoServer answered GET ${path} with something that is no JSON`)
      }
    },
    async readText(path, mediaType) {
      const answer = await call('GET', path, { accept: mediaType })
      if (answer.status === 404) return null
      return answer.ok ? text(answer) : refuse('GET', path, answer)
    },
    async send(method, path, mediaType, body) {
      const answer = await call(method, path, { 'content-type': mediaType, accept: 'application/json' }, body)
      if (!answer.ok) await refuse(method, path, answer)
      await answer.arrayBuffer()
    },
    async remove(path) {
      const answer = await call('DELETE', path, {})
      if (!answer.ok && answer.status !== 404) await refuse('DELETE', path, answer)
      await answer.arrayBuffer()
    },
  }
}
