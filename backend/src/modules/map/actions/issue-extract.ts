import { landUseValues } from '../../../../../tiles/layers/land-use-values.ts'
import type { LiveLayers } from '../../../../../tiles/src/live-layers.ts'
import { Conflict, type Context, command, Forbidden, NotFound, NotSignedIn, read } from '../../../kernel/index.ts'
import { type DraftedLetter, draftLetter, type Language } from '../../notifications/index.ts'
import { asOwnerOf, newParcelSections, readPage } from '../../parcels/index.ts'
import type { ParcelPage } from '../../parcels/schemas.ts'
import { selectSigningPost } from '../queries.ts'
import { extractOf } from '../rules-extract.ts'
import { boundsAround, drawStill } from '../still-picture.ts'

const uses = Object.fromEntries(landUseValues.map(({ value, names }) => [value, names])) as Parameters<
  typeof extractOf
>[1]
/** Who may certify what the assessment register says, the first that is held. */
const signing = ['tax-assessor', 'commissioner'] as const

/**
 * The municipal property extract: numbered, drawn with its map, signed by the post that keeps the register. It is no record of
 * rights and says so. For the owner who proved it, and for officers who may see names (journaled by the page).
 * @throws NotSignedIn, Forbidden; NotFound for the property; Conflict when nobody holds the signing post
 */
export async function issueExtract(
  context: Context,
  live: LiveLayers,
  given: { propertyId: number; languages: Language[] },
): Promise<DraftedLetter> {
  const reader = await readerOf(context, given.propertyId)
  const page = await readPage(reader, { propertyId: given.propertyId, parcelId: null }, newParcelSections())
  if (!page.property)
    throw new NotFound('propertyId', 'There is no such property in this town.', { got: given.propertyId })
  const postId = await read(context, (db) => selectSigningPost(db, context.tenant.tenantId, signing, context.today))
  if (postId === null)
    throw new Conflict('postId', 'Nobody holds the post that signs extracts today. Ask the office.', {
      expected: signing,
    })
  const map = await mapOf(context, live, page, given.languages[0]!)
  return command(context, { name: 'map.issue-extract', input: given }, async (tx) => {
    const letter = await draftLetter(tx, {
      template: 'property-extract',
      languages: given.languages,
      ...extractOf(page, uses),
      addressee: addresseeOf(reader),
      subject: { kind: 'property', id: given.propertyId },
      postId,
      facts: { propertyNumber: page.property!.propertyNumber },
      ...(map && { pictures: { map } }),
    })
    tx.journal({ subjects: [{ kind: 'property', id: given.propertyId }], after: { ...given, number: letter.number } })
    return letter
  })
}

async function readerOf(context: Context, propertyId: number): Promise<Context> {
  if (context.permissions.has('people.read-private')) return context
  if (context.userId === null) throw new NotSignedIn()
  const owner = await asOwnerOf(context, propertyId)
  if (owner.personId !== null && context.roleClass === 'citizen') return owner
  throw new Forbidden('An extract goes to the owner who proved to be that. Say first that the property is yours.', {
    field: 'propertyId',
  })
}

const whomever = { en: 'Whom it may concern', hi: 'जिससे संबंधित हो', mr: 'ज्याच्याशी संबंधित आहे त्यास' }

function addresseeOf(reader: Context) {
  return reader.roleClass === 'citizen' && reader.personId !== null
    ? { partyId: reader.personId, lines: [whomever] }
    : { lines: [whomever] }
}

/** The plots among their neighbours; a place that is known by street alone has no map. */
async function mapOf(context: Context, live: LiveLayers, page: ParcelPage, language: Language): Promise<Buffer | null> {
  const outlines = page.parcels.map(({ geometry }) => geometry)
  const point = page.property!.place.point
  const shapes = outlines.length ? outlines : point ? [{ type: 'Point' as const, coordinates: point }] : []
  const bbox = boundsAround(shapes, 140)
  if (!bbox) return null
  const coordinates = outlines.flatMap((outline) => outline.coordinates)
  return drawStill(context, live, {
    bbox,
    widthPx: 1200,
    heightPx: 560,
    theme: 'light',
    language,
    ...(coordinates.length && { highlight: { type: 'MultiPolygon', coordinates } }),
  })
}
