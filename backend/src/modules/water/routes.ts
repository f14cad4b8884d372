import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../kernel/index.ts'
import type { Workflows } from '../workflow/index.ts'
import { declareIncident, placeReport } from './actions/place-report.ts'
import { reportSample, takeSample } from './actions/take-sample.ts'
import { readIncidents, readPipe } from './pages.ts'
import { connectionRoutes } from './routes-connections.ts'
import { supplyRoutes } from './routes-supply.ts'
import * as schemas from './schemas.ts'
import * as answers from './schemas-answers.ts'

const id = z.int().min(1)

/** The URL table of the room. Steps of an incident go by `/cases/:caseId/actions`. */
export const waterRoutes = (workflows: Workflows): Route[] => [
  ...supplyRoutes,
  ...connectionRoutes,
  ...qualityRoutes(workflows),
]

function qualityRoutes(workflows: Workflows): Route[] {
  return [
    /** GET /api/nayapur/water/pipes/17 */
    defineRoute({
      method: 'get',
      path: '/water/pipes/:pipeId',
      permission: 'water.read',
      summary: 'A pipe with its segment, the valves to shut, whom it feeds, samples and complaints',
      params: z.strictObject({ pipeId: idSchema }),
      response: answers.pipeAnswer,
      run: (context, { params }) => readPipe(context, params.pipeId),
    }),
    /** GET /api/nayapur/water/incidents */
    defineRoute({
      method: 'get',
      path: '/water/incidents',
      permission: 'water.read',
      summary: 'Incidents of foul water, open ones first',
      response: answers.incidentsAnswer,
      run: (context) => readIncidents(context),
    }),
    /** POST /api/nayapur/water/incidents {"pipeId":17,"because":"Sewage seen in the trench"} */
    defineRoute({
      method: 'post',
      path: '/water/incidents',
      permission: 'water.test-quality',
      summary: 'Opens an incident on the segment of a pipe without waiting for the third complaint',
      body: schemas.openIncidentSchema,
      response: z.object({ caseId: id, isNew: z.boolean() }),
      run: (context, { body }) => declareIncident(context, workflows, body),
    }),
    /** POST /api/nayapur/water/samples {"pipeId":17,"takenAt":"2026-11-25T09:00:00+05:30"} */
    defineRoute({
      method: 'post',
      path: '/water/samples',
      permission: 'water.test-quality',
      summary: 'Enters a sample that was taken from a pipe',
      body: schemas.takeSampleSchema,
      response: z.object({ sampleId: id, number: z.string() }),
      run: (context, { body }) => takeSample(context, body),
    }),
    /** POST /api/nayapur/water/samples/4/result {"verdict":"failed","reportedAt":"2026-11-26T12:00:00+05:30"} */
    defineRoute({
      method: 'post',
      path: '/water/samples/:sampleId/result',
      permission: 'water.test-quality',
      summary: 'Enters the verdict of the laboratory; a failed sample opens an incident',
      params: z.strictObject({ sampleId: idSchema }),
      body: schemas.sampleResultSchema,
      response: z.object({
        sampleId: id,
        verdict: z.string(),
        exceeded: z.array(z.string()),
        incidentCaseId: id.nullable(),
      }),
      run: (context, { params, body }) => reportSample(context, workflows, params.sampleId, body),
    }),
    /** POST /api/nayapur/water/reports/31/pipe {"pipeId":17} */
    defineRoute({
      method: 'post',
      path: '/water/reports/:caseId/pipe',
      permission: 'water.test-quality',
      summary: 'Says on which pipe a complaint of foul water lies',
      params: z.strictObject({ caseId: idSchema }),
      body: schemas.placeReportSchema,
      response: z.object({ caseId: id, incidentCaseId: id.nullable() }),
      run: (context, { params, body }) => placeReport(context, workflows, params.caseId, body.pipeId),
    }),
  ]
}
