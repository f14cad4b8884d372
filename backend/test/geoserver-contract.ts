/**
 * A GeoServer for tests, made of GeoServer's own descriptions of its REST interface: what they do not list (a path, a method,
 * a kind of content, a property) is refused, what they list is kept in memory and given back. Nothing of ours is mocked.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { load } from 'js-yaml'

type Schema = { $ref?: string; type?: string; properties?: Record<string, Schema>; items?: Schema; enum?: unknown[] }
type Operation = {
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]
  consumes?: string[]
  responses?: Record<string, unknown>
  description?: string
}
type Description = { paths: Record<string, Record<string, Operation>>; definitions?: Record<string, Schema> }
type Route = { pattern: RegExp; operations: Record<string, Operation>; definitions: Record<string, Schema> }

const files = ['workspaces', 'datastores', 'featuretypes', 'layers', 'styles']

/** `/workspaces/<ws>/datastores[.<format>]` and `/rest/workspaces/{workspace}/styles` are two ways of writing one thing. */
function patternOf(path: string): RegExp {
  const plain = path.replace(/^\/rest/, '').replace(/\[[^\]]*\]/g, '')
  return new RegExp(`^${plain.replace(/<[^>]+>|\{[^}]+\}/g, '[^/]+')}(\\.(json|xml|sld))?$`)
}

function routesIn(folder: string): Route[] {
  return files.flatMap((file) => {
    const { paths, definitions = {} } = load(readFileSync(join(folder, `${file}.yaml`), 'utf8')) as Description
    return Object.entries(paths).map(([path, operations]) => ({ pattern: patternOf(path), operations, definitions }))
  })
}

/** Why a value does not fit; null when it does. Properties beside the listed ones are refused at the first level. */
function misfit(
  value: unknown,
  schema: Schema,
  definitions: Record<string, Schema>,
  where: string,
  strict: boolean,
): string | null {
  if (schema.$ref) return misfit(value, definitions[schema.$ref.split('/').at(-1)!] ?? {}, definitions, where, strict)
  if (schema.enum && !schema.enum.includes(value)) return `${where} is none of ${schema.enum.join(', ')}`
  if (schema.type === 'string' && typeof value !== 'string') return `${where} is no string`
  if (schema.type === 'boolean' && typeof value !== 'boolean') return `${where} is no boolean`
  if ((schema.type === 'number' || schema.type === 'integer') && typeof value !== 'number')
    return `${where} is no number`
  if (!schema.properties) return null
  if (!value || typeof value !== 'object' || Array.isArray(value)) return `${where} is no object`
  for (const [name, part] of Object.entries(value)) {
    const known = schema.properties[name]
    if (!known && strict) return `${where}.${name} is not listed`
    const wrong = known ? misfit(part, known, definitions, `${where}.${name}`, false) : null
    if (wrong) return wrong
  }
  return null
}

/** In the descriptions a body stands bare; GeoServer wants it wrapped in its name. Listed elsewhere in its manual: `enabled`. */
const wrappers: Record<string, string> = {
  workspaces: 'workspace',
  featuretypes: 'featureType',
  layers: 'layer',
  styles: 'style',
}
const listedElsewhere = new Set(['enabled', 'metadata'])

function bodyFault(
  path: string,
  text: string,
  operation: Operation,
  definitions: Record<string, Schema>,
): string | null {
  const schema = operation.parameters?.find((each) => each.in === 'body')?.schema
  const noun = path.split('/').findLast((part) => wrappers[part])!
  let body: Record<string, unknown>
  try {
    body = JSON.parse(text)
  } catch {
    return 'the body is no JSON'
  }
  const inner = body[wrappers[noun]!]
  if (Object.keys(body).length !== 1 || !inner || typeof inner !== 'object')
    return `the body is not wrapped in ${wrappers[noun]}`
  if (!schema) return null
  const asked = Object.fromEntries(Object.entries(inner).filter(([name]) => !listedElsewhere.has(name)))
  const bare = unwrapped(schema, definitions, wrappers[noun]!)
  return misfit(asked, bare, definitions, wrappers[noun]!, true)
}

/** Some descriptions list the wrapper too. */
function unwrapped(schema: Schema, definitions: Record<string, Schema>, name: string): Schema {
  const resolved = schema.$ref ? definitions[schema.$ref.split('/').at(-1)!]! : schema
  const keys = Object.keys(resolved.properties ?? {})
  return keys.length === 1 && keys[0] === name ? resolved.properties![name]! : resolved
}

/** A running one: its address, what it holds by path, and a way to be slow or dead. */
export type ContractServer = {
  url: string
  held: Map<string, string>
  requests: string[]
  /** Milliseconds before each answer; Infinity never answers. */
  delayMs: number
  close(): Promise<void>
}

/** Starts it on a loopback port. `folder` holds the descriptions. */
export async function startContractServer(folder: string): Promise<ContractServer> {
  const routes = routesIn(folder)
  const held = new Map<string, string>()
  const state: ContractServer = { url: '', held, requests: [], delayMs: 0, close: async () => {} }
  const server: Server = createServer((request, response) => {
    if (state.delayMs === Number.POSITIVE_INFINITY) return
    setTimeout(() => void answer(request, response, routes, state), state.delayMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/geoserver`
  state.close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return state
}

/** Listed only to be refused. (Removing a feature type is described as what it does, though its one answer is a 405 by mistake.) */
function isForbidden({ responses = {}, description = '' }: Operation): boolean {
  const answers = Object.keys(responses)
  return answers.length === 1 && answers[0] === '405' && !description.startsWith('Delete')
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Route[],
  state: ContractServer,
): Promise<Said> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const method = request.method!.toLowerCase()
  const url = new URL(request.url!, 'http://localhost')
  const path = decodeURIComponent(url.pathname.replace(/^\/geoserver\/rest/, ''))
  state.requests.push(`${request.method} ${path}`)
  const say: Say = (status, body, type = 'text/plain') => {
    response.writeHead(status, { 'content-type': type })
    response.end(body)
    return undefined
  }
  if (request.headers.authorization !== `Basic ${Buffer.from('admin:secret').toString('base64')}`)
    return say(401, 'Unauthorized')
  const route = routes.find((each) => each.pattern.test(path))
  const operation = route?.operations[method]
  if (!route || !operation) return say(404, `no such path is described: ${path}`)
  if (isForbidden(operation)) return say(405, 'Method Not Allowed')
  const unknown = [...url.searchParams.keys()].find(
    (name) => !operation.parameters?.some((each) => each.in === 'query' && each.name === name),
  )
  if (unknown) return say(400, `no such parameter is described: ${unknown}`)
  if (method === 'get') return give(request, path, state, say)
  if (method === 'delete') return take(path, state, say)
  const type = String(request.headers['content-type'])
  if (operation.consumes && !operation.consumes.includes(type)) return say(415, `${type} is not described here`)
  const fault = type === 'application/json' ? bodyFault(path, text, operation, route.definitions) : null
  if (fault) return say(400, fault)
  return keep(method, path, text, type, state, say)
}

type Said = undefined
type Say = (status: number, body: string, type?: string) => Said

function keep(method: string, path: string, text: string, type: string, { held }: ContractServer, say: Say): Said {
  const isNew = method === 'post'
  const name = type === 'application/xml' ? /<name>([^<]+)</.exec(text)![1]! : isNew ? nameIn(text) : ''
  const key = isNew ? `${path}/${name}` : path
  if (isNew && held.has(key)) return say(409, `${key} exists`)
  if (!isNew && !held.has(key)) return say(404, `there is no ${key}`)
  const isStyleBody = type.includes('sld')
  held.set(isStyleBody ? `${key} body` : key, text)
  // A new feature type brings a layer with a style of GeoServer's choice.
  if (isNew && path.endsWith('/featuretypes')) {
    const workspace = path.split('/')[2]
    held.set(`/layers/${workspace}:${name}`, JSON.stringify({ layer: { name, defaultStyle: { name: 'polygon' } } }))
  }
  return say(isNew ? 201 : 200, '')
}

const nameIn = (text: string): string => (Object.values(JSON.parse(text))[0] as { name: string }).name

function give(request: IncomingMessage, path: string, { held }: ContractServer, say: Say): Said {
  if (String(request.headers.accept).includes('sld')) {
    const body = held.get(`${path} body`)
    return body === undefined ? say(404, 'No such style') : say(200, body, 'application/vnd.ogc.sld+xml')
  }
  if (path.endsWith('/featuretypes')) {
    const names = [...held.keys()]
      .filter((key) => key.startsWith(`${path}/`))
      .map((key) => ({ name: key.split('/').at(-1) }))
    return say(200, JSON.stringify({ featureTypes: names.length ? { featureType: names } : '' }), 'application/json')
  }
  const found = held.get(path)
  if (found === undefined) return say(404, `there is no ${path}`)
  return say(
    200,
    found.startsWith('<') ? JSON.stringify({ dataStore: { name: path.split('/').at(-1) } }) : found,
    'application/json',
  )
}

function take(path: string, { held }: ContractServer, say: Say): Said {
  if (!held.has(path)) return say(404, `there is no ${path}`)
  for (const key of [...held.keys()])
    if (key === path || key.startsWith(`${path}/`) || key === `${path} body`) held.delete(key)
  const workspace = /^\/workspaces\/([^/]+)$/.exec(path)?.[1]
  if (workspace) for (const key of [...held.keys()]) if (key.startsWith(`/layers/${workspace}:`)) held.delete(key)
  return say(200, '')
}
