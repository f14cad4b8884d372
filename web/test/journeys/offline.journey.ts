import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CITY, hasChromium, newVisitor, openJourney } from './browser.ts'

const journey = openJourney({ webGl: false })

test('the page opens without a network, says so, and shows no invented data', { skip: !hasChromium }, async () => {
  const { page } = await newVisitor(journey)
  await page.goto(`/${CITY}?lang=hi`)
  await page.waitForSelector('main h1')
  await page.evaluate(() => navigator.serviceWorker.ready)
  // The first visit was not yet the worker's own; the second fills what it keeps of the public lists.
  await page.reload()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.reload()
  await page.waitForSelector('main h1')

  await page.context().setOffline(true)
  await page.reload()
  await page.waitForSelector('main h1')
  assert.match(await page.locator('[role=status]').first().innerText(), /नेटवर्क नहीं है/)
  await page.getByRole('button', { name: 'मराठी' }).click()
  await page.waitForFunction(() => document.documentElement.lang === 'mr')
  assert.match(await page.locator('[role=status]').first().innerText(), /नेटवर्क नाही/, 'every language is kept')

  await page.locator('input[role=combobox]').fill('1234567890')
  await page.waitForSelector('[role=alert]')
  assert.equal(await page.locator('[role=option]').count(), 0)

  await page.context().setOffline(false)
  await page.waitForFunction(() => !document.body.innerText.includes('नेटवर्क नाही.'))
})

test('the home screen gets a name, an icon and a start', { skip: !hasChromium }, async () => {
  const { page } = await newVisitor(journey)
  await page.goto('/')
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!
    return (await fetch(link.href)).json()
  })
  assert.equal(manifest.display, 'standalone')
  for (const icon of manifest.icons as { src: string }[]) {
    assert.equal((await page.request.get(icon.src)).status(), 200, icon.src)
  }
})
