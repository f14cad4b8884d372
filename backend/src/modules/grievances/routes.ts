import { z } from 'zod'
import { defineRoute, idSchema, type Route, read } from '../../kernel/index.ts'
import { catalogueOn, type Workflows } from '../workflow/index.ts'
import { joinComplaint } from './actions/join-complaint.ts'
import { recordAsset } from './actions/record-asset.ts'
import { reportComplaint } from './actions/report-complaint.ts'
import { type AssetKinds, newAssetKinds, requireAsset } from './assets.ts'
import { categoriesOn } from './categories.ts'
import { readHere, told } from './here.ts'
import * as schemas from './schemas.ts'
import { complaintWorkflow } from './workflow.ts'

/** The URL table of the room. Steps of a complaint go by `/cases/:caseId/actions`, its photos by `/cases/:caseId/documents`. */
export function grievanceRoutes(workflows: Workflows, assets: AssetKinds = newAssetKinds()): Route[] {
  return [
    /** GET /api/nayapur/grievances/categories */
    defineRoute({
      method: 'get',
      path: '/grievances/categories',
      permission: null,
      summary: 'Kinds of complaints with the days that the town gives itself, where it has set them',
      response: schemas.categoriesSchema,
      run: async (context) => {
        const { categories, terms } = await read(context, async (db) => ({
          categories: await categoriesOn(db, context.today),
          terms: await catalogueOn(db, context.today),
        }))
        return {
          categories: categories.map((each) => ({
            category: each.category,
            names: told(each.names),
            days: terms(complaintWorkflow, each.category).terms.days,
          })),
        }
      },
    }),
    /** GET /api/nayapur/grievances/here?lon=77.95&lat=23.1&category=street-light */
    defineRoute({
      method: 'get',
      path: '/grievances/here',
      permission: null,
      perMinute: 120,
      summary: 'What lies at a place, whose it is, and which open complaints are near',
      query: schemas.hereQuerySchema,
      response: schemas.hereSchema,
      run: (context, { query }) => readHere(context, [query.lon, query.lat], query.category ?? null),
    }),
    /** POST /api/nayapur/grievances {"category":"street-light","point":[77.95,23.1]} */
    defineRoute({
      method: 'post',
      path: '/grievances',
      permission: null,
      perMinute: 20,
      summary:
        'Reports a problem at a place; the caller has proved a mobile by a code, or is staff reporting for somebody',
      body: schemas.reportSchema,
      response: schemas.reportedSchema,
      run: (context, { body }) => reportComplaint(context, workflows, body, assets),
    }),
    /** GET /api/nayapur/grievances/asset?code=SL-0412 */
    defineRoute({
      method: 'get',
      path: '/grievances/asset',
      permission: null,
      perMinute: 120,
      summary: 'The thing that a code is printed on, and where it stands',
      query: schemas.assetQuerySchema,
      response: schemas.assetAnswer,
      run: async (context, { query }) => {
        const { kind, id, names, point } = await requireAsset(context, assets, {
          code: query.code,
          kind: null,
          id: null,
        })
        return { kind, id, names: told(names), point: point && [...point] }
      },
    }),
    /** POST /api/nayapur/grievances/assets {"kind":"street-light","code":"SL-0412","point":[77.95,23.1]} */
    defineRoute({
      method: 'post',
      path: '/grievances/assets',
      permission: 'grievances.manage-assets',
      summary: 'Enters a thing of the town with the code that is printed on it',
      body: schemas.assetSchema,
      response: z.object({ assetId: z.int() }),
      run: (context, { body }) => recordAsset(context, body),
    }),
    /** POST /api/nayapur/grievances/17/join */
    defineRoute({
      method: 'post',
      path: '/grievances/:caseId/join',
      permission: null,
      perMinute: 20,
      summary: 'Joins an open complaint instead of reporting the same again',
      params: z.strictObject({ caseId: idSchema }),
      response: schemas.joinedSchema,
      run: (context, { params }) => joinComplaint(context, params.caseId),
    }),
  ]
}
