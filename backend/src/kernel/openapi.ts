import { z } from 'zod'
import type { Route } from './routes.ts'

type Json = Record<string, unknown>

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return json
}

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

const problem = {
  description: 'What was wrong, and what to do',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function operationOf(route: Route): Json {
  const city = route.global
    ? []
    : [{ name: 'city', in: 'path', required: true, schema: { type: 'string' }, description: 'Code of the town' }]
  return {
    summary: route.summary,
    description: route.permission ? `Needs the permission \`${route.permission}\`.` : 'Open to everyone.',
    tags: [route.path.split('/')[1] || 'towns'],
    parameters: [...city, ...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
    }),
    responses: {
      200: {
        description: 'The answer',
        content: { 'application/json': { schema: schemaOf(route.response, 'output') } },
      },
      '4XX': problem,
    },
  }
}

/** OpenAPI 3.1 of every route, made of the same schemas that read the requests. */
export function openApiOf(routes: Route[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = `/api${route.global ? '' : '/{city}'}${route.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.method]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Khasra', version, description: 'Parcels of a town and the services that hang on them.' },
    paths,
    components: {
      schemas: {
        Problem: {
          type: 'object',
          required: ['title', 'status', 'detail', 'reference'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string', description: 'What is meant, for programs: the same in every language' },
            detail: {
              type: 'string',
              description: "What to do, in the caller's language: `?lang`, cookie or Accept-Language",
            },
            parameters: { type: 'object', description: 'What stands in the sentence' },
            field: { type: 'string' },
            got: {},
            expected: {},
            reasons: { type: 'array', items: { type: 'string' } },
            reference: { type: 'string' },
          },
        },
      },
    },
  }
}
