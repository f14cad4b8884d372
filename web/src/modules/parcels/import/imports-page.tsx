import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import {
  type ImportState,
  type ImportTarget,
  isAtWork,
} from '../../../../../backend/src/modules/parcels/import/rules.ts'
import { formatMoment, formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { keepView, useCity, useView } from '../../../state/view.ts'
import { Chip } from '../../../ui/chip.tsx'
import { DataTable } from '../../../ui/office/data-table.tsx'
import { TablePage } from '../../../ui/office/table-page.tsx'
import { PlaceLink } from '../../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import { bringIn, useImports } from './api.ts'
import { DropZone } from './drop-zone.tsx'
import styles from './import.module.css'
import { Progress } from './progress.tsx'

/** `/imports`: drop a file; what was brought in before and how far it is. */
export function ImportsPage() {
  const t = useWords()
  const city = useCity()
  const view = useView()
  const language = useLanguage()
  const navigate = useNavigate()
  const imports = useImports(city)
  const [target, setTarget] = useState<ImportTarget>('parcels')
  const [sent, setSent] = useState<{ done: number; total: number } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const take = async (files: File[]) => {
    setError(null)
    setSent({ done: 0, total: 1 })
    try {
      const importId = await bringIn(city, files, target, (done, total) => setSent({ done, total }))
      await navigate({ to: `/${city}/imports/${importId}`, search: keepView(view) as never })
    } catch (caught) {
      setError(caught)
    }
    setSent(null)
  }
  return (
    <TablePage title={t('office:imports.title')} lead={t('office:imports.lead')}>
      <fieldset className={styles.targets}>
        <legend>{t('office:imports.what')}</legend>
        {(['parcels', 'boundaries', 'imagery'] as const).map((each) => (
          <label key={each}>
            <input type="radio" name="target" checked={target === each} onChange={() => setTarget(each)} />
            <span>{t(`office:imports.target.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {sent ? (
        <Progress words={t('office:imports.sending')} done={sent.done} total={sent.total} />
      ) : (
        <DropZone onFiles={take} />
      )}
      {error !== null && <ErrorNotice error={error} />}
      <h2 className={styles.before}>{t('office:imports.before')}</h2>
      {imports.error && <ErrorNotice error={imports.error} onRetry={() => imports.refetch()} />}
      {imports.isPending && <Skeleton lines={4} />}
      {imports.data?.length === 0 && <Empty>{t('office:imports.none')}</Empty>}
      {imports.data && imports.data.length > 0 && (
        <DataTable
          rows={imports.data}
          keyOf={(row) => row.importId}
          columns={[
            {
              key: 'title',
              head: t('office:imports.file'),
              isName: true,
              value: (row) => row.title,
              cell: (row) => <PlaceLink to={`/imports/${row.importId}`}>{row.title}</PlaceLink>,
            },
            {
              key: 'target',
              head: t('office:imports.what'),
              value: (row) => row.target,
              cell: (row) => t(`office:imports.target.${row.target}`),
            },
            {
              key: 'state',
              head: t('office:imports.state'),
              value: (row) => row.state,
              cell: (row) => <StateChip state={row.state} />,
            },
            {
              key: 'rows',
              head: t('office:imports.rows'),
              isNumber: true,
              value: (row) => row.progress.total,
              cell: (row) => formatNumber(row.progress.total, language),
            },
            {
              key: 'started',
              head: t('office:imports.started'),
              value: (row) => row.startedAt,
              cell: (row) => formatMoment(row.startedAt, language),
            },
          ]}
        />
      )}
    </TablePage>
  )
}

const tones: Partial<Record<ImportState, 'good' | 'caution' | 'alert'>> = {
  published: 'good',
  written: 'caution',
  checked: 'caution',
  asked: 'caution',
  refused: 'alert',
}

/** The state of an import in a word. */
export function StateChip({ state }: { state: ImportState }) {
  const t = useWords()
  return <Chip tone={isAtWork(state) ? 'plain' : (tones[state] ?? 'plain')}>{t(`office:imports.states.${state}`)}</Chip>
}
