/** The door of workflow: what rooms above hand in and may use. `rules*.ts` may also be imported by pure files and by the browser. */
export { type ActOnCase, actInTx, actOnCase } from './actions/act-on-case.ts'
export { type AttachToCase, attachToCase } from './actions/attach-to-case.ts'
export { followCase, leaveCase, participantsOf, takePart } from './actions/follow-case.ts'
export { type Asking, type OpenCase, type OpenedAnswer, openCase } from './actions/open-case.ts'
export { readCasesAt } from './case-lines.ts'
export { factsOf, lockOpenedCase, type OpenedCase, subjectsOf } from './case-log.ts'
export { followOthers } from './follow.ts'
export { queueClocks, runClocks, workflowJobs } from './jobs.ts'
export { workflowMessages } from './messages.ts'
export { workflowRoutes } from './routes.ts'
export { catalogueOn, catalogueRegister, termsOf } from './terms.ts'
export {
  type CaseFacts,
  type CaseLine,
  type Effect,
  newWorkflows,
  type ServiceParts,
  type Workflows,
} from './workflows.ts'
