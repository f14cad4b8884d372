import type { Context, Platform, Tenant } from './context.ts'
import { dayInZone } from './dates.ts'
import { asOwner, type Db } from './db.ts'
import { NotFound } from './errors.ts'
import { newRequestId } from './ids.ts'
import type { Names } from './names.ts'

interface TenantRow {
  tenant_id: number
  state_id: number | null
  code: string
  kind: 'state' | 'ulb'
  names: Names
  srid: number
  time_zone: string
  settings: Record<string, unknown>
}

const columns = 'tenant_id, state_id, code, kind, names, srid, time_zone, settings'

function toTenant(row: TenantRow): Tenant {
  return {
    tenantId: row.tenant_id,
    stateId: row.state_id ?? row.tenant_id,
    code: row.code,
    kind: row.kind,
    names: row.names,
    srid: row.srid,
    timeZone: row.time_zone,
    settings: row.settings,
  }
}

/** Every state and town. A shared master: no tenant is set to read it. */
export async function selectTenants(db: Db): Promise<Tenant[]> {
  return (await db.query<TenantRow>(`select ${columns} from kernel.tenants order by tenant_id`)).map(toTenant)
}

/** The town or state of a code. Throws NotFound naming `city`. */
export async function tenantByCode(platform: Platform, code: string): Promise<Tenant> {
  const rows = await asOwner(platform.database, (db) =>
    db.query<TenantRow>(`select ${columns} from kernel.tenants where code = $1::text`, [code]),
  )
  if (!rows[0]) throw noTown(code)
  return toTenant(rows[0])
}

/** The refusal of a code that names no town. */
export function noTown(code: string): NotFound {
  return new NotFound('city', 'There is no town by this code. GET /api/towns lists them.', { got: code })
}

/** Adds a state or a town; as the owner, because no tenant can make another. Answers the tenant. */
export async function insertTenant(
  db: Db,
  tenant: Omit<Tenant, 'tenantId' | 'stateId'> & { stateId: number | null },
): Promise<Tenant> {
  const rows = await db.query<TenantRow>(
    `insert into kernel.tenants (state_id, code, kind, names, srid, time_zone, settings)
     values ($1::int, $2::text, $3::text, $4::jsonb, $5::int, $6::text, $7::jsonb) returning ${columns}`,
    [
      tenant.stateId,
      tenant.code,
      tenant.kind,
      JSON.stringify(tenant.names),
      tenant.srid,
      tenant.timeZone,
      JSON.stringify(tenant.settings),
    ],
  )
  return toTenant(rows[0]!)
}

/** The day in a tenant's zone, unless KHASRA_TODAY says another. */
export function todayOf(platform: Platform, tenant: Tenant): string {
  return platform.config.today ?? dayInZone(platform.now(), tenant.timeZone)
}

/** A context for work that the platform does by itself in a tenant: jobs, deliveries, loads. */
export async function systemContext(
  platform: Platform,
  tenantId: number,
  requestId = newRequestId(),
): Promise<Context> {
  const rows = await asOwner(platform.database, (db) =>
    db.query<TenantRow>(`select ${columns} from kernel.tenants where tenant_id = $1::int`, [tenantId]),
  )
  if (!rows[0]) throw new NotFound('tenantId', 'There is no such tenant.', { got: tenantId })
  return contextFor(platform, toTenant(rows[0]), { roleClass: 'system', requestId })
}

/** A context from its parts; what is left out is an anonymous caller. */
export function contextFor(platform: Platform, tenant: Tenant, given: Partial<Context> = {}): Context {
  return {
    platform,
    tenant,
    userId: null,
    personId: null,
    postId: null,
    holdingId: null,
    roleClass: 'anonymous',
    permissions: new Set(),
    requestId: newRequestId(),
    today: todayOf(platform, tenant),
    ...given,
  }
}
