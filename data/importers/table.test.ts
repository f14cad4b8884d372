import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { GdalEngine } from './gdal/engine.ts'
import { ImportRefused } from './import-refused.ts'
import { readTable } from './table.ts'

const engine = new GdalEngine()
after(() => engine.close())
const read = (text: string | Uint8Array, name = 'list.csv') =>
  readTable(typeof text === 'string' ? strToU8(text) : text, name, engine)

/** The least that Excel itself would open. */
function workbook(rows: (string | number)[][]): Uint8Array {
  const cell = (value: string | number) =>
    typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const types = 'http://schemas.openxmlformats.org/package/2006/content-types'
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${packageRels}"><Relationship Id="r1" Type="${rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${rels}"><sheets><sheet name="Plots" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${packageRels}"><Relationship Id="r1" Type="${rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
  })
}

test('a CSV keeps its text: zeros in front, quotes, ends of lines in cells, Devanagari, empty cells', async () => {
  const { columns, rows } = await read('khasra,owner,note\r\n007/1,"राम, सीता","two\nlines ""said"""\r\n008,,\r\n')
  assert.deepEqual(columns, ['khasra', 'owner', 'note'])
  assert.deepEqual(rows, [
    { khasra: '007/1', owner: 'राम, सीता', note: 'two\nlines "said"' },
    { khasra: '008', owner: null, note: null },
  ])
})

test('semicolons, tabs, UTF-16 and Windows-1252 are recognised', async () => {
  assert.equal((await read('a;b\n1;2')).rows[0]!.b, '2')
  assert.equal((await read('a\tb\n1\t2')).rows[0]!.b, '2')
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\nक,२', 'utf16le')])
  assert.equal((await read(utf16)).rows[0]!.a, 'क')
  assert.equal((await read(Buffer.from('a,b\ncaf\xe9,1', 'latin1'))).rows[0]!.a, 'café')
})

test('the first sheet of a workbook is read', async () => {
  const { columns, rows } = await read(
    workbook([
      ['khasra', 'area'],
      ['12/1', 140.5],
      ['12/2', 99],
    ]),
    'list.xlsx',
  )
  assert.deepEqual(columns, ['khasra', 'area'])
  assert.deepEqual(rows, [
    { khasra: '12/1', area: '140.5' },
    { khasra: '12/2', area: '99' },
  ])
})

test('what is no table is refused with its reason', async () => {
  const refused = (input: string | Uint8Array, name: string, pattern: RegExp) =>
    assert.rejects(read(input, name), (error) => error instanceof ImportRefused && pattern.test(error.message))
  await refused('', 'a.csv', /is empty/)
  await refused('one column\n1', 'a.csv', /is no table/)
  await refused('a,b\n"open,1', 'a.csv', /cut short/)
  await refused(`a,b\n"${'x'.repeat(200_000)}`, 'a.csv', /never ends/)
  await refused(zipSync({ 'a.txt': strToU8('x') }), 'a.xlsx', /cannot be read as a workbook/)
  await refused(zipSync({ 'bomb.xml': new Uint8Array(40_000_000) }), 'a.xlsx', /./)
})
