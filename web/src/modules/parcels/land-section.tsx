import { codeWords } from '../../i18n/code-words.ts'
import { formatDay, formatNumber, formatShare } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { isPart } from '../../i18n/share.ts'
import type { Words } from '../../i18n/words.ts'
import type { Building, Parcel, ParcelPage } from '../../state/contract.ts'
import { useIsDesk } from '../../state/desk.ts'
import { useSession } from '../../state/session.ts'
import { useCity, useView } from '../../state/view.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty } from '../../ui/states.tsx'
import { FloorStack } from './floor-stack.tsx'
import styles from './land-section.module.css'
import { RestrictionList } from './restriction-list.tsx'
import { SolidView } from './solid-view.tsx'

/** Land and building: facts first, then the floors. */
export function LandSection({ page }: { page: ParcelPage }) {
  const t = useWords()
  const isDesk = useIsDesk()
  const property = page.property
  return (
    <Section id="land" title={t('parcels:section.land')}>
      {!isDesk && <RestrictionList restrictions={page.restrictions} />}
      <Facts>
        {property && <PropertyFacts page={page} />}
        {page.boundaries.map((boundary) => (
          <Fact key={`${boundary.set}-${boundary.code}`} name={codeWords(t, 'boundary', boundary.set)}>
            {boundary.code} – <Name names={boundary.names} />
          </Fact>
        ))}
        {page.landUse && (
          <Fact name={t('parcels:zone')}>
            <Name names={page.landUse.names} otherwise={page.landUse.code} />
          </Fact>
        )}
        <RoadFact road={page.road} />
      </Facts>
      {page.parcels.map((parcel) => (
        <ParcelFacts key={parcel.parcelId} parcel={parcel} />
      ))}
      {page.buildings.length === 0 && <Empty>{t('parcels:no-building')}</Empty>}
      <SolidView page={page} />
      {page.buildings.map((building) => (
        <BuildingFacts key={building.buildingId} building={building} page={page} />
      ))}
    </Section>
  )
}

function PropertyFacts({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const property = page.property!
  const place = [
    property.wing && t('parcels:unit.wing', { wing: property.wing }),
    property.floor !== null && floorWords(t, property.floor, language),
    property.unitNumber && t('parcels:unit.number', { number: property.unitNumber }),
  ].filter(Boolean)
  return (
    <>
      <Fact name={t('parcels:unit.place')}>{place.join(', ')}</Fact>
      <Fact name={t('parcels:ulpin')}>{property.ulpins.join(', ')}</Fact>
      <Fact name={t('parcels:old-numbers')}>{property.oldNumbers.map((old) => old.value).join(', ')}</Fact>
      <Fact name={t('parcels:pin')}>{property.addressParts.pin}</Fact>
      <Fact name={t('parcels:place-known')}>
        {t('parcels:place-by', {
          grade: codeWords(t, 'grade', property.place.grade),
          source: codeWords(t, 'source', property.place.source),
        })}
        {property.place.on && `, ${formatDay(property.place.on, language)}`}
      </Fact>
    </>
  )
}

function RoadFact({ road }: { road: ParcelPage['road'] }) {
  const t = useWords()
  const language = useLanguage()
  if (!road) return null
  return (
    <Fact name={t('parcels:road')}>
      <Name names={road.names} otherwise={codeWords(t, 'road', road.class)} />
      {road.widthM !== null && `, ${t('parcels:metres', { value: formatNumber(road.widthM, language, 1) })}`}
    </Fact>
  )
}

function ParcelFacts({ parcel }: { parcel: Parcel }) {
  const t = useWords()
  const language = useLanguage()
  const sqm = (value: number) => t('parcels:square-metres', { value: formatNumber(value, language, 2) })
  return (
    <div className={styles.part}>
      <h3>
        {codeWords(t, 'level', parcel.level)} <span className="figures">{parcel.number}</span>
      </h3>
      <Facts>
        <Fact name={t('parcels:area-drawn')}>{sqm(parcel.areaSqm)}</Fact>
        <Fact name={t('parcels:area-legal')}>{parcel.legalAreaSqm !== null && sqm(parcel.legalAreaSqm)}</Fact>
        <Fact name={t('parcels:share')}>{isPart(parcel.share) && formatShare(parcel.share, language)}</Fact>
        <Fact name={t('parcels:use')}>{codeWords(t, 'kind', parcel.use)}</Fact>
        <Fact name={t('parcels:measured')}>
          {parcel.surveyedOn &&
            `${codeWords(t, 'survey', parcel.surveyClass)}, ${formatDay(parcel.surveyedOn, language)}`}
        </Fact>
        <Fact name={t('parcels:valid-from')}>{formatDay(parcel.validFrom, language)}</Fact>
        <Fact name={t('parcels:neighbours')}>{formatNumber(parcel.neighbours, language)}</Fact>
      </Facts>
      <EditLink parcelId={parcel.parcelId} />
    </div>
  )
}

/** The way to the tools, for who may use them: into the present, never into a page of the past. */
function EditLink({ parcelId }: { parcelId: number }) {
  const t = useWords()
  const isDesk = useIsDesk()
  const may = useSession(useCity()).data?.user?.permissions.includes('parcels.write')
  const { asOf, knownAt } = useView()
  if (!isDesk || !may || asOf || knownAt) return null
  return (
    <p className="no-print">
      <PlaceLink to={`/parcel/${parcelId}/edit/split`} className={buttonLook()}>
        {t('office:edit.open')}
      </PlaceLink>
    </p>
  )
}

function BuildingFacts({ building, page }: { building: Building; page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const metres = (value: number) => t('parcels:metres', { value: formatNumber(value, language, 1) })
  return (
    <div className={styles.part}>
      <h3>
        <Name names={building.name} otherwise={t('parcels:building')} />
      </h3>
      <div className={styles.building}>
        <FloorStack building={building} mine={page.property} />
        <Facts>
          <Fact name={t('parcels:floors')}>{formatNumber(building.floorsAboveGround, language)}</Fact>
          <Fact name={t('parcels:height')}>{building.heightM !== null && metres(building.heightM)}</Fact>
          <Fact name={t('parcels:construction')}>{codeWords(t, 'construction', building.construction)}</Fact>
          {/* A year is a name, not a quantity: it is never grouped. */}
          <Fact name={t('parcels:built')}>{building.builtYear}</Fact>
          <Fact name={t('parcels:footprint')}>
            {building.footprintSqm !== null &&
              t('parcels:square-metres', { value: formatNumber(building.footprintSqm, language, 1) })}
          </Fact>
        </Facts>
      </div>
    </div>
  )
}

/** −1 → Basement 1, 0 → Ground floor, 3 → Floor 3. */
export function floorWords(t: Words, floor: number, language: 'en' | 'hi' | 'mr'): string {
  if (floor === 0) return t('parcels:unit.ground')
  const count = formatNumber(Math.abs(floor), language)
  return floor < 0 ? t('parcels:unit.basement', { floor: count }) : t('parcels:unit.floor', { floor: count })
}
