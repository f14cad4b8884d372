import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ImportRefused } from './import-refused.ts'
import { readKml } from './kml.ts'

const kml = (body: string) =>
  new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE kml [<!ENTITY a "boom">]>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Town</name>${body}</Document></kml>`)
const polygon = (at: string) =>
  `<Polygon><outerBoundaryIs><LinearRing><coordinates>${at}</coordinates></LinearRing></outerBoundaryIs></Polygon>`
const ring = '75.85,22.71,0 75.86,22.71,0 75.86, 22.72,0 75.85,22.71,0'

test('folders are layers, extended data are properties, entities stay text', () => {
  const layers = readKml(
    kml(`<Folder><name>Ward 1</name><Placemark id="p1"><name>वार्ड &amp; co &a;</name>
      <ExtendedData><SchemaData><SimpleData name="khasra">12/1</SimpleData></SchemaData>
      <Data name="owner"><value>Ram</value></Data></ExtendedData>${polygon(ring)}</Placemark>
      <Folder><name>Sub</name><Placemark>${polygon(ring)}</Placemark></Folder></Folder>`),
    'file',
  )
  assert.deepEqual(
    layers.map(({ name }) => name),
    ['Ward 1', 'Ward 1/Sub'],
  )
  const [first] = layers[0]!.features
  assert.equal(first!.id, 'p1')
  assert.deepEqual(first!.properties, { name: 'वार्ड & co &a;', khasra: '12/1', owner: 'Ram' })
  assert.equal(first!.shape.parts[0]![0]!.length, 8)
})

test('a plot with its label point is an area, and holes follow the shell whatever the order', () => {
  const inner = `<innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></innerBoundaryIs>`
  const outer = `<outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,0</coordinates></LinearRing></outerBoundaryIs>`
  const [layer] = readKml(
    kml(`<Placemark><MultiGeometry><Point><coordinates>5,5</coordinates></Point>
      <Polygon>${inner}${outer}</Polygon></MultiGeometry></Placemark>`),
    'file',
  )
  const { shape } = layer!.features[0]!
  assert.equal(shape.type, 'Polygon')
  assert.deepEqual([...shape.parts[0]![0]!.slice(0, 4)], [0, 0, 9, 0])
  assert.equal(shape.parts[0]!.length, 2)
})

test('what has no geometry or no numbers is skipped with the reason', () => {
  const [layer] = readKml(kml(`<Placemark/><Placemark>${polygon('a,b c,d')}</Placemark>`), 'file')
  assert.deepEqual(
    layer!.skipped.map(({ reason }) => reason),
    ['no geometry', '"a,b" is no coordinate'],
  )
})

test('a cut document is refused', () => {
  const bytes = kml(`<Placemark>${polygon(ring)}</Placemark>`)
  for (let keep = 150; keep < bytes.length - 1; keep += 11) {
    assert.throws(() => readKml(bytes.slice(0, keep), 'file'), ImportRefused)
  }
})
