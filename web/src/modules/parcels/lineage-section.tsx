import { useQuery } from '@tanstack/react-query'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay, formatMoment, formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import type { Names, ParcelPage } from '../../state/contract.ts'
import { getJson } from '../../state/request.ts'
import { useCity } from '../../state/view.ts'
import { Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { type FamilyEdge, type FamilyPlot, layFamily } from './lineage-layout.ts'
import styles from './lineage-section.module.css'

type ByAct = { kind: string; instrument: string; recordedAt: string; by: Names | null }
type Lineage = {
  edges: (FamilyEdge & ByAct & { effectiveOn: string })[]
  plots: FamilyPlot[]
  versions: (ByAct & {
    versionId: number
    number: string | null
    areaSqm: number
    from: string
    to: string | null
    supersededAt: string | null
  })[]
}

const WIDE = 190
const HIGH = 74
const BOX = { width: 150, height: 54 }

/** Where the plot came from and what became of it: a picture of generations, and every version with who and which order. */
export function LineageSection({ page }: { page: ParcelPage }) {
  const t = useWords()
  const city = useCity()
  const parcelId = page.parcels[0]?.parcelId ?? null
  const lineage = useQuery({
    queryKey: ['place', city, 'lineage', parcelId],
    queryFn: ({ signal }) => getJson<Lineage>(`/api/${city}/parcels/${parcelId}/lineage`, signal),
    enabled: parcelId !== null,
  })
  if (!lineage.data || parcelId === null) return null
  return (
    <Section id="lineage" title={t('parcels:lineage.title')}>
      {lineage.data.edges.length > 0 && <Family lineage={lineage.data} chosen={parcelId} />}
      <Versions versions={lineage.data.versions} />
    </Section>
  )
}

/** Plots by generation; each is a link to its page on the last day that it held. */
function Family({ lineage, chosen }: { lineage: Lineage; chosen: number }) {
  const t = useWords()
  const language = useLanguage()
  const placed = layFamily(lineage.plots, lineage.edges)
  const at = new Map(placed.map((plot) => [plot.parcelId, { x: plot.column * WIDE, y: plot.row * HIGH }]))
  const width = Math.max(...placed.map(({ column }) => column)) * WIDE + BOX.width + 4
  const height = Math.max(...placed.map(({ row }) => row)) * HIGH + BOX.height + 4
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('parcels:lineage.title')}>
        <div className={styles.family} style={{ inlineSize: width, blockSize: height }}>
          <svg width={width} height={height} aria-hidden="true" className={styles.lines}>
            {lineage.edges.map(({ parentId, childId }) => {
              const [from, to] = [at.get(parentId), at.get(childId)]
              return from && to && <path key={`${parentId}-${childId}`} d={curve(from, to)} />
            })}
          </svg>
          {placed.map((plot) => (
            <div
              key={plot.parcelId}
              className={styles.place}
              style={{ insetInlineStart: at.get(plot.parcelId)!.x, insetBlockStart: at.get(plot.parcelId)!.y }}
            >
              <PlaceLink
                to={`/parcel/${plot.parcelId}`}
                view={{ asOf: plot.to && plot.to > plot.from ? dayBefore(plot.to) : undefined }}
                className={`${styles.plot} ${plot.to ? styles.ended : ''} ${plot.parcelId === chosen ? styles.chosen : ''}`}
                aria-current={plot.parcelId === chosen ? 'true' : undefined}
              >
                <strong className="figures">{plot.number ?? `#${plot.parcelId}`}</strong>
                <span className="figures small">
                  {t('parcels:square-metres', { value: formatNumber(plot.areaSqm, language, 1) })}
                  {plot.to && ` · ${t('parcels:lineage.ended')}`}
                </span>
              </PlaceLink>
            </div>
          ))}
        </div>
      </section>
      <ul className={styles.list}>
        {acts(lineage).map(({ act, parents, children }) => (
          <li key={`${act.recordedAt}-${parents}-${children}`}>
            <strong>{codeWords(t, 'change', act.kind)}</strong> {parents} → {children}
            <span className="soft small"> {whoAndWhen(act, formatDay(act.effectiveOn, language), language)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

const orderOf = ({ effectiveOn, recordedAt }: Lineage['edges'][number]) => `${effectiveOn} ${recordedAt}`

/** Edges of one act as one line: the parents and the children by number. */
function acts({ edges, plots }: Lineage) {
  const number = new Map(plots.map((plot) => [plot.parcelId, plot.number ?? `#${plot.parcelId}`]))
  const groups = new Map<string, Lineage['edges']>()
  for (const edge of edges) {
    const key = `${edge.recordedAt} ${edge.instrument}`
    groups.set(key, [...(groups.get(key) ?? []), edge])
  }
  const names = (ids: number[]) => [...new Set(ids)].map((id) => number.get(id)).join(' + ')
  return [...groups.values()]
    .sort((one, two) => (orderOf(one[0]!) < orderOf(two[0]!) ? -1 : 1))
    .map((group) => ({
      act: group[0]!,
      parents: names(group.map(({ parentId }) => parentId)),
      children: names(group.map(({ childId }) => childId)),
    }))
}

function Versions({ versions }: { versions: Lineage['versions'] }) {
  const t = useWords()
  const language = useLanguage()
  return (
    <details className={styles.versions}>
      <summary>{t('parcels:lineage.versions', { count: versions.length, total: versions.length })}</summary>
      <ul className={styles.list}>
        {versions.map((version) => (
          <li key={version.versionId} className={version.supersededAt ? styles.corrected : undefined}>
            <span className="figures">
              <strong>{version.number ?? '–'}</strong>{' '}
              {t('parcels:square-metres', { value: formatNumber(version.areaSqm, language, 2) })}
              {' · '}
              {version.to
                ? t('parcels:lineage.from-to', {
                    from: formatDay(version.from, language),
                    to: formatDay(version.to, language),
                  })
                : t('parcels:lineage.from', { from: formatDay(version.from, language) })}
            </span>
            <span className="soft small">
              {codeWords(t, 'change', version.kind)} ·{' '}
              {whoAndWhen(version, t('parcels:recorded', { at: formatMoment(version.recordedAt, language) }), language)}
              {version.supersededAt &&
                ` · ${t('parcels:lineage.replaced', { at: formatMoment(version.supersededAt, language) })}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const whoAndWhen = ({ instrument, by }: ByAct, when: string, language: Parameters<typeof pickName>[1]) =>
  [instrument, by && pickName(by, language).text, when].filter(Boolean).join(' · ')

function curve(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const [x1, y1] = [from.x + BOX.width, from.y + BOX.height / 2]
  const [x2, y2] = [to.x, to.y + BOX.height / 2]
  const bend = (x1 + x2) / 2
  return `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`
}

/** The last day on which something held that ends on a day. */
function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
