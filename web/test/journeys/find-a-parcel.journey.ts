import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { CITY, hasChromium, keepPicture, newVisitor, openJourney } from './browser.ts'

const HINDI_NAME = 'लक्ष्मी'
const journey = openJourney()

/** Owner search of an anonymous visitor needs a ward: tries them until one has an answer, as a person would. */
async function chooseWardWithAnswers(page: Page): Promise<void> {
  const options = page.locator('[role=option]')
  const select = page.locator('search select')
  await page.waitForSelector('[role=option], search select')
  if ((await options.count()) > 0) return
  await page.waitForSelector('search select option:nth-child(2)', { state: 'attached' })
  const codes = await select
    .locator('option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value).filter(Boolean))
  for (const code of codes) {
    const answered = page.waitForResponse(
      (response) => response.url().includes('/parcels?') && response.url().includes('ward='),
    )
    await select.selectOption(code)
    await answered
    if (
      await options
        .first()
        .waitFor({ timeout: 1500 })
        .then(
          () => true,
          () => false,
        )
    )
      return
  }
}

test('a citizen searches a Hindi name, opens the parcel, switches language and theme', {
  skip: !hasChromium,
}, async () => {
  const { page, errors } = await newVisitor(journey)
  await page.goto(`/${CITY}?lang=hi`)
  await page.locator('input[role=combobox]').fill(HINDI_NAME)
  await chooseWardWithAnswers(page)
  assert.ok(
    (await page.locator('[role=option]').count()) > 0,
    `the name is found; the page says: ${await page.locator('search').innerText()}`,
  )

  await page.locator('input[role=combobox]').press('ArrowDown')
  await page.locator('input[role=combobox]').press('Enter')
  await page.waitForURL(/\/(property|parcel)\/\d+/)
  await page.waitForSelector('#history')
  const number = await page.locator('header strong.figures, header .figures strong').first().innerText()
  assert.match(number, /\d/)
  assert.equal(await page.getAttribute('html', 'lang'), 'hi')
  assert.match(await page.locator('#land h2').innerText(), /भूमि/)

  await page.getByRole('button', { name: 'मराठी' }).click()
  await page.waitForFunction(() => document.documentElement.lang === 'mr')
  assert.match(await page.locator('#land h2').innerText(), /जमीन/)
  assert.match(page.url(), /lang=mr/)

  await page.getByRole('button', { name: 'English' }).click()
  await page.waitForFunction(() => document.documentElement.lang === 'en')
  assert.match(await page.locator('#land h2').innerText(), /Land/)

  await page.locator('header select').selectOption('dark')
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark')
  await keepPicture(page, 'parcel-page-dark')
  await page.locator('header select').selectOption('light')
  await keepPicture(page, 'parcel-page')
  assert.equal(await page.locator('header strong.figures, header .figures strong').first().innerText(), number)
  assert.deepEqual(errors, [])
})

test('the live map shows the town, and a list that equals it', { skip: !hasChromium }, async () => {
  const { page, errors } = await newVisitor(journey)
  await page.goto(`/${CITY}/map?lang=hi&theme=light`)
  await page.waitForSelector('canvas')
  await page.getByRole('button', { name: 'सूची' }).click()
  await page.waitForSelector('section[aria-labelledby=box-list] li')
  const listed = await page
    .locator('section[aria-labelledby=box-list] li a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  assert.ok(listed.length > 0)
  assert.equal(new Set(listed).size, listed.length, 'nothing is listed twice')
  await keepPicture(page, 'map-hindi')
  assert.deepEqual(errors, [])
})

test('back goes back: the camera and the selection live in the address', { skip: !hasChromium }, async () => {
  const { page } = await newVisitor(journey)
  await page.goto(`/${CITY}/map?lang=en&webgl=off`)
  await page.locator('section[aria-labelledby=box-list] li button').first().click()
  await page.waitForURL(/at=(parcel|property)/)
  const chosen = page.url()
  await page.locator('section[aria-labelledby=box-list] li a').first().click()
  await page.waitForURL(/\/(property|parcel)\//)
  await page.goBack()
  await page.waitForURL(/at=(parcel|property)/)
  assert.equal(new URL(page.url()).searchParams.get('at'), new URL(chosen).searchParams.get('at'))
})

test('an address that leads nowhere stays itself when language and theme are changed', {
  skip: !hasChromium,
}, async () => {
  const { page, errors } = await newVisitor(journey)
  await page.goto(`/${CITY}/nowhere?lang=en&theme=light`)
  await page.waitForSelector('main h1')
  const told = await page.locator('main h1').innerText()
  await page.locator('header select').selectOption('dark')
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
  await page.getByRole('button', { name: 'हिन्दी' }).click()
  await page.waitForFunction(() => document.documentElement.lang === 'hi')
  assert.match(new URL(page.url()).pathname, /\/nowhere$/)
  assert.notEqual(await page.locator('main h1').innerText(), told, 'it is told in the new language')
  assert.equal(await page.locator('#services').count(), 0, 'it is not the home page')
  assert.deepEqual(errors, [])
})
