import { hash, verify } from '@node-rs/argon2'

// OWASP's first choice for argon2id (2 is its number in the library): 19 MiB, two passes, one lane.
const settings = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The argon2id hash of a password, with its salt and settings in it. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, settings)
}

let nobody: Promise<string> | undefined

/** Compares in equal time whether or not there is such a user: without a hash it works against nobody's. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  // Awaited for everyone: else the first unknown name after a start would take twice as long as a known one.
  nobody ??= hashPassword('nobody has this password')
  const spare = await nobody
  const right = await verify(stored ?? spare, password).catch(() => false)
  return right && stored !== null
}
