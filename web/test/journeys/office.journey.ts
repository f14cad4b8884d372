import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import {
  CITY,
  hasChromium,
  keepPicture,
  newVisitor,
  openJourney,
  signInStaff,
  someProperty,
  staff,
  visit,
} from './browser.ts'

// These write, so they need the real server with its sample town.
const skip = !hasChromium || !process.env.KHASRA_URL
const journey = openJourney()

async function officer(role?: string): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await newVisitor(journey, { acceptDownloads: true })
  assert.ok(await signInStaff(page, role))
  return { page, errors }
}
const office = (path: string) => `/office/${CITY}${path}${path.includes('?') ? '&' : '?'}lang=en`
const firstPair = 'tbody tr th a[href*="/people/pair/"]'

test('two entries are compared, joined with what moves, and taken apart again', { skip }, async () => {
  const { page, errors } = await officer()
  await visit(page, office('/people/duplicates'))
  await page.locator(firstPair).first().click()
  await page.waitForSelector('#moves')
  assert.match(await page.locator('section[aria-labelledby=moves]').innerText(), /role on a property/)
  await keepPicture(page, 'office-pair')
  await page.fill('input[name=reason]', 'Seen with both papers')
  await page.getByRole('button', { name: 'Join the two entries' }).click()
  await page.waitForURL(/people\/merges/)
  const row = page.locator('tbody tr').first()
  assert.match(await row.innerText(), /Seen with both papers[\s\S]*role on a property/)
  await row.getByRole('button', { name: 'Undo' }).click()
  await page.waitForSelector('tbody tr:first-child [data-chip]:has-text("taken back")')
  assert.deepEqual(errors, [])
})

test('a pair is kept apart, and that is taken back', { skip }, async () => {
  const { page } = await officer()
  await visit(page, office('/people/duplicates'))
  const before = await page.locator(firstPair).count()
  const pair = await page.locator(firstPair).first().getAttribute('href')
  await page.locator(firstPair).first().click()
  await page.getByRole('button', { name: 'They are two people' }).click()
  await page.waitForSelector('[role=status]:has-text("Kept apart")')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'They are two people' }).waitFor()
  await visit(page, office('/people/duplicates'))
  assert.equal(await page.locator(firstPair).count(), before)
  assert.equal(
    new URL(
      await page
        .locator(firstPair)
        .first()
        .evaluate((one) => (one as HTMLAnchorElement).href),
    ).pathname,
    new URL(pair!, journey.address).pathname,
  )
})

test('a vacant post is filled by an order, and says beforehand what that moves', { skip }, async () => {
  const { page } = await officer()
  await visit(page, office('/posts'))
  await page.locator('tbody tr:has([data-chip]:has-text("Vacant")):has-text("Sanitation") th a').click()
  await page.waitForSelector('select[name=to] option:nth-child(3)', { state: 'attached' })
  assert.match(await page.locator('aside').innerText(), /powers of “Sanitation supervisor”/)
  await page.selectOption('select[name=to]', { index: 2 })
  await page.getByRole('radio', { name: /additional charge/ }).check()
  await page.fill('input[name=instrument]', 'Order 41 of a test')
  await page.getByRole('button', { name: 'Hand over' }).click()
  await page.waitForSelector('[role=status]:has-text("Done")')
  await page.waitForSelector('tbody:has-text("Order 41 of a test")')
})

test('where the town differs from the state stands with its reason, and a value is set by an order', {
  skip,
}, async () => {
  const { page } = await officer()
  await visit(page, office('/masters'))
  await page.getByRole('link', { name: 'Days a service may take' }).click()
  const differing = page.locator('tbody tr:has-text("Change of name")')
  await differing.waitFor()
  assert.match(await differing.innerText(), /15[\s\S]*This town[\s\S]*digital[\s\S]*30/)
  const row = page.locator('tbody tr:has-text("Water connection")')
  await row.getByRole('button', { name: 'Change' }).click()
  await page.fill('dialog input[name=value]', 'soon')
  await page.fill('dialog input[name=instrument]', 'Resolution 7 of a test')
  await page.locator('dialog button[type=submit]').click()
  await page.waitForSelector('dialog [role=alert]')
  await page.fill('dialog input[name=value]', '9')
  await page.locator('dialog button[type=submit]').click()
  await page.waitForSelector('tbody tr:has-text("Resolution 7 of a test")')
  assert.equal(await page.locator('dialog[open]').count(), 0)
})

test('an order stops an action and is lifted, by who may; others read it', { skip }, async () => {
  const known = await someProperty(journey.address)
  const { page, errors } = await officer('town-planner')
  await visit(page, office(`/property/${known.propertyId}`))
  await page.getByRole('button', { name: 'Enter an order' }).click()
  await page.fill('dialog input[name=authority]', 'District Court')
  await page.fill('dialog input[name=orderNumber]', 'MJC 9/2026')
  await page.locator('dialog button[type=submit]').click()
  await page.waitForSelector('dialog [role=alert]')
  await page.locator('dialog input[value=transfer]').check()
  await page.locator('dialog button[type=submit]').click()
  const order = page.locator('#orders li:has-text("MJC 9/2026")')
  await order.waitFor()
  await keepPicture(page, 'office-order')
  const reader = await officer('tax-assessor')
  await visit(reader.page, office(`/property/${known.propertyId}`))
  await reader.page.locator('#orders li:has-text("MJC 9/2026")').waitFor()
  assert.equal(await reader.page.getByRole('button', { name: 'Lift the order' }).count(), 0)
  await order.getByRole('button', { name: 'Lift the order' }).click()
  await page.fill('dialog input[name=instrument]', 'Judgment of a test')
  await page.locator('dialog button[type=submit]').click()
  await order.waitFor({ state: 'detached' })
  assert.deepEqual(errors, [])
})

test('an authenticator is set up by its picture or key, asked for at sign-in, and taken away by a recovery code', {
  skip,
}, async () => {
  const { page, errors } = await officer('grievance-officer')
  const { username, password } = staff('grievance-officer')!
  await visit(page, office('/me'))
  await page.getByRole('button', { name: 'Set up an authenticator' }).click()
  await page.fill('input[name=password]', password)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForSelector('svg[role=img] path')
  const key = (await page.locator('main code').innerText()).replaceAll(' ', '')
  const digits = () => new TOTP({ secret: Secret.fromBase32(key) }).generate()
  await page.fill('input[name=totp]', digits())
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.waitForSelector('main ol code')
  const codes = await page.locator('main ol code').allInnerTexts()
  assert.equal(codes.length, 10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.waitForSelector('text=10 recovery codes left')
  assert.equal(await page.locator('main ol code').count(), 0, 'they are shown once')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForSelector('input[name=username]')
  await page.fill('input[name=username]', username)
  await page.fill('input[name=password]', password)
  await page.click('form button[type=submit]')
  await page.waitForSelector('input[name=totp]')
  await page.getByRole('button', { name: 'Telephone lost' }).click()
  await page.fill('input[name=recoveryCode]', codes[0]!)
  await page.click('form button[type=submit]')
  await page.waitForSelector('nav a[href*="/office/"]')

  await visit(page, office('/me'))
  await page.getByRole('button', { name: 'Remove the authenticator' }).click()
  await page.getByRole('button', { name: 'Telephone lost' }).click()
  await page.fill('input[name=recoveryCode]', codes[1]!)
  await page.getByRole('button', { name: 'Remove the authenticator' }).click()
  await page.getByRole('button', { name: 'Set up an authenticator' }).waitFor()
  assert.deepEqual(errors, [])
})

test('the table under the map and its file hold what the map shows, in the order asked for', { skip }, async () => {
  const known = await someProperty(journey.address)
  const [lon, lat] = known.place.point!
  const { page } = await officer()
  await visit(page, office(`?list=table&webgl=off&map=17/${lat}/${lon}&sort=-area`))
  await page.waitForSelector('tbody tr')
  const areas = (await page.locator('tbody td:nth-child(6)').allInnerTexts())
    .filter(Boolean)
    .map((text) => Number(text.replaceAll(',', '')))
  assert.deepEqual(
    areas,
    [...areas].sort((a, b) => b - a),
  )
  // More lines may still be on their way.
  await page.waitForLoadState('networkidle')
  const numbers = (await page.locator('tbody td:nth-child(2)').allInnerTexts()).filter(Boolean)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a table' }).click(),
  ])
  assert.match(file.suggestedFilename(), /^nayapur-properties-\d{4}-\d{2}-\d{2}\.csv$/)
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  assert.ok(text.startsWith('\uFEFFAddress,'))
  for (const number of numbers) assert.ok(text.includes(number), number)
})
