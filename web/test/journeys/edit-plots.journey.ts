import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { CITY, hasChromium, keepPicture, newVisitor, openJourney, signInStaff, visit } from './browser.ts'

// These write, so they need the real server with its sample town.
const skip = !hasChromium || !process.env.KHASRA_URL
const journey = openJourney()
const office = (path: string, lang = 'en') => `/office/${CITY}${path}?lang=${lang}`

type Drawing = {
  plot: { parcelId: number; number: string; areaSqm: number; geometry: { coordinates: number[][][][] } }
  neighbours: { parcelId: number; number: string | null; sharedM: number }[]
  properties: { propertyId: number; propertyNumber: string }[]
}
const read = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (at) => (await fetch(at)).json(), `/api/${CITY}${path}`)

/** A plain plot of four sides with one property and a neighbour: what most edits are about. */
async function plainPlot(page: Page): Promise<Drawing> {
  const { town } = await read<{ town: { bounds: number[] } }>(page, '/session')
  const found = await read<{ results: { parcelId: number | null; propertyId: number | null }[] }>(
    page,
    `/parcels?bbox=${town.bounds.join(',')}&limit=50`,
  )
  for (const { parcelId, propertyId } of found.results) {
    if (!parcelId || !propertyId) continue
    const drawing = await read<Drawing>(page, `/parcels/${parcelId}/drawing`)
    if (!drawing.plot) continue
    const isPlain = drawing.plot.geometry.coordinates[0]![0]!.length === 5 && drawing.properties.length === 1
    if (isPlain && drawing.neighbours.some(({ sharedM }) => sharedM > 2)) return drawing
  }
  throw new Error('the town has no plain plot')
}

async function planner(): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await newVisitor(journey)
  assert.ok(await signInStaff(page, 'town-planner'))
  return { page, errors }
}

/** A cut from the middle of one side to the middle of the one across, set without a pointer. */
async function cutAcross(page: Page): Promise<void> {
  for (const at of [0, 1]) {
    await page.selectOption(`select[name=side-${at}]`, String(at * 2))
    const words = await page.locator(`select[name=side-${at}] option:checked`).innerText()
    const metres = Number(/([\d.]+)\s*m$/.exec(words)?.[1])
    await page.fill(`input[name=metres-${at}]`, (metres * 0.4).toFixed(2))
  }
  await page.getByRole('button', { name: 'Set this line' }).click()
}

test('a plot is split without a pointer: an untold property stops it, then both pieces stand and can be merged again', {
  skip,
}, async () => {
  const { page, errors } = await planner()
  const { plot, properties } = await plainPlot(page)
  await visit(page, office(`/parcel/${plot.parcelId}`))
  await page.getByRole('link', { name: 'Edit on the map' }).first().click()
  await page.waitForSelector('select[name=side-0]')
  await cutAcross(page)
  await page.locator('button:has-text("P11")').waitFor()
  await keepPicture(page, 'edit-split-stopped')
  await page.fill('input[name=instrument]', 'Layout order 12 of a test')
  await page.locator(`fieldset:has-text("${properties[0]!.propertyNumber}") input[type=checkbox]`).first().check()
  await page.getByText('No rule stops this.').waitFor()
  await keepPicture(page, 'edit-split-lawful')
  await page.getByRole('button', { name: 'Split the plot' }).click()
  await page.waitForURL(/\/parcel\/\d+\?/)
  const piece = Number(/parcel\/(\d+)/.exec(page.url())![1])
  assert.notEqual(piece, plot.parcelId)
  const after = await read<Drawing>(page, `/parcels/${piece}/drawing`)
  assert.equal(after.plot.number, `${plot.number}/1`)
  const other = after.neighbours.find(({ number }) => number === `${plot.number}/2`)!
  assert.ok(after.plot.areaSqm < plot.areaSqm * 0.7, 'the larger piece is a part')

  await visit(page, office(`/parcel/${piece}/edit/merge`))
  await page.locator(`input[type=checkbox][value="${other.parcelId}"]`).check()
  await page.getByText('No rule stops this.').waitFor()
  await page.fill('input[name=number-0]', `${plot.number}/M`)
  await page.fill('input[name=instrument]', 'Layout order 13 of a test')
  await keepPicture(page, 'edit-merge')
  await page.getByRole('button', { name: 'Merge the plots' }).click()
  await page.waitForURL((url) => /\/parcel\/\d+$/.test(url.pathname) && !url.pathname.endsWith(`/${piece}`))
  const merged = Number(/parcel\/(\d+)/.exec(page.url())![1])
  const whole = await read<Drawing>(page, `/parcels/${merged}/drawing`)
  assert.ok(Math.abs(whole.plot.areaSqm - plot.areaSqm) < 0.05, `${whole.plot.areaSqm} of ${plot.areaSqm}`)

  const family = page.locator('#lineage')
  await family.getByText('Layout order 12 of a test').waitFor()
  assert.equal(await family.locator('a[href*="/parcel/"]').count(), 4, 'plot, both pieces, and what they became')
  await family.scrollIntoViewIfNeeded()
  await keepPicture(page, 'lineage')
  await family.locator(`a[href*="/parcel/${plot.parcelId}?"]`).click()
  await page.getByText('You see this place as the law stood on').waitFor()
  await page.getByText(plot.number, { exact: false }).first().waitFor()
  await page.locator('input[type=range]').first().scrollIntoViewIfNeeded()
  await page.waitForTimeout(800)
  await keepPicture(page, 'as-of')
  await page.locator('input[type=range]').first().press('End')
  await page.waitForURL((url) => !url.searchParams.has('asOf'))
  assert.deepEqual(errors, [])
})

test('a line drawn with the pointer shows both pieces at once, is undone and done again', { skip }, async () => {
  const { page, errors } = await planner()
  const { plot } = await plainPlot(page)
  await visit(page, office(`/parcel/${plot.parcelId}/edit/split`, 'hi'))
  await page.waitForTimeout(1500)
  const canvas = (await page.locator('.maplibregl-canvas').boundingBox())!
  const at = (x: number, y: number) => [canvas.x + canvas.width * x, canvas.y + canvas.height * y] as const
  await page.mouse.click(...at(0.06, 0.5))
  await page.mouse.move(...at(0.5, 0.48), { steps: 4 })
  await page.mouse.move(...at(0.94, 0.5), { steps: 4 })
  await page.mouse.click(...at(0.94, 0.5))
  await page.waitForTimeout(200)
  await page.mouse.click(...at(0.94, 0.5))
  await page.locator('button:has-text("P11")').waitFor()
  await keepPicture(page, 'edit-drawn-hi')
  await page.getByRole('button', { name: 'वापस लें' }).click()
  await page.locator('button:has-text("P11")').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'फिर करें' }).click()
  await page.locator('button:has-text("P11")').waitFor()
  assert.deepEqual(errors, [])
})

test('the second of two editors is told what the first one did, and goes on from there', { skip }, async () => {
  const { page } = await planner()
  const { plot } = await plainPlot(page)
  await visit(page, office(`/parcel/${plot.parcelId}/edit/split`))
  await page.waitForSelector('select[name=side-0]')
  const first = await planner()
  await visit(first.page, office(`/parcel/${plot.parcelId}/edit/renumber`))
  await first.page.fill('input[name=number]', `${plot.number}-A`)
  await first.page.fill('input[name=instrument]', 'Order 14 of a test')
  await first.page.getByRole('button', { name: 'Give this number' }).click()
  await first.page.waitForURL((url) => /\/parcel\/\d+$/.test(url.pathname))
  await cutAcross(page)
  const notice = page.locator('[role=alert]:has-text("Someone else changed this plot")')
  await notice.waitFor()
  assert.match(await notice.innerText(), /Order 14 of a test/)
  await keepPicture(page, 'edit-conflict')
  await page.getByRole('button', { name: 'Go on from how it is now' }).click()
  await notice.waitFor({ state: 'detached' })
  await page.locator(`h1:has-text("${plot.number}-A")`).waitFor()
})
