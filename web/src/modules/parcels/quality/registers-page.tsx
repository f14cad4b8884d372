import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { codeWords } from '../../../i18n/code-words.ts'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { pickName } from '../../../i18n/pick.ts'
import type { Names } from '../../../state/contract.ts'
import { getJson } from '../../../state/request.ts'
import { useSession } from '../../../state/session.ts'
import { useSend } from '../../../state/use-send.ts'
import { useCity } from '../../../state/view.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, SelectField } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { Name } from '../../../ui/name.tsx'
import { DataTable } from '../../../ui/office/data-table.tsx'
import { ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import styles from '../import/import.module.css'
import { type RegisterState, refreshQuality, useQuality, useReport } from './api.ts'
import { QualityFrame } from './quality-frame.tsx'

/** `/quality/registers`: who answers for which register, how fresh it is, and what was published of it. */
export function RegistersPage() {
  const t = useWords()
  const city = useCity()
  const language = useLanguage()
  const quality = useQuality(city)
  const report = useReport(city)
  const may = useSession(city).data?.user?.permissions.includes('parcels.publish-quality') ?? false
  const [named, setNamed] = useState<RegisterState | null>(null)
  return (
    <QualityFrame lead={t('office:quality.registers-lead')}>
      {quality.error && <ErrorNotice error={quality.error} onRetry={() => quality.refetch()} />}
      {quality.isPending && <Skeleton lines={6} />}
      {quality.data && (
        <DataTable
          rows={quality.data.registers}
          keyOf={(row) => row.register}
          columns={[
            {
              key: 'register',
              head: t('office:quality.register'),
              isName: true,
              value: (row) => row.register,
              cell: (row) => <RegisterName register={row.register} />,
            },
            {
              key: 'rows',
              head: t('office:imports.rows'),
              isNumber: true,
              value: (row) => row.rows,
              cell: (row) => formatNumber(row.rows, language),
            },
            {
              key: 'changed',
              head: t('office:quality.changed'),
              value: (row) => row.lastChangedOn,
              cell: (row) => row.lastChangedOn && formatDay(row.lastChangedOn, language),
            },
            {
              key: 'steward',
              head: t('office:quality.steward'),
              cell: (row) => (row.steward ? <Name names={row.steward} /> : t('office:quality.nobody')),
            },
            { key: 'fresh', head: t('office:quality.fresh'), cell: (row) => <Fresh row={row} /> },
            ...(may
              ? [
                  {
                    key: 'name',
                    head: t('office:quality.order'),
                    cell: (row: RegisterState) => (
                      <Button look="quiet" onClick={() => setNamed(row)}>
                        {t('office:quality.name')}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {report.data && (
        <p>
          {t('office:quality.published', {
            day: formatDay(report.data.publishedOn, language),
            order: report.data.instrument,
          })}
        </p>
      )}
      {report.data === null && <p>{t('office:quality.unpublished')}</p>}
      {may && <Publish city={city} />}
      {named && <NameSteward city={city} register={named} onClose={() => setNamed(null)} />}
    </QualityFrame>
  )
}

function RegisterName({ register }: { register: string }) {
  const t = useWords()
  const [family, code] = register.split(':')
  if (code) return codeWords(t, family === 'boundaries' ? 'boundary' : 'level', code)
  return codeWords(t, 'register', register)
}

function Fresh({ row }: { row: RegisterState }) {
  const t = useWords()
  const language = useLanguage()
  if (row.fresh === null) return <Chip>{t('office:quality.no-limit')}</Chip>
  const days = formatNumber(row.freshnessDays ?? 0, language)
  return (
    <Chip tone={row.fresh ? 'good' : 'caution'}>
      {t(row.fresh ? 'office:quality.is-fresh' : 'office:quality.is-stale', { days })}
    </Chip>
  )
}

function Publish({ city }: { city: string }) {
  const t = useWords()
  const [instrument, setInstrument] = useState('')
  const { busy, error, send } = useSend(city)
  const publish = async () => {
    await send('POST', '/quality/reports', { instrument })
    await refreshQuality(city)
  }
  return (
    <div className={styles.next}>
      <Form send={t('office:quality.publish')} busy={busy} error={error} onSend={publish}>
        <Field
          name="report"
          label={t('office:imports.next.instrument')}
          required
          minLength={3}
          value={instrument}
          onChange={(event) => setInstrument(event.target.value)}
        />
      </Form>
    </div>
  )
}

type Posts = { posts: { postId: number; names: Names; office: Names }[] }

function NameSteward({ city, register, onClose }: { city: string; register: RegisterState; onClose: () => void }) {
  const t = useWords()
  const language = useLanguage()
  const today = useSession(city).data?.town.today ?? ''
  const posts = useQuery({
    queryKey: ['posts', city],
    queryFn: ({ signal }) => getJson<Posts>(`/api/${city}/posts`, signal),
  })
  const [given, setGiven] = useState({ postId: 0, freshnessDays: register.freshnessDays ?? 365, instrument: '' })
  const { busy, error, send } = useSend(city)
  const name = async () => {
    const body = { ...given, register: register.register, effectiveOn: today }
    if ((await send('POST', '/quality/stewards', body)) === null) return
    await refreshQuality(city)
    onClose()
  }
  return (
    <Dialog title={t('office:quality.name')} open onClose={onClose}>
      <Form send={t('office:quality.name')} busy={busy} error={error} onSend={name}>
        <SelectField
          label={t('office:quality.steward')}
          required
          value={given.postId || ''}
          onChange={(event) => setGiven({ ...given, postId: Number(event.target.value) })}
        >
          <option value="">–</option>
          {posts.data?.posts.map((post) => (
            <option key={post.postId} value={post.postId}>
              {pickName(post.names, language).text}, {pickName(post.office, language).text}
            </option>
          ))}
        </SelectField>
        <Field
          label={t('office:quality.limit')}
          type="number"
          min={1}
          max={36500}
          required
          value={given.freshnessDays}
          onChange={(event) => setGiven({ ...given, freshnessDays: Number(event.target.value) })}
        />
        <Field
          label={t('office:imports.next.instrument')}
          required
          minLength={3}
          value={given.instrument}
          onChange={(event) => setGiven({ ...given, instrument: event.target.value })}
        />
      </Form>
    </Dialog>
  )
}
