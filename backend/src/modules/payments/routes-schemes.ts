/** Stays, the demand-collection-balance register, amnesties, credits and agents. */
import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import { applyCredit } from './actions/apply-credit.ts'
import { collectAsAgent } from './actions/collect-as-agent.ts'
import { contractAgent, readAgents, settleAgent, takeAgentMoney } from './actions/contract-agent.ts'
import { grantAmnesty, readOffers, reviewAmnesties } from './actions/grant-amnesty.ts'
import { endStay, imposeStay } from './actions/impose-stay.ts'
import { prepareAmnesty, prepareCredit, resolveAmnesty, resolveCredit } from './actions/prepare-scheme.ts'
import { readDcb } from './dcb.ts'
import {
  agentListSchema,
  agentMoneySchema,
  agentParams,
  agentPaymentSchema,
  contractAgentSchema,
  settleAgentSchema,
  settledSchema,
} from './schemas-agents.ts'
import { takenSchema } from './schemas-payments.ts'
import {
  amnestyParams,
  appliedSchema,
  applyCreditSchema,
  grantAmnestySchema,
  grantedSchema,
  offersQuerySchema,
  offersSchema,
  prepareAmnestySchema,
  prepareCreditSchema,
  resolveCreditSchema,
  resolveSchema,
  ruleParams,
} from './schemas-schemes.ts'
import {
  dcbQuerySchema,
  dcbSchema,
  endStaySchema,
  imposeStaySchema,
  stayListSchema,
  stayParams,
} from './schemas-stays.ts'
import { readStays } from './stays.ts'

const stayIdSchema = z.object({ stayId: z.int() })
const amnestyIdSchema = z.object({ amnestyId: z.int() })
const ruleIdSchema = z.object({ ruleId: z.int() })

export const schemeRoutes: Route[] = [
  /** POST /api/nayapur/stays */
  defineRoute({
    method: 'post',
    path: '/stays',
    permission: 'payments.manage-stays',
    summary: 'Enter an order that freezes a head, an amount or a step of recovery',
    body: imposeStaySchema,
    response: stayIdSchema,
    run: (context, { body }) => imposeStay(context, body),
  }),
  /** POST /api/nayapur/stays/17/end */
  defineRoute({
    method: 'post',
    path: '/stays/:stayId/end',
    permission: 'payments.manage-stays',
    summary: 'End a stay by the order that lifts it',
    params: stayParams,
    body: endStaySchema,
    response: stayIdSchema,
    run: (context, { params, body }) => endStay(context, params.stayId, body),
  }),
  /** GET /api/nayapur/properties/17/stays */
  defineRoute({
    method: 'get',
    path: '/properties/:propertyId/stays',
    permission: 'payments.read-accounts',
    summary: 'Stays of a property and its bills, past and present',
    params: z.strictObject({ propertyId: idSchema }),
    response: stayListSchema,
    run: (context, { params }) => readStays(context, params.propertyId),
  }),
  /** GET /api/nayapur/money/dcb?asOf=2027-03-31&by=head */
  defineRoute({
    method: 'get',
    path: '/money/dcb',
    permission: 'payments.read-accounts',
    summary: 'Demand, collection and balance at any date, stayed sums apart',
    query: dcbQuerySchema,
    response: dcbSchema,
    run: (context, { query }) => readDcb(context, query),
  }),
  /** PUT /api/nayapur/amnesties */
  defineRoute({
    method: 'put',
    path: '/amnesties',
    permission: 'payments.manage-schemes',
    summary: 'Prepare an amnesty; it forgives nothing before its resolution',
    body: prepareAmnestySchema,
    response: amnestyIdSchema,
    run: (context, { body }) => prepareAmnesty(context, body),
  }),
  /** POST /api/nayapur/amnesties/3/resolution */
  defineRoute({
    method: 'post',
    path: '/amnesties/:amnestyId/resolution',
    permission: 'payments.manage-schemes',
    summary: "Enter the council's resolution of an amnesty",
    params: amnestyParams,
    body: resolveSchema,
    response: amnestyIdSchema,
    run: (context, { params, body }) => resolveAmnesty(context, params.amnestyId, body),
  }),
  /** GET /api/nayapur/amnesty-offers?propertyId=17 */
  defineRoute({
    method: 'get',
    path: '/amnesty-offers',
    permission: null,
    perMinute: 120,
    summary: 'What the amnesties in force would do at a place, with their notch',
    query: offersQuerySchema,
    response: offersSchema,
    run: (context, { query }) => readOffers(context, query),
  }),
  /** POST /api/nayapur/amnesties/3/grants */
  defineRoute({
    method: 'post',
    path: '/amnesties/:amnestyId/grants',
    permission: 'payments.grant',
    summary: 'Grant an amnesty to a place, with instalments',
    params: amnestyParams,
    body: grantAmnestySchema,
    response: grantedSchema,
    run: (context, { params, body }) => grantAmnesty(context, params.amnestyId, body),
  }),
  /** POST /api/nayapur/amnesty-reviews */
  defineRoute({
    method: 'post',
    path: '/amnesty-reviews',
    permission: 'payments.grant',
    summary: 'Close amnesties that are paid, and let those in default lapse',
    body: z.strictObject({}),
    response: z.object({ kept: z.int(), lapsed: z.int() }),
    run: (context) => reviewAmnesties(context),
  }),
  /** PUT /api/nayapur/credit-rules */
  defineRoute({
    method: 'put',
    path: '/credit-rules',
    permission: 'payments.manage-schemes',
    summary: 'Prepare a waiver or automatic credit; it is off before its resolution',
    body: prepareCreditSchema,
    response: ruleIdSchema,
    run: (context, { body }) => prepareCredit(context, body),
  }),
  /** POST /api/nayapur/credit-rules/3/resolution */
  defineRoute({
    method: 'post',
    path: '/credit-rules/:ruleId/resolution',
    permission: 'payments.manage-schemes',
    summary: "Put a waiver or credit in force by the council's resolution",
    params: ruleParams,
    body: resolveCreditSchema,
    response: ruleIdSchema,
    run: (context, { params, body }) => resolveCredit(context, params.ruleId, body),
  }),
  /** POST /api/nayapur/credit-rules/3/credits */
  defineRoute({
    method: 'post',
    path: '/credit-rules/:ruleId/credits',
    permission: 'payments.grant',
    summary: 'Credit bills for an occasion, once each',
    params: ruleParams,
    body: applyCreditSchema,
    response: appliedSchema,
    run: (context, { params, body }) => applyCredit(context, params.ruleId, body),
  }),
  /** GET /api/nayapur/agents */
  defineRoute({
    method: 'get',
    path: '/agents',
    permission: 'payments.manage-agents',
    summary: 'Agents who collect for the town, with their wallets',
    response: agentListSchema,
    run: (context) => readAgents(context),
  }),
  /** POST /api/nayapur/agents */
  defineRoute({
    method: 'post',
    path: '/agents',
    permission: 'payments.manage-agents',
    summary: 'Contract an agent',
    body: contractAgentSchema,
    response: z.object({ agentId: z.int() }),
    run: (context, { body }) => contractAgent(context, body),
  }),
  /** POST /api/nayapur/agents/3/money */
  defineRoute({
    method: 'post',
    path: '/agents/:agentId/money',
    permission: 'payments.manage-agents',
    summary: 'Book money that an agent brings: a top-up, or what was collected',
    params: agentParams,
    body: agentMoneySchema,
    response: z.object({ movementId: z.int(), walletPaise: z.int() }),
    run: (context, { params, body }) => takeAgentMoney(context, params.agentId, body),
  }),
  /** POST /api/nayapur/agents/3/settlements */
  defineRoute({
    method: 'post',
    path: '/agents/:agentId/settlements',
    permission: 'payments.manage-agents',
    summary: 'Draw the account with an agent over a period',
    params: agentParams,
    body: settleAgentSchema,
    response: settledSchema,
    run: (context, { params, body }) => settleAgent(context, params.agentId, body),
  }),
  /** POST /api/nayapur/agent/payments */
  defineRoute({
    method: 'post',
    path: '/agent/payments',
    permission: 'payments.collect-as-agent',
    summary: 'Take a payment as an agent of the town',
    body: agentPaymentSchema,
    response: takenSchema,
    run: (context, { body }) => collectAsAgent(context, body),
  }),
]
