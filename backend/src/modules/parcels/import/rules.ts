/** What may be done with an import, what a file may weigh, and which column is what. Pure. */
import { canonicalJson } from '../../../kernel/pure.ts'

/** Bytes of one part of an upload: at one megabit a second it is through in twenty seconds. */
export const partBytes = 2_097_152

/** Limits of one import. A survey of a town of a million plots packs into less. */
export const importLimits = { files: 20, bytes: 512 * 1_048_576, findings: 20_000, areas: 1_000 } as const

export const importTargets = ['parcels', 'boundaries', 'imagery'] as const
export type ImportTarget = (typeof importTargets)[number]

/** Sets of areas that divide a town. */
export const boundarySetCodes = [
  'electoral-ward',
  'tax-ward',
  'administrative-zone',
  'rate-zone',
  'sanitary-beat',
  'planning-authority',
] as const

export const importStates = [
  'receiving',
  'reading',
  'asked',
  'refused',
  'checked',
  'writing',
  'written',
  'publishing',
  'published',
  'undoing',
  'undone',
  'cancelled',
] as const
export type ImportState = (typeof importStates)[number]

export type ImportAction = 'receive' | 'read' | 'draft' | 'publish' | 'undo' | 'cancel'

/** The one table that the wizard and the server both ask: what may happen next. */
export const importActions = {
  receiving: ['receive', 'read', 'cancel'],
  reading: ['cancel'],
  asked: ['read', 'cancel'],
  refused: ['read', 'cancel'],
  checked: ['read', 'draft', 'cancel'],
  writing: ['cancel'],
  written: ['publish', 'undo'],
  publishing: [],
  published: ['undo'],
  undoing: [],
  undone: [],
  cancelled: [],
} as const satisfies Record<ImportState, readonly ImportAction[]>

export const mayDo = (state: ImportState, action: ImportAction): boolean =>
  (importActions[state] as readonly ImportAction[]).includes(action)

/** States in which the server works on by itself. */
export const isAtWork = (state: ImportState): boolean =>
  state === 'reading' || state === 'writing' || state === 'publishing' || state === 'undoing'

/** Which columns of a file go where; null leaves a thing out. */
export type ColumnChoice = {
  number: string | null
  area: string | null
  areaUnit: AreaUnit | null
  use: string | null
  code: string | null
  nameEn: string | null
  nameHi: string | null
  nameMr: string | null
}

export const noColumns: ColumnChoice = {
  number: null,
  area: null,
  areaUnit: null,
  use: null,
  code: null,
  nameEn: null,
  nameHi: null,
  nameMr: null,
}

export const areaUnits = ['m²', 'ha', 'km²', 'acre', 'sq ft', 'sq yd'] as const
export type AreaUnit = (typeof areaUnits)[number]

/** A column of a file as the wizard shows it. */
export type FileColumn = { name: string; filled: number; distinct: number; samples: string[]; isText: boolean }

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '')

const useNames = ['landuse', 'use', 'lu', 'usage', 'currentuse', 'parcelinte', 'parcelintent', 'nature', 'भूउपयोग']
const codeNames = [
  'wardno',
  'wardnum',
  'wardnumber',
  'wardcode',
  'wardid',
  'prabhagno',
  'electoralward',
  'ward',
  'sectorno',
  'sector',
  'zoneno',
  'zone',
  'code',
  // Some call the number of a ward its name.
  'wardname',
  'objectid',
  'id',
  'gid',
  'fid',
]
const englishNames = [
  'wardname',
  'nameen',
  'prabhagname',
  'sectorname',
  'sectornam',
  'nameenglish',
  'name',
  'wardlgdname',
  'zonename',
]
const hindiNames = ['namehi', 'namehindi', 'wardnamehi', 'नाम', 'वार्डकानाम']
const marathiNames = ['namemr', 'namemarathi', 'wardnamemr', 'प्रभाग', 'नाव', 'नावे']

/** The best of the columns whose name is one of these; `distinctShare` wants its values to differ from one another. */
function named(
  columns: readonly FileColumn[],
  names: readonly string[],
  features: number,
  distinctShare = 0,
): string | null {
  const found = columns
    .filter((column) => names.includes(plain(column.name)))
    .filter((column) => column.filled * 2 >= features && column.distinct >= column.filled * distinctShare)
    .sort((a, b) => names.indexOf(plain(a.name)) - names.indexOf(plain(b.name)))
  return found[0]?.name ?? null
}

/** Guesses of the columns that the check does not guess itself: land use, and code and names of areas. */
export function guessColumns(
  columns: readonly FileColumn[],
  features: number,
): Pick<ColumnChoice, 'use' | 'code' | 'nameEn' | 'nameHi' | 'nameMr'> {
  // A ward in several pieces has its number several times: they become one area.
  const code = named(columns, codeNames, features, 0.6)
  const isOther = (name: string | null) => (name === code ? null : name)
  const inScript = columns.find((column) => column.samples.some((sample) => /\p{Script=Devanagari}/u.test(sample)))
  return {
    use: named(columns, useNames, features),
    code,
    nameEn: isOther(named(columns, englishNames, features)),
    nameHi: isOther(named(columns, hindiNames, features)),
    nameMr: isOther(named(columns, marathiNames, features) ?? inScript?.name ?? null),
  }
}

/** What two files have in common that were made by the same survey: the target and the names of their columns. */
export const signatureText = (target: ImportTarget, columns: readonly { name: string }[]): string =>
  canonicalJson([target, columns.map(({ name }) => name).sort()])

/** Only columns that this file has are taken over from a profile. */
export function fittingChoice(choice: Partial<ColumnChoice>, columns: readonly FileColumn[]): Partial<ColumnChoice> {
  const names = new Set(columns.map(({ name }) => name))
  return Object.fromEntries(
    Object.entries(choice).filter(([key, value]) => key === 'areaUnit' || value === null || names.has(value as string)),
  )
}

/** About fifty kilometres: a town's limit may be drawn loosely, but no town's land lies further off. */
export const farDegrees = 0.5

export type Box = readonly [west: number, south: number, east: number, north: number]

/** How many degrees two boxes lie apart; negative when they touch. */
export const gapBetween = (a: Box, b: Box): number =>
  Math.max(Math.max(a[0] - b[2], b[0] - a[2]), Math.max(a[1] - b[3], b[1] - a[3]))

/** Beyond this many degrees from its middle line a UTM zone stretches, and PROJ begins to refuse. */
const zoneHalfDegrees = 9

/** Whether a box can be measured in a UTM zone (EPSG:326zz, 327zz); other systems are not judged. */
export function isMeasurable(box: Box, srid: number): boolean {
  const zone = srid % 100
  if (![326, 327].includes(Math.floor(srid / 100)) || zone < 1 || zone > 60) return true
  const middle = zone * 6 - 183
  const off = (lon: number) => Math.abs(((lon - middle + 540) % 360) - 180)
  return off(box[0]) <= zoneHalfDegrees && off(box[2]) <= zoneHalfDegrees
}

/** A cell that a spreadsheet would run as a formula. It is kept as text, and written with a mark when it goes out again. */
export const isFormula = (value: unknown): boolean =>
  typeof value === 'string' && /^[=+\-@\t\r]\s*[A-Za-z(|'"]/.test(value)
