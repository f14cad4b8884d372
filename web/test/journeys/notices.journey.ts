import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  CITY,
  hasChromium,
  type Journey,
  keepPicture,
  newVisitor,
  PHONE,
  signInStaff,
  startJourney,
} from './browser.ts'

let journey: Journey
// The stub has no notices; these journeys want the server itself.
const skip = !hasChromium ? 'no Chromium here' : process.env.KHASRA_URL ? false : 'no server is given (KHASRA_URL)'

before(async () => {
  if (!skip) journey = await startJourney({ webGl: false })
})
after(() => journey?.close())

/** A citizen with a number that no one has. */
async function signInCitizen(page: Page): Promise<void> {
  await page.goto(`/${CITY}/sign-in?lang=hi`)
  await page.fill('input[name=to]', `9${String(Date.now()).slice(-9)}`)
  await page.click('form button[type=submit]')
  await page.waitForSelector('input[name=code]')
  const inbox = (await (await page.request.get(`/api/${CITY}/inbox`)).json()) as { messages: { text: string }[] }
  await page.fill('input[name=code]', /\d{6}/.exec(inbox.messages[0]!.text)![0])
  await page.click('form button[type=submit]')
  await page.waitForURL(/\/me/)
}

const savedThere = async (page: Page) =>
  ((await (await page.request.get(`/api/${CITY}/notices/preferences`)).json()) as { refusedChannels: string[] })
    .refusedChannels

test('a choice made without a network is kept, shown as not yet sent, outlives the page, and is sent once', {
  skip,
}, async () => {
  const { page, errors } = await newVisitor(journey, { viewport: PHONE })
  await signInCitizen(page)
  await page.goto(`/${CITY}/notices?lang=hi`)
  await page.waitForSelector('input[name=whatsapp]')
  await page.evaluate(() => navigator.serviceWorker.ready)

  // The first time the answer is lost on its way: the server has it, the telephone does not know.
  const keys: (string | undefined)[] = []
  let lost = false
  await page.route('**/notices/preferences', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue()
    keys.push(route.request().headers()['idempotency-key'])
    if (lost) return route.continue()
    lost = true
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.uncheck('input[name=whatsapp]')
  await page.click('form button[type=submit]')
  await page.waitForSelector('aside p[role=status]')
  assert.match(await page.locator('aside p[role=status]').innerText(), /अभी नहीं भेजा गया/)

  await page.context().setOffline(true)
  await page.uncheck('input[name=email]')
  await page.click('form button[type=submit]')
  await page.waitForFunction(() => /2 बदलाव/.test(document.querySelector('aside')?.textContent ?? ''))
  await keepPicture(page, 'not-yet-sent')
  await page.reload()
  await page.waitForSelector('aside p[role=status]')
  assert.match(await page.locator('aside').innerText(), /2 बदलाव/, 'the page was closed and opened without a network')

  await page.context().setOffline(false)
  await page.waitForFunction(() => document.querySelector('aside') === null, undefined, { timeout: 30_000 })
  assert.deepEqual((await savedThere(page)).sort(), ['email', 'whatsapp'])
  // However often it was tried: two ids, the first until it was through, then the second, and never the first again.
  const [first, second] = [keys[0], keys.at(-1)]
  assert.ok(first && second && first !== second && keys.length >= 3)
  assert.deepEqual(keys, [...Array<string>(keys.length - 1).fill(first), second])
  assert.deepEqual(errors, [])
})

test('the same id with another body is refused, and told as such', { skip }, async () => {
  const { page } = await newVisitor(journey)
  await signInCitizen(page)
  const session = (await (await page.request.get(`/api/${CITY}/session`)).json()) as { csrfToken: string }
  const put = (refusedChannels: string[]) =>
    page.request.put(`/api/${CITY}/notices/preferences`, {
      headers: { 'x-csrf-token': session.csrfToken, 'idempotency-key': `journey-${session.csrfToken.slice(0, 12)}` },
      data: { language: null, refusedChannels },
    })
  assert.equal((await put(['sms'])).status(), 200)
  assert.equal((await put(['sms'])).status(), 200)
  assert.equal((await put(['email'])).status(), 409)
  assert.deepEqual(await savedThere(page), ['sms'])
})

test('anyone checks a code without an account, and is told plainly when it is none of ours', { skip }, async () => {
  const { page, errors } = await newVisitor(journey, { viewport: PHONE })
  await page.goto('/verify?lang=mr')
  await page.fill('textarea[name=code]', 'https://elsewhere.example.org/#KH1.nothing')
  await page.click('form button[type=submit]')
  await page.waitForSelector('section[data-tone=bad]')
  assert.match(await page.locator('section[data-tone=bad]').innerText(), /हा आमचा कोड नाही/)
  const forged = `KH1.${CITY}.letter.0123456789ab.e30.${'A'.repeat(86)}`
  await page.goto(`/verify?lang=hi#${forged}`)
  await page.waitForSelector('section[data-tone=bad]')
  assert.match(await page.locator('section[data-tone=bad]').innerText(), /असली नहीं/)
  await keepPicture(page, 'verify-not-genuine')
  assert.deepEqual(errors, [])
})

test('an officer has a bell with the notices of the post', { skip }, async (t) => {
  const { page, errors } = await newVisitor(journey)
  if (!(await signInStaff(page))) return t.skip('no staff sign-in is known')
  await page.goto(`/office/${CITY}/notices?lang=en`)
  await page.waitForSelector('header a[href*="/notices"]')
  await page.waitForSelector('main h1')
  assert.match(await page.locator('main h1').innerText(), /Notices/)
  await page.goto(`/office/${CITY}/deliveries?lang=en`)
  await page.waitForSelector('main h1')
  await keepPicture(page, 'office-deliveries')
  assert.deepEqual(errors, [])
})
