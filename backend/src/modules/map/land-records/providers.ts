/** The state's land-records service: a khasra copy or a property card is theirs, fetched and shown with their own signature. */
import type { Config } from '../../../kernel/index.ts'
import type { Language } from '../../notifications/index.ts'
import { sandboxLandRecords } from './sandbox.ts'

/** Which record is asked for. A khasra copy is of agricultural and abadi land, a property card of surveyed town land. */
export interface LandRecordAsked {
  kind: 'khasra-copy' | 'property-card'
  /** As printed: `Rampura 214/3` or `118/2`. */
  number: string
  town: string
  language: Language
}

/** Waiting is not missing (DigiLocker status 9): it is asked again, never told as "not found". */
export type LandRecordAnswer =
  | { state: 'found'; bytes: Buffer; issuedBy: string; binds: boolean }
  | { state: 'not-found' }
  | { state: 'waiting' }

export interface LandRecords {
  name: string
  find(asked: LandRecordAsked): Promise<LandRecordAnswer>
}

/** The service did not answer, or not as agreed; nothing is known of the record. */
export class LandRecordsAway extends Error {}

const longestWaitMs = 8_000
const largestBytes = 10_000_000

/** `KHASRA_LAND_RECORDS_URL` with its token, else the sandbox. */
export function landRecordsOf(config: Config): LandRecords {
  return config.landRecords ? remoteLandRecords(config.landRecords) : sandboxLandRecords()
}

/**
 * A service that answers `GET {url}?kind=&number=&town=&language=` with the signed PDF (200), 404 for none, 202 while it is
 * being made. @throws LandRecordsAway
 */
export function remoteLandRecords({ url, token }: { url: string; token: string }): LandRecords {
  return {
    name: 'service',
    async find(asked) {
      const query = new URLSearchParams({ ...asked })
      const answer = await fetch(`${url}?${query}`, {
        headers: { authorization: `Bearer ${token}`, accept: 'application/pdf' },
        signal: AbortSignal.timeout(longestWaitMs),
        redirect: 'error',
      }).catch(() => null)
      if (answer?.status === 404) return { state: 'not-found' }
      if (answer?.status === 202) return { state: 'waiting' }
      const bytes = answer?.status === 200 ? Buffer.from(await answer.arrayBuffer()) : null
      if (!bytes || bytes.length > largestBytes || !bytes.subarray(0, 5).equals(Buffer.from('%PDF-')))
        throw new LandRecordsAway(`the land-records service answered ${answer?.status ?? 'nothing'}`)
      return { state: 'found', bytes, issuedBy: answer!.headers.get('x-issued-by')?.slice(0, 200) ?? '', binds: true }
    },
  }
}
