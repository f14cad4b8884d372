import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { CITY, hasChromium, type Journey, newVisitor, signInStaff, someProperty, startJourney } from './browser.ts'

type Finding = { id: string; impact: string | null; nodes: { target: string[]; failureSummary?: string }[] }
declare const axe: { run(context: unknown, options: unknown): Promise<{ violations: Finding[] }> }

const THEMES = ['light', 'dark', 'contrast'] as const
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let journey: Journey

before(async () => {
  if (hasChromium) journey = await startJourney()
})
after(() => journey?.close())

async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }))
  return found.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForSelector('main h1, main [role=tab]')
  await page.waitForLoadState('networkidle')
}

for (const theme of THEMES) {
  test(`axe finds nothing serious on the citizen's pages in the ${theme} theme`, { skip: !hasChromium }, async () => {
    const known = await someProperty(journey.address)
    const { page } = await newVisitor(journey, { reducedMotion: 'reduce' })
    for (const path of [
      '',
      '/map',
      '/map?webgl=off&list=1',
      `/property/${known.propertyId}`,
      '/sign-in',
      '/pay',
      '/help',
      '/about',
    ]) {
      await visit(page, `/${CITY}${path}${path.includes('?') ? '&' : '?'}lang=en&theme=${theme}`)
      assert.deepEqual(await seriousFaults(page), [], `${path} in ${theme}`)
    }
  })

  test(`axe finds nothing serious in the office in the ${theme} theme`, { skip: !hasChromium }, async (t) => {
    const { page } = await newVisitor(journey, { reducedMotion: 'reduce' })
    await visit(page, `/office/${CITY}?lang=hi&theme=${theme}`)
    assert.deepEqual(await seriousFaults(page), [], `sign-in in ${theme}`)
    if (!(await signInStaff(page))) return t.diagnostic('KHASRA_STAFF is not set: only the door was looked at')
    const known = await someProperty(journey.address)
    for (const path of ['', `/property/${known.propertyId}`, '/permissions', '/posts', '/jobs', '/journal']) {
      await visit(page, `/office/${CITY}${path}?lang=hi&theme=${theme}`)
      assert.deepEqual(await seriousFaults(page), [], `${path} in ${theme}`)
    }
  })
}

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

test('targets of a thumb are at least 44 px high', { skip: !hasChromium }, async () => {
  const { page } = await newVisitor(journey, { viewport: { width: 360, height: 740 } })
  await visit(page, `/${CITY}?lang=hi`)
  const small = await page
    .locator('button:visible, nav a:visible, select:visible, main li a:visible')
    .evaluateAll((all) =>
      all.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 120)),
    )
  assert.deepEqual(small, [])
})
