/** The rule packs that come with the platform: files of data/reference/property-tax, read when asked for. */
import { readdirSync, readFileSync } from 'node:fs'
import { caseFault, didYouMean, plain } from './rules-fault.ts'
import { loadPack } from './rules-pack.ts'
import type { Pack } from './rules-pack-parts.ts'

const folder = new URL('../../../../data/reference/property-tax/', import.meta.url)
const loaded = new Map<string, Pack>()

/** Names of all packs. */
export function packNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
    .sort()
}

/** The file of a pack as JSON; null when there is none. */
export function packFile(name: string): unknown {
  return packNames().includes(name) ? JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) : null
}

/** A pack ready to compute with. @throws TaxFault */
export function referencePack(name: string): Pack {
  const known = loaded.get(name)
  if (known) return known
  const json = packFile(name)
  if (!json)
    throw caseFault(
      'pack',
      `there is no pack "${name}"${didYouMean(name, packNames())}; there are ${packNames().join(', ')}`,
    )
  const pack = loadPack(json, packFile)
  loaded.set(name, pack)
  return pack
}

/** The pack that a case means: by name, else the one that serves its town on that day. @throws TaxFault */
export function packOfCase(json: unknown): Pack {
  const given = (json ?? {}) as { pack?: unknown; asOf?: unknown; property?: { city?: unknown } }
  if (typeof given.pack === 'string') return referencePack(given.pack)
  const city = plain(String(given.property?.city ?? ''))
  if (!city) throw caseFault('pack', 'say which pack, or the city in property.city, or give --rules FILE')
  const serving = packNames()
    .map(referencePack)
    .filter((pack) => pack.file.cities.some((each) => plain(each) === city))
  const day = String(given.asOf ?? '')
  const pack = serving.find(({ file }) => file.from <= day && (!file.to || day <= file.to)) ?? serving[0]
  if (!pack)
    throw caseFault(
      'property.city',
      `no pack serves ${String(given.property?.city)}; there are ${packNames().join(', ')}`,
    )
  return pack
}
