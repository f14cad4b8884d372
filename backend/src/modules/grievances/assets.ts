/** Things that a complaint may be about: those of this room, by the code on them, and those that other rooms keep, by a register that the roof fills. */
import { type Context, type Db, Invalid, type Names, NotFound, read } from '../../kernel/index.ts'
import { selectAsset, selectAssetByCode } from './queries-assets.ts'

/** A thing as its room keeps it. */
export interface AssetRef {
  kind: string
  id: number
}

/** What a complaint needs to know of a thing. */
export interface AssetFacts {
  names: Names
  /** Longitude and latitude. */
  point: readonly [number, number] | null
  propertyId: number | null
}

/** Reads a thing of a kind; null when there is none by that id. Runs with the powers of the platform: what it answers may be told to anyone. */
export type AssetReader = (db: Db, tenantId: number, id: number) => Promise<AssetFacts | null>

/** Kinds that other rooms keep. */
export interface AssetKinds {
  publish(kind: string, reader: AssetReader): void
  /** The thing, or null; kinds that nobody has published are things of this room. */
  read(db: Db, tenantId: number, asset: AssetRef): Promise<AssetFacts | null>
}

/** A register with the things of this room alone. */
export function newAssetKinds(): AssetKinds {
  const readers = new Map<string, AssetReader>()
  return {
    publish(kind, reader) {
      if (readers.has(kind)) throw new Error(`${kind} is published twice`)
      readers.set(kind, reader)
    },
    read: (db, tenantId, { kind, id }) => (readers.get(kind) ?? ownReader(kind))(db, tenantId, id),
  }
}

const ownReader =
  (kind: string): AssetReader =>
  async (db, tenantId, id) => {
    const found = await selectAsset(db, tenantId, kind, id)
    return found && { names: found.names, point: found.point, propertyId: null }
  }

/** How a thing is named by who reports: by kind and id, or by the code that is printed on it. */
export interface GivenAsset {
  kind: string | null
  id: number | null
  code: string | null
}

/** @throws Invalid for half a name, NotFound for a thing that is not there */
export async function requireAsset(
  context: Context,
  kinds: AssetKinds,
  given: GivenAsset,
): Promise<AssetRef & AssetFacts> {
  const { tenantId } = context.tenant
  return read({ ...context, roleClass: 'system' }, async (db) => {
    const asset = given.code === null ? refOf(given) : await selectAssetByCode(db, tenantId, given.code)
    const facts = asset && (await kinds.read(db, tenantId, asset))
    if (!asset || !facts)
      throw new NotFound('asset', 'There is no such thing in this town. Show the place on the map.', {
        got: given.code ?? `${given.kind} ${given.id}`,
      })
    return { kind: asset.kind, id: asset.id, ...facts }
  })
}

function refOf({ kind, id }: GivenAsset): AssetRef {
  if (kind === null || id === null)
    throw new Invalid('asset', 'Name the thing by the code on it, or by its kind and number.')
  return { kind, id }
}
