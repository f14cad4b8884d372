import { z } from 'zod'
import { defineRoute, idSchema, type Route, read, readPublic } from '../../kernel/index.ts'
import { imageryRoutes } from './imagery/routes.ts'
import { importRoutes } from './import/routes.ts'
import { ownerSearchLimit } from './owner-search-limit.ts'
import { readPage } from './page.ts'
import { readHeld } from './parties.ts'
import { qualityRoutes } from './quality/routes.ts'
import { type AreaRow, selectLocalities, selectNeighbours, selectWards } from './queries-place.ts'
import { actionRoutes } from './routes-actions.ts'
import { claimRoutes } from './routes-claims.ts'
import { editRoutes } from './routes-edit.ts'
import {
  areasAnswerSchema,
  atQuerySchema,
  heldAnswerSchema,
  neighboursAnswerSchema,
  parcelPageSchema,
  searchAnswerSchema,
  searchQuerySchema,
  timeQuerySchema,
} from './schemas.ts'
import { definedNames, parcelsAt, searchParcels } from './search.ts'
import { newParcelSections, type ParcelSections } from './sections.ts'
import { surveyRoutes } from './survey/routes.ts'

/** The URL table of the room: the reads here, the writes in routes-actions. `sections` is the register that the roof fills. */
export function parcelsRoutes(sections: ParcelSections = newParcelSections()): Route[] {
  const limits = ownerSearchLimit()
  return [
    /** GET /api/nayapur/parcels?search=लक्ष्मी%20वर्मा&ward=W-07 */
    defineRoute({
      method: 'get',
      path: '/parcels',
      permission: null,
      summary: 'Find properties by owner, address, number, nearness or box',
      query: searchQuerySchema,
      response: searchAnswerSchema,
      perMinute: 240,
      run: (context, { query }) => searchParcels(context, query, limits),
    }),
    /** GET /api/nayapur/parcels/at?lon=77.95&lat=23.1 */
    defineRoute({
      method: 'get',
      path: '/parcels/at',
      permission: null,
      summary: 'What lies at a point',
      query: atQuerySchema,
      response: searchAnswerSchema,
      run: (context, { query }) => parcelsAt(context, query.lon, query.lat),
    }),
    /** GET /api/nayapur/parcels/17?asOf=2023-04-01 */
    defineRoute({
      method: 'get',
      path: '/parcels/:parcelId',
      permission: null,
      summary: 'The page of a parcel',
      params: z.strictObject({ parcelId: idSchema }),
      query: timeQuerySchema,
      response: parcelPageSchema,
      run: (context, { params, query }) =>
        readPage(context, { propertyId: null, parcelId: params.parcelId, ...query }, sections),
    }),
    /** GET /api/nayapur/parcels/17/neighbours */
    defineRoute({
      method: 'get',
      path: '/parcels/:parcelId/neighbours',
      permission: null,
      summary: 'Parcels of the same level that touch a parcel',
      params: z.strictObject({ parcelId: idSchema }),
      response: neighboursAnswerSchema,
      run: async (context, { params }) => {
        const rows = await readPublic(context, (db) =>
          selectNeighbours(db, context.tenant.tenantId, params.parcelId, context.today),
        )
        return {
          neighbours: rows.map((row) => ({
            parcelId: row.parcel_id,
            number: row.number,
            level: row.level,
            areaSqm: row.area_sqm,
            sharedM: Math.round(row.shared_m * 100) / 100,
          })),
        }
      },
    }),
    /** GET /api/nayapur/properties/17?asOf=2023-04-01&knownAt=2024-01-01T00:00:00Z */
    defineRoute({
      method: 'get',
      path: '/properties/:propertyId',
      permission: null,
      summary: 'The page of a property',
      params: z.strictObject({ propertyId: idSchema }),
      query: timeQuerySchema,
      response: parcelPageSchema,
      run: (context, { params, query }) =>
        readPage(context, { propertyId: params.propertyId, parcelId: null, ...query }, sections),
    }),
    /** GET /api/nayapur/wards */
    defineRoute({
      method: 'get',
      path: '/wards',
      permission: null,
      summary: 'Electoral wards, for filters',
      response: areasAnswerSchema,
      run: async (context) =>
        areasOf(await read(context, (db) => selectWards(db, context.tenant.tenantId, context.today))),
    }),
    /** GET /api/nayapur/localities */
    defineRoute({
      method: 'get',
      path: '/localities',
      permission: null,
      summary: 'Mohallas, colonies and villages, for filters',
      response: areasAnswerSchema,
      run: async (context) => areasOf(await read(context, (db) => selectLocalities(db, context.tenant.tenantId))),
    }),
    /** GET /api/nayapur/people/17/properties */
    defineRoute({
      method: 'get',
      path: '/people/:partyId/properties',
      permission: 'people.read-private',
      summary: 'What a person or organisation holds or held',
      params: z.strictObject({ partyId: idSchema }),
      response: heldAnswerSchema,
      run: (context, { params }) => readHeld(context, params.partyId),
    }),
    ...actionRoutes,
    ...claimRoutes,
    ...editRoutes,
    ...surveyRoutes,
    ...importRoutes,
    ...qualityRoutes,
    ...imageryRoutes,
  ]
}

function areasOf(rows: AreaRow[]): z.input<typeof areasAnswerSchema> {
  return {
    items: rows.map(({ code, names, west, south, east, north }) => ({
      code,
      names: definedNames(names),
      bounds: west === null || south === null || east === null || north === null ? null : [west, south, east, north],
    })),
  }
}
