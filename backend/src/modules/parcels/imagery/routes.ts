/** Pictures from above: which there are, and their tiles. */
import { z } from 'zod'
import { defineRoute, idSchema, NotFound, type Route, read } from '../../../kernel/index.ts'
import { tileKey } from './picture.ts'
import { selectOrthophoto, selectOrthophotos } from './queries-imagery.ts'

const step = z.coerce.number({ message: 'must be a whole number' }).int('must be a whole number').min(0).max(16_777_215)
const bounds = z.tuple([z.number(), z.number(), z.number(), z.number()])

export const orthophotosSchema = z.object({
  orthophotos: z.array(
    z.object({
      orthophotoId: z.int(),
      title: z.string(),
      takenOn: z.string(),
      minZoom: z.int(),
      maxZoom: z.int(),
      bounds,
      groundMetres: z.number(),
    }),
  ),
})

export const imageryRoutes: Route[] = [
  /** GET /api/nayapur/orthophotos */
  defineRoute({
    method: 'get',
    path: '/orthophotos',
    permission: null,
    summary: 'Pictures of the town from above, each with the day on which it was taken',
    response: orthophotosSchema,
    run: async (context) => ({
      orthophotos: (await read(context, (db) => selectOrthophotos(db, context.tenant.tenantId))).map(
        ({ importId: _, state: __, ...picture }) => picture,
      ),
    }),
  }),
  /** GET /api/nayapur/orthophotos/3/17/93912/56310 */
  defineRoute({
    method: 'get',
    path: '/orthophotos/:orthophotoId/:z/:x/:y',
    permission: null,
    summary: 'A tile of a picture as WebP, 256 pixels wide',
    params: z.strictObject({ orthophotoId: idSchema, z: step, x: step, y: step }),
    response: z.unknown(),
    run: async (context, { params, reply }) => {
      const { tenantId } = context.tenant
      const found = await read(context, (db) => selectOrthophoto(db, tenantId, params.orthophotoId))
      const key = tileKey(tenantId, params.orthophotoId, params.z, params.x, params.y)
      const bytes = found && (await context.platform.documents.get(key))
      if (!bytes) throw new NotFound('orthophotoId', 'There is no picture here.')
      reply.setHeader('cache-control', found.state === 'published' ? 'public, max-age=86400' : 'private, no-cache')
      reply.bytes('image/webp', bytes)
      return undefined
    },
  }),
]
