import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import { openWoff2 } from './woff2.ts'

const font = readFileSync(
  createRequire(import.meta.url).resolve(
    '@fontsource-variable/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-wght-normal.woff2',
  ),
)

function tablesOf(file: Uint8Array): Map<string, DataView> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return new Map(
    Array.from({ length: view.getUint16(4) }, (_, index) => {
      const at = 12 + 16 * index
      const tag = String.fromCharCode(...file.subarray(at, at + 4))
      return [tag, new DataView(file.buffer, file.byteOffset + view.getUint32(at + 8), view.getUint32(at + 12))]
    }),
  )
}

describe('opening a WOFF2 font', () => {
  it('gives back every table, with shaping and variation', () => {
    const tables = tablesOf(openWoff2(font))
    for (const tag of ['cmap', 'glyf', 'loca', 'head', 'hmtx', 'maxp', 'GSUB', 'GPOS', 'fvar', 'gvar'])
      assert.ok(tables.has(tag), tag)
  })

  it('gives outlines whose offsets climb to the end of the table and whose boxes hold their points', () => {
    const tables = tablesOf(openWoff2(font))
    const [loca, glyf, maxp] = [tables.get('loca')!, tables.get('glyf')!, tables.get('maxp')!]
    const count = maxp.getUint16(4)
    assert.equal(tables.get('head')!.getInt16(50), 1)
    assert.equal(loca.byteLength, 4 * (count + 1))
    let drawn = 0
    for (let glyph = 0; glyph < count; glyph++) {
      const [from, to] = [loca.getUint32(4 * glyph), loca.getUint32(4 * glyph + 4)]
      assert.ok(from <= to)
      if (to - from < 10) continue
      drawn++
      assert.ok(glyf.getInt16(from + 2) <= glyf.getInt16(from + 6), `box of glyph ${glyph}`)
      assert.ok(Math.abs(glyf.getInt16(from + 6)) < 6000, `glyph ${glyph} lies near its letter`)
    }
    assert.ok(drawn > 300, String(drawn))
    assert.equal(loca.getUint32(4 * count), glyf.byteLength)
  })

  it('refuses what is no such font', () => {
    assert.throws(() => openWoff2(new Uint8Array(64)), /not a WOFF2 file/)
    assert.throws(() => openWoff2(font.subarray(0, 2000)))
  })
})
