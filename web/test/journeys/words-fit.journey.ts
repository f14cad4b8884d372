import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  CITY,
  DESK,
  hasChromium,
  newVisitor,
  officePages,
  openJourney,
  PHONE,
  signInStaff,
  someProperty,
  visit,
} from './browser.ts'

const journey = openJourney()

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
      const a = seen(one)
      for (const other of targets.slice(index + 1)) {
        if (one.contains(other) || other.contains(one) || floats(one) !== floats(other)) continue
        const b = seen(other)
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (across > 1 && down > 1) faults.push(`on top of each other: ${name(one)} and ${name(other)}`)
      }
    }
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
      faults.push('the page scrolls sideways')
    return faults

    /** What can be seen of a box: what a pane has scrolled away lies on nothing. */
    function seen(one: Element) {
      let { left, right, top, bottom } = one.getBoundingClientRect()
      for (let at = one.parentElement; at; at = at.parentElement) {
        if (getComputedStyle(at).overflowY === 'visible') continue
        const pane = at.getBoundingClientRect()
        left = Math.max(left, pane.left)
        right = Math.min(right, pane.right)
        top = Math.max(top, pane.top)
        bottom = Math.min(bottom, pane.bottom)
      }
      return { left, right, top, bottom }
    }

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
      await visit(page, `/${CITY}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
      assert.deepEqual(await misfits(page), [], `${path} in ${language}`)
    }
  })
}

for (const [screen, viewport] of [
  ['desk', DESK],
  ['phone of 360 px', PHONE],
] as const) {
  test(`words of the office fit their boxes on a ${screen}, in three languages`, { skip: !hasChromium }, async (t) => {
    const { page } = await newVisitor(journey, { viewport, reducedMotion: 'reduce' })
    if (!(await signInStaff(page))) return t.skip('KHASRA_STAFF is not set')
    for (const path of await officePages(page, journey.address)) {
      await visit(page, `/office/${CITY}${path}${path.includes('?') ? '&' : '?'}lang=hi&webgl=off`)
      for (const [language, words] of [
        ['hi', null],
        ['mr', 'मराठी'],
        ['en', 'English'],
      ] as const) {
        if (words) await page.getByRole('button', { name: words, exact: true }).click()
        await page.waitForFunction((now) => document.documentElement.lang === now, language)
        assert.deepEqual(await misfits(page), [], `${path} in ${language}`)
      }
    }
  })
}

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
