import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  CITY,
  hasChromium,
  type Journey,
  newVisitor,
  PHONE,
  signInStaff,
  someProperty,
  startJourney,
} from './browser.ts'

let journey: Journey

before(async () => {
  if (hasChromium) journey = await startJourney()
})
after(() => journey?.close())

/** Words that are cut, run out of their box, or lie on other words; and a page that is wider than the phone. */
const misfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const boxes = [
      ...document.querySelectorAll<HTMLElement>(
        'button, a, [role=tab], [data-chip], label, th, dt, dd, h1, h2, h3, summary',
      ),
    ].filter(
      (one) =>
        one.checkVisibility({ visibilityProperty: true }) &&
        one.innerText.trim() !== '' &&
        !one.closest('.visually-hidden, .maplibregl-map'),
    )
    const name = (one: HTMLElement) => `${one.tagName.toLowerCase()} "${one.innerText.trim().slice(0, 40)}"`
    const faults: string[] = []
    for (const box of boxes) {
      const style = getComputedStyle(box)
      if (style.textOverflow === 'ellipsis') faults.push(`cut by an ellipsis: ${name(box)}`)
      if (style.display !== 'inline' && box.scrollWidth > box.clientWidth + 1)
        faults.push(`wider than its box: ${name(box)}`)
      if (/hidden|clip/.test(style.overflowY) && box.scrollHeight > box.clientHeight + 1)
        faults.push(`higher than its box: ${name(box)}`)
    }
    const targets = boxes.filter((one) => one.matches('button, a, [data-chip], [role=tab]'))
    for (const [index, one] of targets.entries()) {
      const a = one.getBoundingClientRect()
      for (const other of targets.slice(index + 1)) {
        if (one.contains(other) || other.contains(one) || floats(one) !== floats(other)) continue
        const b = other.getBoundingClientRect()
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (across > 1 && down > 1) faults.push(`on top of each other: ${name(one)} and ${name(other)}`)
      }
    }
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
      faults.push('the page scrolls sideways')
    return faults

    /** The bar it stays in while the page scrolls: a bar lies on what scrolls, and on a list that is not stuck yet, on purpose. */
    function floats(one: Element): Element | string | null {
      for (let at: Element | null = one; at; at = at.parentElement) {
        const { position } = getComputedStyle(at)
        if (position === 'absolute') return position
        if (position === 'fixed' || position === 'sticky') return at
      }
      return null
    }
  })

for (const language of ['hi', 'mr', 'en'] as const) {
  test(`words in ${language} fit their boxes on a phone of 360 px`, { skip: !hasChromium }, async () => {
    const known = await someProperty(journey.address)
    const { page } = await newVisitor(journey, { viewport: PHONE, reducedMotion: 'reduce' })
    const paths = [
      '',
      '/map',
      '/map?webgl=off',
      `/property/${known.propertyId}`,
      '/sign-in',
      '/me',
      '/pay',
      '/requests',
      '/help',
      '/accessibility',
      '/sitemap',
      '/about',
    ]
    for (const path of paths) {
      await page.goto(`/${CITY}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
      await page.waitForSelector('main h1, main [role=tab]')
      await page.waitForLoadState('networkidle')
      assert.deepEqual(await misfits(page), [], `${path} in ${language}`)
    }
  })
}

test('words of the office fit their boxes on a desk', { skip: !hasChromium }, async (t) => {
  const { page } = await newVisitor(journey)
  if (!(await signInStaff(page))) return t.skip('KHASRA_STAFF is not set')
  const known = await someProperty(journey.address)
  for (const language of ['hi', 'mr']) {
    for (const path of ['', `/property/${known.propertyId}`, '/permissions', '/posts', '/jobs', '/journal']) {
      await page.goto(`/office/${CITY}${path}?lang=${language}&webgl=off`)
      await page.waitForSelector('main h1')
      await page.waitForLoadState('networkidle')
      assert.deepEqual(await misfits(page), [], `${path} in ${language}`)
    }
  }
})

test('the check itself sees words that are cut, that overflow and that overlap', { skip: !hasChromium }, async () => {
  const { page } = await newVisitor(journey, { viewport: PHONE })
  await page.goto(`/${CITY}?lang=hi`)
  await page.waitForSelector('main h1')
  await page.addStyleTag({
    content:
      'main button { inline-size: 3rem; min-inline-size: 0; white-space: nowrap } main h1 { text-overflow: ellipsis } footer a { margin-inline-end: -3rem }',
  })
  const found = (await misfits(page)).join('\n')
  for (const fault of ['wider than its box', 'cut by an ellipsis', 'on top of each other'])
    assert.match(found, new RegExp(fault))
})
