import { z } from 'zod'
import { tileLayers } from '../../../../tiles/layers/index.ts'
import type { LiveLayers } from '../../../../tiles/src/live-layers.ts'
import { faultOfBounds } from '../../../../tiles/src/picture/frame.ts'
import { MAX_PICTURE_PX } from '../../../../tiles/src/picture.ts'
import { LANGUAGES, lookOfKey, THEME_NAMES } from '../../../../tiles/src/style.ts'
import {
  defineRoute,
  Invalid,
  idSchema,
  namesSchema,
  type Platform,
  parseBounds,
  type Route,
  read,
} from '../../kernel/index.ts'
import { issueExtract } from './actions/issue-extract.ts'
import { newPictureCache } from './picture-cache.ts'
import { selectOutline } from './queries.ts'
import { drawStill } from './still-picture.ts'

const layersSchema = z.object({
  layers: z.array(
    z.object({
      id: z.string(),
      titles: namesSchema,
      group: z.string(),
      geometry: z.enum(['fill', 'line', 'point']),
      minZoom: z.number(),
      maxZoom: z.number(),
      tileUrl: z.string(),
      legend: z.array(
        z.object({
          value: z.union([z.string(), z.number()]),
          names: namesSchema,
          colour: z.string(),
          pattern: z.string().optional(),
        }),
      ),
    }),
  ),
})

const pictureQuery = z.strictObject({
  bbox: z.string().max(120),
  width: z.coerce.number().int().min(16).max(MAX_PICTURE_PX).default(800),
  height: z.coerce.number().int().min(16).max(MAX_PICTURE_PX).default(600),
  theme: z.enum(THEME_NAMES as unknown as [string, ...string[]]).default('light'),
  language: z.enum(LANGUAGES as unknown as [string, ...string[]]).default('en'),
  highlight: idSchema.optional(),
})

/** The room's URL table; `live` are the snapshots of the tile server of this process. */
export function mapRoutes(platform: Platform, live: LiveLayers): Route[] {
  const cached = newPictureCache(platform)
  return [
    defineRoute({
      method: 'get',
      path: '/layers',
      permission: null,
      summary: 'Map layers of the town with their legends',
      response: layersSchema,
      run: async (context) => ({
        layers: tileLayers
          .filter((layer) => !layer.whoMaySee || context.permissions.has(layer.whoMaySee))
          .map((layer) => ({
            id: layer.id,
            titles: layer.titles,
            group: layer.group,
            geometry: layer.geometry === 'polygon' ? ('fill' as const) : layer.geometry,
            minZoom: layer.minZoom,
            maxZoom: layer.maxZoom,
            tileUrl: `/tiles/${context.tenant.code}/${layer.id}/{z}/{x}/{y}.mvt`,
            legend: layer.legend.values.map((value) => {
              const look = lookOfKey(value.colour, 'light')
              return {
                value: value.value,
                names: value.names,
                colour: look?.colour ?? '#888888',
                ...(look && { pattern: look.pattern }),
              }
            }),
          })),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/picture.png',
      permission: null,
      perMinute: 240,
      summary:
        'A still picture of the map. Example: /api/nayapur/picture.png?bbox=77.94,23.09,77.96,23.11&width=800&height=600',
      query: pictureQuery,
      response: z.any(),
      run: async (context, { query, reply }) => {
        const bbox = parseBounds(query.bbox)
        if (!bbox)
          throw new Invalid('bbox', 'Give west,south,east,north in degrees.', {
            got: query.bbox,
            expected: '77.94,23.09,77.96,23.11',
          })
        const fault = faultOfBounds(bbox)
        if (fault) throw new Invalid('bbox', fault, { got: query.bbox })
        const picture = await cached(context.tenant.tenantId, JSON.stringify([query, context.today]), async () => {
          const outline = query.highlight
            ? await read(context, (db) => selectOutline(db, context.tenant.tenantId, query.highlight!, context.today))
            : null
          return drawStill(context, live, {
            bbox,
            widthPx: query.width,
            heightPx: query.height,
            theme: query.theme as never,
            language: query.language as never,
            ...(outline && { highlight: outline }),
          })
        })
        reply.setHeader('cache-control', 'public, max-age=60')
        reply.bytes('image/png', picture)
        return undefined
      },
    }),
    defineRoute({
      method: 'post',
      path: '/properties/:propertyId/extract',
      permission: null,
      perMinute: 12,
      summary: 'The signed extract of a property, for its owner or an officer. It is a letter: GET /letters/{letterId}',
      params: z.strictObject({ propertyId: idSchema }),
      body: z.strictObject({
        languages: z
          .array(z.enum(LANGUAGES as unknown as ['en', 'hi', 'mr']))
          .min(1)
          .max(3)
          .refine((list) => new Set(list).size === list.length, 'must name each language once'),
      }),
      response: z.object({ letterId: idSchema, number: z.string() }),
      run: (context, { params, body }) => issueExtract(context, live, { ...params, ...body }),
    }),
  ]
}
