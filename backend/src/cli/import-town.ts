import type { ImportedFeature } from '../../../data/importers/index.ts'
import { asOwner, type Context, insertTenant, type Platform, selectTenants, type Tenant } from '../kernel/index.ts'
import { townBounds } from '../modules/identity/index.ts'
import { BadUsage } from './verb.ts'

/** What is said of the town on the command line. */
export type TownCall = { city: string; 'new-town'?: string; state?: string }

/**
 * The town to import into; with `--new-town` it is made when missing, measuring in the CRS of the layer's areas, in the state that is named or
 * the first there is.
 */
export async function townForImport(
  platform: Platform,
  call: TownCall,
  areaCrs: string,
  areas: ImportedFeature[],
): Promise<{ tenant: Tenant; isNew: boolean }> {
  const tenants = await asOwner(platform.database, selectTenants)
  const known = tenants.find((tenant) => tenant.code === call.city)
  if (known?.kind === 'state') throw new BadUsage(`${call.city} is a state, not a town`)
  if (known) return { tenant: known, isNew: false }
  const name = call['new-town']
  if (!name) throw new BadUsage(`there is no town ${call.city}: add --new-town "Name" to make it`)
  if (areas.length === 0) throw new BadUsage('the file holds no areas: no town was made')
  const stateId = await stateFor(platform, tenants, call.state)
  const tenant = await insertTown(platform, stateId, call.city, name, sridOf(areaCrs), boundsOf(areas))
  return { tenant, isNew: true }
}

function sridOf(areaCrs: string): number {
  const code = Number(/^EPSG:(\d+)$/.exec(areaCrs)?.[1])
  if (!(code >= 2000 && code <= 32767)) throw new BadUsage(`a town cannot measure in ${areaCrs}: give --crs EPSG:n`)
  return code
}

async function stateFor(platform: Platform, tenants: Tenant[], code: string | undefined): Promise<number> {
  const states = tenants.filter((tenant) => tenant.kind === 'state')
  const state = code === undefined ? states[0] : states.find((each) => each.code === code)
  if (state) return state.tenantId
  if (code !== undefined) throw new BadUsage(`there is no state ${code}`)
  const made = await asOwner(platform.database, (db) =>
    insertTenant(db, {
      stateId: null,
      code: 'imported',
      kind: 'state',
      names: { en: 'Imported towns', hi: 'आयातित नगर', mr: 'आयात केलेली नगरे' },
      srid: 32644,
      timeZone: 'Asia/Kolkata',
      settings: {},
    }),
  )
  return made.tenantId
}

/** About fifty kilometres: a town's limit may be drawn loosely, but no town's parcels lie further off. */
const farDegrees = 0.5

/** Throws BadUsage when the whole layer lies far from a town that has a limit: it belongs elsewhere, or its CRS is wrong. */
export async function refuseElsewhere(context: Context, areas: ImportedFeature[]): Promise<void> {
  const limit = areas.length > 0 ? await townBounds(context) : null
  if (!limit) return
  const [west, south, east, north] = boundsOf(areas)
  const gapX = Math.max(limit[0] - east, west - limit[2])
  const gapY = Math.max(limit[1] - north, south - limit[3])
  if (Math.max(gapX, gapY) <= farDegrees) return
  const at = `${((west + east) / 2).toFixed(3)}, ${((south + north) / 2).toFixed(3)}`
  throw new BadUsage(`the layer lies at ${at} (lon, lat), far from ${context.tenant.code}: is its CRS right?`)
}

type Box = [number, number, number, number]

function insertTown(
  platform: Platform,
  stateId: number,
  code: string,
  name: string,
  srid: number,
  box: Box,
): Promise<Tenant> {
  return asOwner(platform.database, async (db) => {
    const timeZone = 'Asia/Kolkata'
    const tenant = await insertTenant(db, {
      stateId,
      code,
      kind: 'ulb',
      names: { en: name },
      srid,
      timeZone,
      settings: {},
    })
    await db.query(
      `insert into identity.town_versions (tenant_id, names, town_class, act, boundary, instrument, valid_from)
       values ($1::int, $2::jsonb, 'palika', 'Not stated', st_multi(st_makeenvelope($3, $4, $5, $6, 4326)), 'Extent of an imported file', '1900-01-01')`,
      [tenant.tenantId, JSON.stringify(tenant.names), ...box],
    )
    return tenant
  })
}

/** Bounds of the layer in degrees, a little wider, so that no parcel lies on the town's limit. */
function boundsOf(areas: ImportedFeature[]): Box {
  const box: Box = [180, 90, -180, -90]
  for (const { lonLat } of areas) {
    for (const part of lonLat.parts) {
      const shell = part[0]!
      for (let i = 0; i < shell.length; i += 2) {
        box[0] = Math.min(box[0], shell[i]!)
        box[1] = Math.min(box[1], shell[i + 1]!)
        box[2] = Math.max(box[2], shell[i]!)
        box[3] = Math.max(box[3], shell[i + 1]!)
      }
    }
  }
  return [box[0] - 0.001, box[1] - 0.001, box[2] + 0.001, box[3] + 0.001]
}
