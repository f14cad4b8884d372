import { useState } from 'react'
import { formatMoment, formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { useSend } from '../../../state/use-send.ts'
import { useCity, useSetView, useView } from '../../../state/view.ts'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/office/data-table.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import styles from '../import/import.module.css'
import { Progress } from '../import/progress.tsx'
import { type Finding, refreshQuality, useQuality, useWorkList } from './api.ts'
import { MendPart } from './mend-part.tsx'
import { QualityFrame } from './quality-frame.tsx'

/** `/quality`: what is wrong in the register, heaviest first; each with its place and a mending to accept. */
export function QualityPage() {
  const t = useWords()
  const city = useCity()
  const language = useLanguage()
  const kind = useView().show ?? null
  const setView = useSetView()
  const quality = useQuality(city)
  const list = useWorkList(city, kind, quality.data?.run)
  const [chosen, setChosen] = useState<Finding | null>(null)
  const run = quality.data?.run
  return (
    <QualityFrame lead={t('office:quality.lead')} tools={<LookOver city={city} isRunning={run?.state === 'running'} />}>
      {run?.state === 'running' && (
        <Progress words={t('office:quality.running')} done={run.done} total={Math.max(run.total, 1)} />
      )}
      {run?.finishedAt && (
        <p className="soft small">{t('office:quality.looked', { when: formatMoment(run.finishedAt, language) })}</p>
      )}
      {quality.error && <ErrorNotice error={quality.error} onRetry={() => quality.refetch()} />}
      {quality.isPending && <Skeleton lines={4} />}
      {quality.data && !run && <Empty>{t('office:quality.never')}</Empty>}
      {run && quality.data?.counts.length === 0 && <Empty>{t('office:quality.none')}</Empty>}
      {quality.data && quality.data.counts.length > 0 && (
        <fieldset className={styles.kinds}>
          <legend className="visually-hidden">{t('office:quality.kind')}</legend>
          <Button aria-pressed={kind === null} onClick={() => setView({ show: undefined })}>
            {t('office:quality.all')}
          </Button>
          {quality.data.counts.map((each) => (
            <Button key={each.kind} aria-pressed={kind === each.kind} onClick={() => setView({ show: each.kind })}>
              {t(`office:finding.${each.kind}`)}{' '}
              <strong className="figures">{formatNumber(each.count, language)}</strong>
            </Button>
          ))}
        </fieldset>
      )}
      <div className={chosen ? styles.findings : ''}>
        {list.data && list.data.length > 0 && <WorkList list={list.data} chosen={chosen} onChoose={setChosen} />}
        {chosen && <MendPart key={chosen.findingId} city={city} finding={chosen} onDone={() => setChosen(null)} />}
      </div>
    </QualityFrame>
  )
}

function LookOver({ city, isRunning }: { city: string; isRunning: boolean }) {
  const t = useWords()
  const { busy, error, send } = useSend(city)
  const start = async () => {
    await send('POST', '/quality/runs', {})
    await refreshQuality(city)
  }
  return (
    <div>
      <Button icon="search" busy={busy || isRunning} onClick={start}>
        {t('office:quality.look')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  )
}

type ListProps = { list: Finding[]; chosen: Finding | null; onChoose: (finding: Finding) => void }

function WorkList({ list, chosen, onChoose }: ListProps) {
  const t = useWords()
  const language = useLanguage()
  const area = (value: number | null) => (value === null ? '' : formatNumber(value, language, 1))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.list} tabIndex={0} aria-label={t('office:quality.list')}>
      <DataTable
        rows={list}
        keyOf={(row) => row.findingId}
        chosen={(row) => row.findingId === chosen?.findingId}
        onRow={onChoose}
        columns={[
          {
            key: 'kind',
            head: t('office:quality.kind'),
            value: (row) => row.kind,
            cell: (row) => t(`office:finding.${row.kind}`),
          },
          {
            key: 'about',
            head: t('office:quality.about'),
            isName: true,
            value: (row) => row.label,
            cell: (row) => row.label ?? row.buildingIds.map((id) => `#${id}`).join(', '),
          },
          {
            key: 'weight',
            head: t('office:quality.weight'),
            isNumber: true,
            value: (row) => row.areaSqm ?? 0,
            cell: (row) => area(row.areaSqm),
          },
          {
            key: 'mend',
            head: t('office:quality.mending'),
            cell: (row) => (
              <Button look="quiet" onClick={() => onChoose(row)}>
                {t(row.mend ? `office:quality.mend.${row.mend}` : 'office:quality.see')}
              </Button>
            ),
          },
        ]}
      />
    </section>
  )
}
