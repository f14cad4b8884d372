import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { SearchResult } from '../../src/state/contract.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const SOFTWARE_GL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']
const SHOTS = process.env.KHASRA_SCREENSHOTS ?? join(tmpdir(), 'khasra-journeys')

/** The town that the journeys walk through. */
export const CITY = process.env.KHASRA_CITY ?? 'nayapur'
export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1280, height: 800 }

/** `false` when this machine has no browser; journeys are then skipped, and say so. */
export const hasChromium = existsSync(CHROMIUM)

/**
 * A member of staff, unless told the one with the widest sight: from the demo sign-ins (`KHASRA_SIGN_INS`, as the launcher
 * writes them) or `KHASRA_STAFF=name:password`; without either the officer's journeys stop at the door.
 */
export function staff(role = 'commissioner'): { username: string; password: string } | null {
  if (process.env.KHASRA_SIGN_INS) {
    const { password, users } = JSON.parse(process.env.KHASRA_SIGN_INS) as {
      password: string
      users: { username: string; role: string; town: string }[]
    }
    const found = users.find((user) => user.role === role && user.town === CITY)
    if (found) return { username: found.username, password }
  }
  const [username = '', ...password] = (process.env.KHASRA_STAFF ?? '').split(':')
  return username ? { username, password: password.join(':') } : null
}

export type Journey = { address: string; browser: Browser; close: () => Promise<void> }

/** Starts the browser, and the stub server when `KHASRA_URL` names no real one. `webGl: false` takes 3D away for good. */
export async function startJourney({ webGl = true } = {}): Promise<Journey> {
  const stub = process.env.KHASRA_URL ? null : await (await import('../stub-server.ts')).startStubServer()
  if (stub) process.env.KHASRA_STAFF ??= 'asha:open-sesame'
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...QUIET, ...(webGl ? SOFTWARE_GL : ['--disable-3d-apis', '--disable-gpu'])],
  })
  return {
    address: process.env.KHASRA_URL ?? stub!.address,
    browser,
    close: async () => {
      await browser.close()
      stub?.server.closeAllConnections()
      stub?.server.close()
    },
  }
}

/** The journey of a whole file: begun before its first test and ended after its last. */
export function openJourney(options: { webGl?: boolean } = {}): Journey {
  const journey = {} as Journey
  before(async () => {
    if (hasChromium) Object.assign(journey, await startJourney(options))
  })
  after(() => journey.close?.())
  return journey
}

/** A fresh visitor on a screen of this size, and every error of the page as it happens. */
export async function newVisitor(
  journey: Journey,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await journey.browser.newContext({
    viewport: DESK,
    baseURL: journey.address,
    locale: 'en-IN',
    ...options,
  })
  // The test runner's compiler wraps named functions in a helper that a page does not have.
  await context.addInitScript('globalThis.__name = (named) => named')
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  return { page, errors }
}

/** Some property of the town that has a number, a parcel and a point. */
export async function someProperty(address: string): Promise<SearchResult> {
  const read = async (path: string) => (await fetch(`${address}/api/${CITY}${path}`)).json()
  const session = (await read('/session')) as { town: { bounds: number[] | null } }
  const answer = (await read(`/parcels?bbox=${session.town.bounds?.join(',')}&limit=50`)) as { results: SearchResult[] }
  const found = answer.results.find((result) => result.propertyId && result.parcelId && result.place.point)
  if (!found) throw new Error(`${CITY} has no property with a parcel`)
  return found
}

/** Opens a page and waits until what was on its way has come: no grey bars are left, and a heading is there. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForSelector('main h1, main [role=tab]')
  await page.waitForFunction(() => !document.querySelector('[class*=skeleton]') && document.fonts.status === 'loaded')
}

/** Addresses of the office inside the town, with a pair of entries and a post that are there. */
export async function officePages(page: Page, address: string): Promise<string[]> {
  const known = await someProperty(address)
  const read = (path: string) =>
    page.evaluate(async (at) => (await fetch(at)).json(), `/api/${CITY}${path}`) as Promise<Record<string, never>>
  const { suggestions = [] } = (await read('/people/duplicates')) as {
    suggestions?: { partyA: number; partyB: number }[]
  }
  const { posts = [] } = (await read('/posts')) as { posts?: { postId: number }[] }
  return [
    '',
    `/property/${known.propertyId}`,
    `/parcel/${known.parcelId}/edit/split`,
    `/parcel/${known.parcelId}/edit/building`,
    '/surveys',
    '/mutations',
    '/?list=table',
    '/people',
    '/people/duplicates',
    ...suggestions.slice(0, 1).map((pair) => `/people/pair/${pair.partyA}/${pair.partyB}`),
    ...suggestions.slice(0, 1).map((pair) => `/person/${pair.partyA}`),
    '/people/merges',
    '/imports',
    '/quality',
    '/quality/registers',
    '/posts',
    ...posts.slice(0, 1).map((post) => `/posts/${post.postId}`),
    '/permissions',
    '/masters',
    '/masters/services/days',
    '/jobs',
    '/journal',
    '/me',
  ]
}

/** Signs staff in on the officer's page. */
export async function signInStaff(page: Page, role?: string): Promise<boolean> {
  const who = staff(role)
  if (!who) return false
  await page.goto(`/office/${CITY}`)
  await page.fill('input[name=username]', who.username)
  await page.fill('input[name=password]', who.password)
  await page.click('form button[type=submit]')
  await page.waitForSelector('nav a[href*="/office/"]')
  return true
}

/** Keeps a picture of the page for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<string> {
  mkdirSync(SHOTS, { recursive: true })
  const path = join(SHOTS, `${name}.png`)
  await page.screenshot({ path })
  return path
}
