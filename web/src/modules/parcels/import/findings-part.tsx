import { useState } from 'react'
import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import type { Bounds, Point } from '../../../state/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { tableLook } from '../../../ui/office/table-page.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import { type Finding, type Import, useFindings, usePreview } from './api.ts'
import styles from './import.module.css'
import { LandingMap } from './landing-part.tsx'
import { ringsOf } from './outlines.tsx'

const KINDS = [
  'invalid',
  'overlap',
  'duplicate',
  'gap',
  'sliver',
  'repeated-id',
  'legal-area',
  'multipart',
  'skipped',
] as const

/** What is wrong in the file, before a row of it is written: by kind, each with its place on the map. */
export function FindingsPart({ city, given }: { city: string; given: Import }) {
  const t = useWords()
  const language = useLanguage()
  const counts = given.reading!.counts
  const found = KINDS.filter((kind) => (counts[kind] ?? 0) > 0)
  const [kind, setKind] = useState<string | null>(null)
  const [shown, setShown] = useState<Finding | null>(null)
  const chosen = kind ?? found[0] ?? null
  if (found.length === 0)
    return (
      <section aria-labelledby="findings">
        <h2 id="findings">{t('office:imports.findings.title')}</h2>
        <Empty>{t('office:imports.findings.none')}</Empty>
      </section>
    )
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{t('office:imports.findings.title')}</h2>
      <p className="soft">{t('office:imports.findings.lead')}</p>
      <fieldset className={styles.kinds}>
        <legend className="visually-hidden">{t('office:imports.findings.kind')}</legend>
        {found.map((each) => (
          <Button key={each} aria-pressed={each === chosen} onClick={() => setKind(each)}>
            {t(`office:finding.${each}`)} <strong className="figures">{formatNumber(counts[each]!, language)}</strong>
          </Button>
        ))}
      </fieldset>
      <div className={styles.findings}>
        <List city={city} given={given} kind={chosen} shown={shown} onShow={setShown} />
        {shown?.point && <FindingMap city={city} given={given} shown={shown} />}
      </div>
    </section>
  )
}

function FindingMap({ city, given, shown }: { city: string; given: Import; shown: Finding }) {
  const preview = usePreview(city, given)
  if (!preview.data) return null
  const about = preview.data.features.filter(({ properties }) =>
    [shown.index, shown.otherIndex].includes(properties?.index as number),
  )
  const point = {
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'Point' as const, coordinates: shown.point! },
  }
  const shapes = { type: 'FeatureCollection' as const, features: [...about, point] }
  return (
    <LandingMap
      key={shown.findingId}
      city={city}
      shapes={shapes}
      bounds={boundsAbout(about, shown.point!)}
      at={shown.point}
    />
  )
}

/** The plots of a finding with some ground around them; a finding whose plots are not drawn here, from nearer. */
function boundsAbout(features: readonly GeoJSON.Feature[], [lon, lat]: Point): Bounds {
  const box: Bounds = [lon - 0.0002, lat - 0.0002, lon + 0.0002, lat + 0.0002]
  for (const { geometry } of features)
    for (const [x = lon, y = lat] of ringsOf(geometry).flat()) {
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    }
  return box
}

type ListProps = {
  city: string
  given: Import
  kind: string | null
  shown: Finding | null
  onShow: (finding: Finding) => void
}

function List({ city, given, kind, shown, onShow }: ListProps) {
  const t = useWords()
  const language = useLanguage()
  const findings = useFindings(city, given, kind)
  if (findings.error) return <ErrorNotice error={findings.error} onRetry={() => findings.refetch()} />
  if (!findings.data) return <Skeleton lines={4} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.list} tabIndex={0} aria-label={t('office:imports.findings.title')}>
      <table className={tableLook}>
        <thead>
          <tr>
            <th scope="col">{t('office:imports.findings.plot')}</th>
            <th scope="col">{t('office:imports.findings.detail')}</th>
            <th scope="col">{t('office:imports.findings.area')}</th>
            <th scope="col">{t('office:imports.findings.place')}</th>
          </tr>
        </thead>
        <tbody>
          {findings.data.map((finding) => (
            <tr key={finding.findingId}>
              <th scope="row">{finding.label ?? `#${(finding.index ?? 0) + 1}`}</th>
              <td>{finding.detail}</td>
              <td>{finding.areaSqm === null ? '' : formatNumber(finding.areaSqm, language, 1)}</td>
              <td>
                {finding.point && (
                  <Button
                    icon="map"
                    look="quiet"
                    aria-pressed={shown?.findingId === finding.findingId}
                    onClick={() => onShow(finding)}
                  >
                    {t('office:imports.findings.show')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
