import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  CITY,
  hasChromium,
  newVisitor,
  officePages,
  openJourney,
  PHONE,
  signInStaff,
  someProperty,
  visit,
} from './browser.ts'

type Finding = { id: string; impact: string | null; nodes: { target: string[]; failureSummary?: string }[] }
declare const axe: { run(context: unknown, options: unknown): Promise<{ violations: Finding[] }> }

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const journey = openJourney()

/** A theme changes colours and nothing else, so the others are asked for contrast alone. */
async function seriousFaults(page: Page, only: string[] | null): Promise<string[]> {
  await page.evaluate(axeSource)
  const options = { resultTypes: ['violations'], ...(only && { runOnly: only }) }
  const found = await page.evaluate((given) => axe.run(document, given), options)
  return found.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}

/** Opens each page once in the light theme, and changes to the other two by the page's own switch. */
async function assertSound(page: Page, path: string): Promise<void> {
  await visit(page, `${path}${path.includes('?') ? '&' : '?'}theme=light`)
  assert.deepEqual(await seriousFaults(page, null), [], path)
  for (const theme of ['dark', 'contrast']) {
    await page.locator('header select').first().selectOption(theme)
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
    // Colours that fade from one theme to the other are looked at when they have arrived, on a page that is whole.
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
    assert.deepEqual(await seriousFaults(page, ['color-contrast']), [], `${path} in ${theme}`)
  }
}

test('axe finds nothing serious on the citizen’s pages in any theme', { skip: !hasChromium }, async () => {
  const known = await someProperty(journey.address)
  const { page } = await newVisitor(journey, { reducedMotion: 'reduce' })
  const pages = ['', '/map', '/map?webgl=off&list=1', `/property/${known.propertyId}`]
  for (const path of [...pages, '/sign-in', '/pay', '/help', '/about', '/nowhere'])
    await assertSound(page, `/${CITY}${path}${path.includes('?') ? '&' : '?'}lang=en`)
})

test('axe finds nothing serious in the office in any theme', { skip: !hasChromium }, async (t) => {
  const { page } = await newVisitor(journey, { reducedMotion: 'reduce' })
  await assertSound(page, `/office/${CITY}?lang=hi`)
  if (!(await signInStaff(page))) return t.diagnostic('KHASRA_STAFF is not set: only the door was looked at')
  for (const path of await officePages(page, journey.address))
    await assertSound(page, `/office/${CITY}${path}${path.includes('?') ? '&' : '?'}lang=hi`)
})

test('the search is worked by keyboard alone and tells its answers', { skip: !hasChromium }, async () => {
  const known = await someProperty(journey.address)
  const { page } = await newVisitor(journey)
  await visit(page, `/${CITY}?lang=en`)
  await page.keyboard.press('Tab')
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute('href')),
    '#main',
    'the first stop skips to the page',
  )
  await page.locator('input[role=combobox]').focus()
  await page.keyboard.type(known.propertyNumber!)
  await page.waitForSelector('[role=option]')
  await page.keyboard.press('ArrowDown')
  const input = page.locator('input[role=combobox]')
  assert.equal(await input.getAttribute('aria-expanded'), 'true')
  const active = await input.getAttribute('aria-activedescendant')
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute('aria-selected'), 'true')
  await page.keyboard.press('Escape')
  assert.equal(await input.getAttribute('aria-expanded'), 'false')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/property\//)
})

/** What is too small for a thumb; links inside a sentence are part of its line. */
const smallTargets = (page: Page): Promise<string[]> =>
  page
    .locator(
      'button:visible, nav a:visible, select:visible, main li > a:visible, main input:visible:not([type=radio]):not([type=checkbox])',
    )
    .evaluateAll((all) =>
      all
        .filter((one) => !one.closest('.maplibregl-map, thead') && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML.slice(0, 120)),
    )

test('targets of a thumb are at least 44 px high, for citizens and officers', { skip: !hasChromium }, async () => {
  const { page } = await newVisitor(journey, { viewport: PHONE })
  for (const path of ['', '/sign-in', '/map?webgl=off']) {
    await visit(page, `/${CITY}${path}${path.includes('?') ? '&' : '?'}lang=hi`)
    assert.deepEqual(await smallTargets(page), [], path)
  }
  if (!(await signInStaff(page))) return
  for (const path of ['/people', '/people/duplicates', '/posts/1', '/masters/services/days', '/me']) {
    await visit(page, `/office/${CITY}${path}?lang=hi`)
    assert.deepEqual(await smallTargets(page), [], path)
  }
})
