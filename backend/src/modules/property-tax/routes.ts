import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import { adoptRules } from './actions/adopt-rules.ts'
import { assessProperty } from './actions/assess-property.ts'
import { declareAssessment } from './actions/declare-assessment.ts'
import { issueNotice } from './actions/issue-notice.ts'
import { orderBestJudgement } from './actions/order-best-judgement.ts'
import { placeProperty } from './actions/place-property.ts'
import { recordLiability } from './actions/record-liability.ts'
import { recordRateKey } from './actions/record-rate-key.ts'
import { recordVisit } from './actions/record-visit.ts'
import { findByNumber, readBill, readPlace, readRules } from './pages.ts'
import * as schemas from './schemas.ts'

const id = z.int().min(1)
const property = z.strictObject({ propertyId: idSchema })
const orders = schemas.ordersSchema
const noticed = z.object({ noticeIds: z.array(id), partyIds: z.array(id), dead: z.array(id) })
const assessed = z.object({ assessmentId: id, from: z.string(), orders })

/** Rules and rate keys of the town. */
const ruleRoutes: Route[] = [
  /** GET /api/nayapur/property-tax/rules */
  defineRoute({
    method: 'get',
    path: '/property-tax/rules',
    permission: null,
    summary: 'Which rules of property tax are in force, by which resolution of the council',
    response: z.object({
      rules: z.array(
        z.object({
          rulePackId: id,
          name: z.string(),
          resolutionNumber: z.string(),
          resolvedOn: z.string(),
          from: z.string(),
          to: z.string().nullable(),
        }),
      ),
    }),
    run: (context) => readRules(context),
  }),
  /** POST /api/nayapur/property-tax/rules {"pack":"nayapur","resolutionNumber":"142","resolvedOn":"2024-07-19","documentId":7,"from":"2024-04-01"} */
  defineRoute({
    method: 'post',
    path: '/property-tax/rules',
    permission: 'property-tax.rules',
    summary: 'Puts rules in force by a resolution of the council, with the paper that it is written on',
    body: schemas.adoptRulesSchema,
    response: z.object({ rulePackId: id, name: z.string(), from: z.string() }),
    run: (context, { body }) => adoptRules(context, body),
  }),
  /** POST /api/nayapur/property-tax/rate-keys */
  defineRoute({
    method: 'post',
    path: '/property-tax/rate-keys',
    permission: 'property-tax.rules',
    summary: 'Enters what decides a rate: a polygon, localities, frontage on a road, or a class of colony',
    body: schemas.rateKeySchema,
    response: z.object({ rateKeyId: id }),
    run: (context, { body }) => recordRateKey(context, body),
  }),
  /** GET /api/nayapur/property-tax/properties?number=12/4A */
  defineRoute({
    method: 'get',
    path: '/property-tax/properties',
    permission: 'property-tax.read',
    summary: 'Properties by our number or any old one',
    query: schemas.numberQuerySchema,
    response: z.object({ properties: z.array(z.object({ propertyId: id, propertyNumber: z.string() })) }),
    run: (context, { query }) => findByNumber(context, query.number),
  }),
]

/** What is read and done about one property. */
const propertyRoutes: Route[] = [
  /** GET /api/nayapur/property-tax/properties/17?on=2024-04-01&knownOn=2024-06-30 */
  defineRoute({
    method: 'get',
    path: '/property-tax/properties/:propertyId',
    permission: 'property-tax.read',
    summary: 'All that bears on the tax of a property, in law on a day and as known on another',
    params: property,
    query: schemas.propertyQuerySchema,
    response: schemas.placeAnswer,
    run: (context, { params, query }) => readPlace(context, params.propertyId, query),
  }),
  /** GET /api/nayapur/property-tax/properties/17/bill?year=2024&asOf=2024-07-01&knownOn=2024-07-01 */
  defineRoute({
    method: 'get',
    path: '/property-tax/properties/:propertyId/bill',
    permission: 'property-tax.read',
    summary: 'The bill of a year with every line and step; with knownOn as it was made then',
    params: property,
    query: schemas.billQuerySchema,
    response: schemas.billAnswer,
    run: (context, { params, query }) => readBill(context, params.propertyId, query),
  }),
  /** POST /api/nayapur/property-tax/properties/17/rate-keys {"scheme":"zone","frontageM":9.5,"from":"2024-04-01"} */
  defineRoute({
    method: 'post',
    path: '/property-tax/properties/:propertyId/rate-keys',
    permission: 'property-tax.assess',
    summary: 'Says which rate key holds for a property, by its place or by an order, with evidence',
    params: property,
    body: schemas.placeRateKeySchema,
    response: z.object({ placingId: id, code: z.string(), kind: z.string(), evidence: z.string(), orders }),
    run: (context, { params, body }) => placeProperty(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/property-tax/properties/17/liability {"kind":"occupation","on":"2023-08-01","evidence":"Electricity bill"} */
  defineRoute({
    method: 'post',
    path: '/property-tax/properties/:propertyId/liability',
    permission: 'property-tax.assess',
    summary: 'Records what makes a property liable; the first of certificate, occupation, inspection and survey counts',
    params: property,
    body: schemas.liabilitySchema,
    response: z.object({ eventId: id, liableFrom: z.string(), orders }),
    run: (context, { params, body }) => recordLiability(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/property-tax/properties/17/assessments */
  defineRoute({
    method: 'post',
    path: '/property-tax/properties/:propertyId/assessments',
    permission: 'property-tax.assess',
    summary: 'Assesses a property by floors; what it replaces is ended in law and kept as it was known',
    params: property,
    body: schemas.assessSchema,
    response: assessed,
    run: (context, { params, body }) => assessProperty(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/property-tax/properties/17/best-judgement */
  defineRoute({
    method: 'post',
    path: '/property-tax/properties/:propertyId/best-judgement',
    permission: 'property-tax.order',
    summary: 'Orders an assessment by best judgement after visits in vain, and tells the parties that live',
    params: property,
    body: schemas.bestJudgementSchema,
    response: assessed.extend({ notices: noticed }),
    run: (context, { params, body }) => orderBestJudgement(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/property-tax/properties/17/visits {"on":"2026-04-01","outcome":"locked"} */
  defineRoute({
    method: 'post',
    path: '/property-tax/properties/:propertyId/visits',
    permission: 'property-tax.assess',
    summary: 'Records what an officer found at the door',
    params: property,
    body: schemas.visitSchema,
    response: z.object({ visitId: id, fruitless: z.int(), orders }),
    run: (context, { params, body }) => recordVisit(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/property-tax/properties/17/declarations */
  defineRoute({
    method: 'post',
    path: '/property-tax/properties/:propertyId/declarations',
    permission: 'property-tax.assess',
    summary: 'Files what an owner declares for a year, or its correction',
    params: property,
    body: schemas.declareSchema,
    response: z.object({ declarationId: id, filedOn: z.string(), correctedOn: z.string().nullable(), orders }),
    run: (context, { params, body }) => declareAssessment(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/property-tax/properties/17/notices {"kind":"demand"} */
  defineRoute({
    method: 'post',
    path: '/property-tax/properties/:propertyId/notices',
    permission: 'property-tax.order',
    summary: 'Issues a notice to every party that lives; an order that stops demand stops it',
    params: property,
    body: schemas.noticeSchema,
    response: noticed,
    run: (context, { params, body }) => issueNotice(context, params.propertyId, body.kind),
  }),
]

/** The URL table of the room. */
export const propertyTaxRoutes: Route[] = [...ruleRoutes, ...propertyRoutes]
