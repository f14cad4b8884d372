import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CITY, hasChromium, keepPicture, newVisitor, openJourney, signInStaff, someProperty } from './browser.ts'

const journey = openJourney()

/** A number that no one has: trial numbers begin with 9, and each run takes another. */
const someMobile = () => `9${String(Date.now()).slice(-9)}`

test('a citizen signs in with the code from the local inbox, and out again', { skip: !hasChromium }, async () => {
  const { page, errors } = await newVisitor(journey)
  const mobile = someMobile()
  await page.goto(`/${CITY}/sign-in?lang=en`)
  await page.fill('input[name=to]', '12345')
  await page.click('form button[type=submit]')
  assert.match(
    await page.locator('[role=alert]').innerText(),
    /ten-digit mobile/,
    'a bad number is told before anything is sent',
  )

  await page.fill('input[name=to]', mobile)
  await page.click('form button[type=submit]')
  await page.waitForSelector('input[name=code]')
  await page.fill('input[name=code]', '000000')
  await page.click('form button[type=submit]')
  await page.waitForSelector('[role=alert]')

  const inbox = await page.context().newPage()
  await inbox.goto(`/${CITY}/inbox?lang=en`)
  const code = /\b(\d{6})\b/.exec(await inbox.locator('main li').first().innerText())?.[1]
  assert.ok(code, 'the newest message holds a code')
  await inbox.close()

  await page.fill('input[name=code]', code)
  await page.click('form button[type=submit]')
  await page.waitForURL(/\/me/)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForSelector('text=You are not signed in')
  assert.deepEqual(errors, [])
})

test('a wrong password is told in the reader’s language and nothing else', { skip: !hasChromium }, async () => {
  const { page } = await newVisitor(journey)
  await page.goto(`/office/${CITY}?lang=hi`)
  await page.fill('input[name=username]', 'nobody')
  await page.fill('input[name=password]', 'not the password')
  await page.click('form button[type=submit]')
  assert.match(await page.locator('[role=alert]').first().innerText(), /सही नहीं है/)
})

test('an officer finds a place with Ctrl-K and reads it beside the map', { skip: !hasChromium }, async (t) => {
  const { page, errors } = await newVisitor(journey)
  if (!(await signInStaff(page))) return t.skip('no staff sign-in is known')
  const known = await someProperty(journey.address)
  await page.goto(`/office/${CITY}?lang=en`)
  await page.waitForSelector('nav a[href*="journal"]')
  await page.keyboard.press('Control+k')
  await page.waitForSelector('dialog[open]')
  await page.keyboard.type(known.propertyNumber!)
  await page.waitForSelector(`dialog [role=option]:has-text("${known.propertyNumber}")`)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/office\/.*\/property\/\d+/)
  await page.waitForSelector('#history')
  await keepPicture(page, 'office-place')
  assert.equal(await page.locator('dialog[open]').count(), 0)

  const map = await page.locator('[class*=middle]').first().boundingBox()
  assert.ok(map && map.y + map.height <= 801, 'the map fills the screen and no more')

  await page.locator('[role=separator]').last().focus()
  const before = Number(await page.locator('[role=separator]').last().getAttribute('aria-valuenow'))
  await page.keyboard.press('ArrowLeft')
  assert.ok(
    Number(await page.locator('[role=separator]').last().getAttribute('aria-valuenow')) > before,
    'the drawer grows',
  )
  assert.deepEqual(errors, [])
})
