import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { CITY, hasChromium, keepPicture, newVisitor, openJourney, signInStaff, visit } from './browser.ts'

// These write, so they need the real server with its sample town.
const skip = !hasChromium || !process.env.KHASRA_URL
const journey = openJourney()
const office = (path: string, lang = 'en') => `/office/${CITY}${path}?lang=${lang}`

type Drawn = { parcelId: number; number: string; level: string; geometry: object; sharedM: number }
const read = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (at) => (await fetch(at)).json(), `/api/${CITY}${path}`)

/** A plot that neighbours stand around, and those neighbours: a survey that forgot the plot in the middle. */
async function surrounded(page: Page): Promise<{ plot: Drawn; neighbours: Drawn[] }> {
  const { town } = await read<{ town: { bounds: number[] } }>(page, '/session')
  const found = await read<{ results: { parcelId: number | null }[] }>(
    page,
    `/parcels?bbox=${town.bounds.join(',')}&limit=50`,
  )
  for (const { parcelId } of found.results) {
    if (!parcelId) continue
    const drawing = await read<{ plot?: Drawn; neighbours: Drawn[] }>(page, `/parcels/${parcelId}/drawing`)
    if (drawing.plot && drawing.neighbours.filter(({ sharedM }) => sharedM > 1).length >= 3)
      return { plot: drawing.plot, neighbours: drawing.neighbours }
  }
  throw new Error('the town has no plot with neighbours around it')
}

test('a survey is brought in, compared, looked at by a swipe, decided by class and sampled', { skip }, async () => {
  const { page, errors } = await newVisitor(journey)
  assert.ok(await signInStaff(page, 'town-planner'))
  const { plot, neighbours } = await surrounded(page)
  const features = neighbours.map(({ geometry, number }) => ({ type: 'Feature', properties: { number }, geometry }))
  await visit(page, office('/surveys'))
  await page.getByRole('button', { name: 'Bring in a survey' }).click()
  const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))
  await page.setInputFiles('dialog input[name=file]', {
    name: 'survey.geojson',
    mimeType: 'application/geo+json',
    buffer,
  })
  await page.fill('dialog input[name=name]', 'Drone flight of a test')
  await page.selectOption('dialog select[name=level]', plot.level)
  await page.fill('dialog input[name=instrument]', 'Survey order 9 of a test')
  await page.locator('dialog button[type=submit]').click()
  await page.waitForURL(/\/surveys\/\d+/)
  const row = page.locator('tr:has(th:text-is("Unchanged"))')
  await row.waitFor()
  assert.equal(await row.locator('td').first().innerText(), String(neighbours.length))
  await page.getByText('0 plots of the sample were looked at').waitFor()
  await row.getByRole('button', { name: 'Accept all' }).click()
  await row.locator(`td:nth-of-type(2):text-is("${neighbours.length}")`).waitFor()
  await page.locator('ol li button').first().click()
  await page.waitForTimeout(1500)
  await page.locator('input[type=range]').fill('90')
  await page.waitForTimeout(500)
  await keepPicture(page, 'survey')
  await page.getByRole('button', { name: 'Draw ten for the sample' }).click()
  await page.getByRole('button', { name: 'Wrong on the ground' }).first().click()
  await page.getByText(/1 of 1 sampled plots are wrong/).waitFor()
  await keepPicture(page, 'survey-breaker')
  await page.fill('input[name=closesOn]', '2099-01-01')
  await page.fill('input[name=instrument]', 'Notice 3 of a test')
  await page.getByRole('button', { name: 'Show it to owners' }).click()
  await page.locator('[role=alert]').waitFor()
  assert.deepEqual(errors, [])
})
