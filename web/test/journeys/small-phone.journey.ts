import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { CITY, hasChromium, keepPicture, newVisitor, openJourney, PHONE, someProperty } from './browser.ts'

const journey = openJourney({ webGl: false })

const isWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
const isDrawn = (page: Page, selector: string) =>
  page.waitForFunction((one) => {
    const image = document.querySelector<HTMLImageElement>(one)
    return !!image?.complete && image.naturalWidth > 0
  }, selector)

test('a phone without WebGL finds a house by its number and reads its page', { skip: !hasChromium }, async () => {
  const known = await someProperty(journey.address)
  const { page, errors } = await newVisitor(journey, { viewport: PHONE, isMobile: true, hasTouch: true })
  await page.goto(`/${CITY}?lang=hi`)
  assert.equal(
    await page.evaluate(() => document.createElement('canvas').getContext('webgl2')),
    null,
    'this browser draws no 3D',
  )
  await isDrawn(page, 'img[src*="picture.png"]')
  assert.equal(await isWide(page), false, 'home does not scroll sideways')
  await keepPicture(page, 'phone-home')

  await page.locator('input[role=combobox]').fill(known.propertyNumber!)
  await page.locator('[role=option]').first().click()
  await page.waitForURL(/\/property\/\d+/)
  await page.waitForSelector('#history')
  assert.match(await page.locator('main').innerText(), new RegExp(known.propertyNumber!))
  await isDrawn(page, 'img[src*="picture.png"]')
  assert.equal(await isWide(page), false, 'the property page does not scroll sideways')
  assert.equal(await page.getByRole('button', { name: '3D' }).count(), 0, 'no 3D is offered where none can be drawn')
  await keepPicture(page, 'phone-property')
  assert.deepEqual(errors, [])
})

test('the map is a picture with buttons and a list, and a tap on the picture selects', {
  skip: !hasChromium,
}, async () => {
  const known = await someProperty(journey.address)
  const [lon, lat] = known.place.point!
  const { page, errors } = await newVisitor(journey, { viewport: PHONE, isMobile: true, hasTouch: true })
  await page.goto(`/${CITY}/map?lang=mr&map=18/${lat}/${lon}`)
  await isDrawn(page, 'img[src*="picture.png"]')
  await page.waitForSelector('section[aria-labelledby=box-list] li')
  assert.equal(await isWide(page), false)
  assert.equal(await page.locator('canvas').count(), 0)

  await page.locator('button:has(img[src*="picture.png"])').click()
  await page.waitForURL(/at=parcel/)
  await page.waitForSelector('section[aria-live=polite] h2')
  await keepPicture(page, 'phone-map')
  assert.deepEqual(errors, [])
})

test('a town that is not drawn is searched all the same', { skip: !hasChromium }, async () => {
  const towns = (await (await fetch(`${journey.address}/api/towns`)).json()) as {
    towns: { code: string; hasMap: boolean }[]
  }
  const undrawn = towns.towns.find((town) => !town.hasMap)
  assert.ok(undrawn, 'there is a town without polygons')
  const { page } = await newVisitor(journey, { viewport: PHONE, isMobile: true, hasTouch: true })
  await page.goto(`/${undrawn.code}?lang=en`)
  await page.locator('input[role=combobox]').fill(await someStreet(`${journey.address}/api/${undrawn.code}`))
  await page.locator('[role=option]').first().click()
  await page.waitForURL(/\/property\/\d+/)
  await page.waitForSelector('#history')
  await page.goto(`/${undrawn.code}/map?lang=en`)
  await page.waitForSelector('text=no drawn plots')
  assert.equal(await page.locator('canvas').count(), 0)
})

/** Words of an address: a locality of the town, which needs no polygon. */
async function someStreet(api: string): Promise<string> {
  const { items } = (await (await fetch(`${api}/localities`)).json()) as { items: { names: Record<string, string> }[] }
  return items[0]?.names.en ?? 'Gandhi'
}
