/// <reference lib="webworker" />
// Keeps the citizen's shell for use without a network. Data is never invented: an answer comes from the server or not at
// all, except the public lists of towns and wards, which are kept so that the page still knows where it is.
const worker = self as unknown as ServiceWorkerGlobalScope
const shell = JSON.parse('__SHELL__') as { version: string; list: string[] }
const SHELL = `khasra-shell-${shell.version}`
const PUBLIC = 'khasra-public'
const PUBLIC_LISTS = /^\/api\/(towns|verify\/keys|[a-z0-9-]+\/(wards|localities))$/

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.addAll(shell.list))
      .then(() => worker.skipWaiting()),
  )
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name !== SHELL && name !== PUBLIC))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  )
})

worker.addEventListener('fetch', (event) => {
  const request = event.request
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (PUBLIC_LISTS.test(url.pathname)) return event.respondWith(networkThenKept(request))
  if (/^\/(api|tiles|ogc|office)\b/.test(url.pathname)) return
  if (request.mode === 'navigate') return event.respondWith(fetch(request).catch(() => kept('/')))
  if (shell.list.includes(url.pathname)) event.respondWith(caches.match(request).then((hit) => hit ?? fetch(request)))
})

const kept = async (path: string) => (await caches.match(path)) ?? Response.error()

async function networkThenKept(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request)
    if (answer.ok) await caches.open(PUBLIC).then((cache) => cache.put(request, answer.clone()))
    return answer
  } catch {
    return (await caches.match(request)) ?? Response.error()
  }
}
