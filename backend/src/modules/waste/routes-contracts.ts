import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import { adoptFees } from './actions/adopt-fees.ts'
import { declareGenerator } from './actions/declare-generator.ts'
import { decideDispute, disputeBill, raiseBill, signContract } from './actions/raise-bill.ts'
import { readBill, readFees, readGenerator } from './pages.ts'
import * as schemas from './schemas.ts'
import * as answers from './schemas-answers.ts'

const id = z.int().min(1)

/** Contracts, their bills, bulk generators and user fees. */
export const contractRoutes: Route[] = [
  /** POST /api/nayapur/waste/contracts */
  defineRoute({
    method: 'post',
    path: '/waste/contracts',
    permission: 'waste.contract',
    summary: 'Enters a contract with its rates and deductions',
    body: schemas.contractSchema,
    response: z.object({ contractId: id }),
    run: (context, { body }) => signContract(context, body),
  }),
  /** POST /api/nayapur/waste/contracts/2/bills */
  defineRoute({
    method: 'post',
    path: '/waste/contracts/:contractId/bills',
    permission: 'waste.contract',
    summary: 'Makes the contractor’s bill of a period from the proof of its days',
    params: z.strictObject({ contractId: idSchema }),
    body: schemas.raiseBillSchema,
    response: z.object({ billId: id, number: z.string(), netPaise: z.int(), orders: z.int() }),
    run: (context, { params, body }) => raiseBill(context, params.contractId, body),
  }),
  /** GET /api/nayapur/waste/bills/4 */
  defineRoute({
    method: 'get',
    path: '/waste/bills/:billId',
    permission: 'waste.read',
    summary: 'A contractor’s bill with its disputes',
    params: z.strictObject({ billId: idSchema }),
    response: answers.billAnswer,
    run: (context, { params }) => readBill(context, params.billId),
  }),
  /** POST /api/nayapur/waste/bills/4/disputes */
  defineRoute({
    method: 'post',
    path: '/waste/bills/:billId/disputes',
    permission: 'waste.contract',
    summary: 'Disputes a line of a bill, with evidence',
    params: z.strictObject({ billId: idSchema }),
    body: schemas.disputeSchema,
    response: z.object({ disputeId: id }),
    run: (context, { params, body }) => disputeBill(context, params.billId, body),
  }),
  /** POST /api/nayapur/waste/disputes/4/decision */
  defineRoute({
    method: 'post',
    path: '/waste/disputes/:disputeId/decision',
    permission: 'waste.decide',
    summary: 'Decides a dispute, with reasons',
    params: z.strictObject({ disputeId: idSchema }),
    body: schemas.decideSchema,
    response: z.object({ disputeId: id, allowedPaise: z.int() }),
    run: (context, { params, body }) => decideDispute(context, params.disputeId, body),
  }),
  /** POST /api/nayapur/waste/generators */
  defineRoute({
    method: 'post',
    path: '/waste/generators',
    permission: 'waste.plan',
    summary: 'Enters what a property generates',
    body: schemas.generatorSchema,
    response: z.object({ generatorId: id, bulk: z.boolean(), met: z.array(z.string()), instrument: z.string() }),
    run: (context, { body }) => declareGenerator(context, body),
  }),
  /** GET /api/nayapur/waste/generators/17 */
  defineRoute({
    method: 'get',
    path: '/waste/generators/:propertyId',
    permission: 'waste.read',
    summary: 'Whether a property is a bulk generator by the rules of today',
    params: z.strictObject({ propertyId: idSchema }),
    response: answers.generatorAnswer,
    run: (context, { params }) => readGenerator(context, params.propertyId),
  }),
  /** GET /api/nayapur/waste/fees */
  defineRoute({
    method: 'get',
    path: '/waste/fees',
    permission: 'waste.read',
    summary: 'What the town charges by, and which packs there are',
    response: answers.feesAnswer,
    run: (context) => readFees(context),
  }),
  /** PUT /api/nayapur/waste/fees */
  defineRoute({
    method: 'put',
    path: '/waste/fees',
    permission: 'waste.contract',
    summary: 'Puts user fees in force from a day, by an instrument of the town',
    body: schemas.adoptFeesSchema,
    response: z.object({ pack: z.string(), from: z.string() }),
    run: (context, { body }) => adoptFees(context, body),
  }),
]
