import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { CITY, hasChromium, keepPicture, newVisitor, openJourney, PHONE, signInStaff, visit } from './browser.ts'

// These write, so they need the real server with its sample town.
const skip = !hasChromium || !process.env.KHASRA_URL
const journey = openJourney()

/** A citizen with a number that no one has. */
async function signInCitizen(page: Page): Promise<void> {
  await page.goto(`/${CITY}/sign-in?lang=en`)
  const mobile = `9${String(Date.now()).slice(-9)}`
  await page.fill('input[name=to]', mobile)
  await page.click('form button[type=submit]')
  await page.waitForSelector('input[name=code]')
  const inbox = (await (await page.request.get(`/api/${CITY}/inbox`)).json()) as {
    messages: { to: string; text: string }[]
  }
  const message = inbox.messages.find(({ to, text }) => to.endsWith(mobile) && /\b\d{6}\b/.test(text))
  await page.fill('input[name=code]', /\b\d{6}\b/.exec(message!.text)![0])
  await page.click('form button[type=submit]')
  await page.waitForURL(/\/me/)
}

/** Some property of the town, another one each time: it has one change of name at a time. */
async function anyProperty(page: Page): Promise<{ propertyId: number }> {
  const read = async (path: string) => (await page.request.get(`/api/${CITY}${path}`)).json()
  const { town } = (await read('/session')) as { town: { bounds: number[] } }
  const answer = (await read(`/parcels?bbox=${town.bounds.join(',')}&limit=50`)) as {
    results: { propertyId: number | null }[]
  }
  const found = answer.results.flatMap(({ propertyId }) => (propertyId ? [propertyId] : []))
  // An order on the house would stop the change.
  const start = Date.now() % found.length
  for (const propertyId of [...found.slice(start), ...found.slice(0, start)]) {
    const { restrictions } = (await read(`/properties/${propertyId}`)) as { restrictions: unknown[] }
    if (restrictions.length === 0) return { propertyId }
  }
  throw new Error('every house in the box is under an order')
}

test('a change of name is applied for on a phone, noticed by the office, and objected to by a neighbour', {
  skip,
}, async () => {
  const { page, errors } = await newVisitor(journey, { viewport: PHONE })
  await signInCitizen(page)
  const known = await anyProperty(page)
  await visit(page, `/${CITY}/property/${known.propertyId}/change-of-name?lang=en`)
  await page.getByText('gives no title').waitFor()
  await page.fill('input[name=deed]', 'Deed 7/2026 of a test, Sub-Registrar')
  await page.fill('input[name=deedOn]', '2026-01-05')
  await page.fill('input[name=name-0]', 'Sita Devi')
  await page.fill('input[name=share-0]', 'half')
  await page.getByText('A fraction, such as 1/3').waitFor()
  await page.fill('input[name=share-0]', '1')
  await keepPicture(page, 'mutation-apply')
  await page.getByRole('button', { name: 'Send the application' }).click()
  const heading = page.locator('h1:has-text("Taken under number MUT/")')
  await heading.waitFor()
  const number = /MUT\/[\d-]+\/\d+/.exec(await heading.innerText())![0]

  const officer = await newVisitor(journey)
  assert.ok(await signInStaff(officer.page, 'tax-assessor'))
  await visit(officer.page, `/office/${CITY}/mutations?lang=en`)
  await officer.page.getByRole('link', { name: number }).click()
  await officer.page.locator('h1', { hasText: number }).waitFor()
  await officer.page.fill('input[name=party-0]', '1')
  await officer.page.locator('input[name=deed]').check()
  await officer.page.locator('input[name=identity]').check()
  await keepPicture(officer.page, 'mutation-office')
  await officer.page.getByRole('button', { name: /give public notice/ }).click()
  await officer.page.locator('h1', { hasText: 'Public notice' }).waitFor()

  const neighbour = await newVisitor(journey, { viewport: PHONE })
  await signInCitizen(neighbour.page)
  await visit(neighbour.page, `/${CITY}/changes-of-name?lang=hi`)
  const notice = neighbour.page.locator('section', { hasText: number })
  await notice.getByRole('button', { name: 'आपत्ति करें' }).click()
  await notice.locator('select[name=kind]').selectOption('title')
  await notice.locator('input[name=words]').fill('यह मकान मेरा है')
  await keepPicture(neighbour.page, 'mutation-object-hi')
  await notice.getByRole('button', { name: 'आपत्ति भेजें' }).click()
  await notice.getByRole('status').waitFor()
  await officer.page.reload()
  await officer.page.getByText('यह मकान मेरा है').waitFor()
  assert.deepEqual([...errors, ...officer.errors, ...neighbour.errors], [])
})
