import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { testDatabase } from '../../test/database.ts'
import { buildHouse } from '../app.ts'
import { openApiOf } from './openapi.ts'
import { defineRoute } from './routes.ts'

interface Operation {
  summary: string
  parameters: { name: string; in: string; required: boolean }[]
  requestBody?: { content: Record<string, { schema: { properties?: object } }> }
  responses: Record<string, unknown>
}
type Paths = Record<string, Record<string, Operation>>
const pathsOf = (...given: Parameters<typeof openApiOf>) => openApiOf(...given).paths as Paths

test('a route is described by the schemas that read it', () => {
  const route = defineRoute({
    method: 'put',
    path: '/things/:thingId',
    permission: 'things.write',
    summary: 'Changes a thing',
    params: z.strictObject({ thingId: z.coerce.number() }),
    query: z.strictObject({ on: z.iso.date(), dry: z.string().optional() }),
    body: z.strictObject({ name: z.string().max(5) }),
    response: z.object({ ok: z.boolean() }),
    run: async () => ({ ok: true }),
  })
  const operation = pathsOf([route], '1.0.0')['/api/{city}/things/{thingId}']!.put!
  assert.deepEqual(
    operation.parameters.map(({ name, in: where, required }) => [name, where, required]),
    [
      ['city', 'path', true],
      ['thingId', 'path', true],
      ['on', 'query', true],
      ['dry', 'query', false],
    ],
  )
  const { schema } = operation.requestBody!.content['application/json']!
  assert.deepEqual(schema.properties, { name: { type: 'string', maxLength: 5 } })
  assert.deepEqual(Object.keys(operation.responses), ['200', '4XX'])
})

test('every route of the house is in it, each with a summary and every name of its path as a parameter', async () => {
  const { platform } = await testDatabase()
  const house = buildHouse(platform.config, platform.database)
  try {
    const paths = pathsOf(house.routes, '1.0.0')
    const operations = Object.values(paths).flatMap((path) => Object.values(path))
    assert.equal(operations.length, house.routes.length, 'no route hides another')
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { summary, parameters }] of Object.entries(methods)) {
        assert.ok(summary.length > 5, `${method} ${path} has no summary`)
        const named = parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)
        const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
        assert.deepEqual(named.sort(), wanted.sort(), `${method} ${path}`)
      }
    }
    assert.doesNotThrow(() => JSON.stringify(paths))
  } finally {
    await house.tiles.close()
  }
})
