/** A clerk brings real files in through the browser. The files stand outside the repository; without them these are skipped. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Tenant } from '../../../backend/src/kernel/index.ts'
import { contextFor } from '../../../backend/src/kernel/index.ts'
import { type RunningServer, startServer } from '../../../backend/src/main.ts'
import { addStaff } from '../../../backend/src/modules/identity/index.ts'
import { anotherDatabase, type TestDatabase } from '../../../backend/test/database.ts'
import { hasChromium, type Journey, keepPicture, newVisitor, PHONE, startJourney } from './browser.ts'

const cases = fileURLToPath(new URL('../../../../shared/cases', import.meta.url))
const casesElsewhere =
  process.env.KHASRA_CASES ?? join(fileURLToPath(new URL('../../..', import.meta.url)), '../shared/cases')
const folder = [cases, casesElsewhere].find((path) => existsSync(path))
const wards = folder && join(folder, 'wards/Pune/pune-electoral-wards_2022.geojson')
const parcels = folder && join(folder, 'parcels/nz-primary-parcels.zip')
const hasWeb = existsSync(fileURLToPath(new URL('../../dist/office.html', import.meta.url)))
const skip =
  !hasChromium || !hasWeb
    ? 'no browser or no built client here'
    : !wards || !existsSync(wards) || !parcels || !existsSync(parcels)
      ? 'the real files (../shared/cases) are not on this machine'
      : false

const password = 'seven words are better than one'
let base: TestDatabase
let server: RunningServer
let journey: Journey

before(async () => {
  if (skip) return
  base = await anotherDatabase()
  const config = {
    ...base.platform.config,
    port: 0,
    host: '127.0.0.1',
    callsPerMinute: 1_000_000,
    logLevel: 'silent' as const,
  }
  server = await startServer({ config, database: base.database })
  process.env.KHASRA_URL ??= server.address
  journey = { ...(await startJourney()), address: server.address }
})
after(async () => {
  await journey?.close()
  await server?.close()
  await base?.close()
})

async function aTown(code: string, srid: number): Promise<Tenant> {
  const { town } = await base.newTenant({ code, srid, names: { en: code, hi: code, mr: code } })
  const platform = server.house.platform
  const context = contextFor(platform, town, { roleClass: 'system' })
  await addStaff(context, {
    username: `boss-of-${code}`,
    password,
    names: { en: 'Boss' },
    roles: ['commissioner'],
    instrument: 'Test',
  })
  return town
}

async function clerkOf(code: string, options: object = {}): Promise<{ page: Page; errors: string[] }> {
  const visitor = await newVisitor(journey, options)
  const { page } = visitor
  await page.goto(`/office/${code}`)
  await page.fill('input[name=username]', `boss-of-${code}`)
  await page.fill('input[name=password]', password)
  await page.click('form button[type=submit]')
  await page.waitForSelector('nav a[href*="/imports"]')
  await page.click('nav a[href*="/imports"]')
  return visitor
}

/** Drops a file and waits until it has been read. */
async function drop(page: Page, file: string, target?: string): Promise<void> {
  if (target) await page.getByRole('radio', { name: target }).check()
  await page.setInputFiles('input[type=file]', file)
  await page.waitForSelector('#columns', { timeout: 120_000 })
}

const reaches = (page: Page, state: string) =>
  page.locator('main header').getByText(state, { exact: true }).waitFor({ timeout: 60_000 })

async function publish(page: Page, order: string): Promise<void> {
  await page.getByRole('button', { name: 'Write the draft' }).click()
  await page.fill('input[name=instrument]', order, { timeout: 60_000 })
  await page.getByRole('button', { name: 'Publish' }).click()
  await reaches(page, 'Published')
}

test('a real ward file lands on its town, becomes its wards, and is undone as a whole', { skip }, async () => {
  const town = await aTown('punyapur', 32643)
  const { page, errors } = await clerkOf(town.code)
  await drop(page, wards!, 'Wards or zones')
  assert.match(await page.locator('main').innerText(), /EPSG:4326/)
  await keepPicture(page, 'import-wards')
  await publish(page, 'Delimitation order of a test')
  const read = async () =>
    ((await (await fetch(`${journey.address}/api/${town.code}/wards`)).json()) as { items: unknown[] }).items.length
  assert.ok((await read()) >= 50, `${await read()} wards`)
  await page.locator('summary', { hasText: 'Undo this import' }).click()
  await page.fill('input[name=reason]', 'Only a trial')
  await page.locator('details button[type=submit]').click()
  await reaches(page, 'Undone')
  assert.equal(await read(), 0)
  assert.deepEqual(errors, [])
})

test('a real parcel file shows its faults before a row is written, and is published; one of them is mended by what is suggested', {
  skip,
}, async () => {
  const town = await aTown('waikatopur', 32760)
  const { page, errors } = await clerkOf(town.code)
  await drop(page, parcels!)
  const words = await page.locator('main').innerText()
  assert.match(words, /2,993 of 2,993/)
  await page.getByRole('button', { name: /^Overlaps/ }).click()
  const rows = page.locator('#findings ~ div tbody tr')
  await page.waitForFunction(() => document.querySelectorAll('#findings ~ div tbody tr').length > 0)
  assert.equal(await rows.count(), 6)
  await rows.first().getByRole('button', { name: 'Show' }).click()
  await page.waitForTimeout(1500)
  await keepPicture(page, 'import-findings')
  await publish(page, 'Survey order of a test')
  assert.deepEqual(errors, [])
  await page.click('nav a[href*="/quality"]')
  await page.getByRole('button', { name: 'Look the register over' }).click()
  await page.getByRole('button', { name: /^Overlaps/ }).click({ timeout: 60_000 })
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 6)
  await page.locator('tbody tr').last().getByRole('button').click()
  await page.getByText('Clip the smaller plot').last().waitFor()
  await page.waitForTimeout(1500)
  await keepPicture(page, 'quality-mend')
  await page.fill('section[aria-labelledby=mend] input[name=instrument]', 'Field visit of a test')
  await page.getByRole('button', { name: 'Accept the mending' }).click()
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 5)
  await page.getByRole('link', { name: 'Registers and report' }).click()
  await page.fill('input[name=report]', 'Order of a test')
  await page.getByRole('button', { name: 'Publish the report' }).click()
  await page.getByText(/^Published on/).waitFor()
  await keepPicture(page, 'quality-registers')
  assert.deepEqual(errors, [])
  const phone = await clerkOf(town.code, { viewport: PHONE, locale: 'hi-IN' })
  await phone.page.waitForSelector('tbody tr th a')
  await phone.page.goto(`/office/${town.code}/imports?lang=hi`)
  await phone.page.waitForSelector('tbody tr th a')
  await keepPicture(phone.page, 'imports-phone-hindi')
  await phone.page.locator('tbody tr th a').first().click()
  await phone.page.waitForSelector('#landing')
  await phone.page.waitForTimeout(1500)
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth)
  assert.ok(wide <= PHONE.width, `the page is ${wide} px wide`)
  await keepPicture(phone.page, 'import-phone-hindi')
})
