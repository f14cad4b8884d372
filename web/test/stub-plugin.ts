import type { IncomingMessage } from 'node:http'
import type { Plugin } from 'vite'
import { stubAnswer } from './stub-api.ts'

/** `vite --mode stub`: the stub API and the client's addresses on Vite's own server. */
export function stubApi(): Plugin {
  return {
    name: 'khasra-stub-api',
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const answer = await stubAnswer(
          request.method ?? 'GET',
          request.url ?? '/',
          await readBody(request),
          request.headers.cookie,
        )
        if (!answer) {
          if (request.headers.accept?.includes('text/html'))
            request.url = /^\/office/.test(request.url ?? '') ? '/office.html' : '/'
          return next()
        }
        response
          .writeHead(answer.status, {
            'content-type': answer.type,
            ...(answer.cookie ? { 'set-cookie': answer.cookie } : {}),
          })
          .end(answer.body)
      })
    },
  }
}

/** The JSON body of a request; an empty object when there is none. */
export async function readBody(request: IncomingMessage): Promise<Record<string, string>> {
  if (request.method === 'GET' || request.method === 'HEAD' || !request.url?.startsWith('/api/')) return {}
  let text = ''
  for await (const piece of request) text += piece
  try {
    return JSON.parse(text) as Record<string, string>
  } catch {
    return {}
  }
}
