/** Recovery: the legal chain of a town, and the steps that are taken on bills. */
import { z } from 'zod'
import { defineRoute, type Route } from '../../kernel/index.ts'
import { readSteps, setChain, takeRecoveryStep, withdrawStep } from './actions/take-recovery-step.ts'
import { billParams } from './schemas-bills.ts'
import {
  setChainSchema,
  stepAnswerSchema,
  stepListSchema,
  stepParams,
  takeStepSchema,
  withdrawStepSchema,
} from './schemas-recovery.ts'

export const recoveryRoutes: Route[] = [
  /** PUT /api/nayapur/money/recovery-chain */
  defineRoute({
    method: 'put',
    path: '/money/recovery-chain',
    permission: 'payments.manage-accounts',
    summary: 'Say by which steps dues of a service are recovered from a day on',
    body: setChainSchema,
    response: z.object({ from: z.string() }),
    run: (context, { body }) => setChain(context, body),
  }),
  /** GET /api/nayapur/bills/17/recovery */
  defineRoute({
    method: 'get',
    path: '/bills/:billId/recovery',
    permission: 'payments.read-accounts',
    summary: 'Steps of recovery on a bill, and whether each is served',
    params: billParams,
    response: stepListSchema,
    run: (context, { params }) => readSteps(context, params.billId),
  }),
  /** POST /api/nayapur/bills/17/recovery */
  defineRoute({
    method: 'post',
    path: '/bills/:billId/recovery',
    permission: 'payments.recover',
    summary: 'Take the next step of recovery on a bill',
    params: billParams,
    body: takeStepSchema,
    response: stepAnswerSchema,
    run: (context, { params, body }) => takeRecoveryStep(context, params.billId, body),
  }),
  /** POST /api/nayapur/recovery-steps/17/withdrawal */
  defineRoute({
    method: 'post',
    path: '/recovery-steps/:stepId/withdrawal',
    permission: 'payments.recover',
    summary: 'Withdraw a step of recovery',
    params: stepParams,
    body: withdrawStepSchema,
    response: z.object({ stepId: z.int() }),
    run: (context, { params, body }) => withdrawStep(context, params.stepId, body),
  }),
]
