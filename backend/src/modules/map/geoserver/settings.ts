/** Which GeoServer serves which town: a file of the operator's, because it holds passwords. Named by KHASRA_GEOSERVER_FILE. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const settingsSchema = z.strictObject({
  servers: z
    .array(
      z.strictObject({
        /** Codes of towns, or `*` for all that no other entry names. */
        towns: z.array(z.string().min(1)).min(1),
        url: z.url({ protocol: /^https?$/ }),
        user: z.string().min(1),
        password: z.string().min(1),
        database: z.strictObject({
          host: z.string().min(1),
          port: z.int().min(1).max(65535).default(5432),
          database: z.string().min(1),
          user: z.string().min(1),
          password: z.string().min(1),
        }),
      }),
    )
    .max(1000),
})

/** One GeoServer with its way to the database. */
export type GeoServerSettings = z.output<typeof settingsSchema>['servers'][number]

/** Reads the file once at start. @throws Error naming what is wrong, never a value of it */
export function readGeoServerFile(path: string): GeoServerSettings[] {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Error('KHASRA_GEOSERVER_FILE names no file with JSON')
  }
  const parsed = settingsSchema.safeParse(value)
  if (parsed.success) return parsed.data.servers
  const [issue] = parsed.error.issues
  throw new Error(`KHASRA_GEOSERVER_FILE: ${issue!.path.join('.')}: ${issue!.message}`)
}

/** The server of a town: the one that names it, else the one for all; null when there is none. */
export function serverOf(servers: readonly GeoServerSettings[], code: string): GeoServerSettings | null {
  return servers.find((each) => each.towns.includes(code)) ?? servers.find((each) => each.towns.includes('*')) ?? null
}
