import type { Platform } from '../../kernel/index.ts'

const keptMilliseconds = 60_000
const keptPictures = 200

/** Pictures drawn in the last minute: a second of work each at town scale. An edit in the town drops the town's. */
export function newPictureCache(platform: Platform) {
  const kept = new Map<string, { tenantId: number; picture: Promise<Buffer>; until: number }>()
  platform.onLayerChange.push((tenantId) => {
    for (const [key, entry] of kept) if (entry.tenantId === tenantId) kept.delete(key)
  })
  return (tenantId: number, key: string, draw: () => Promise<Buffer>): Promise<Buffer> => {
    const whole = `${tenantId} ${key}`
    const known = kept.get(whole)
    if (known && known.until > Date.now()) return known.picture
    const picture = draw()
    // A refusal is not kept: the next caller gets its own.
    picture.catch(() => kept.delete(whole))
    if (kept.size >= keptPictures) kept.delete(kept.keys().next().value!)
    kept.set(whole, { tenantId, picture, until: Date.now() + keptMilliseconds })
    return picture
  }
}
