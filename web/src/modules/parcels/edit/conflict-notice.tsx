import { formatMoment, formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { Button } from '../../../ui/button.tsx'
import styles from './edit-desk.module.css'
import type { Drawing, Meanwhile } from './edit-types.ts'

type Props = { seen: Drawing['plot']; now: Meanwhile; onReload: () => void }

/** Someone else was first: what they made of the plot, beside what was seen. The map shows their outline dashed. */
export function ConflictNotice({ seen, now, onReload }: Props) {
  const t = useWords()
  const language = useLanguage()
  const sqm = (value: number) => t('parcels:square-metres', { value: formatNumber(value, language, 2) })
  const rows: [string, string, string][] = [
    [t('office:edit.number'), seen.number ?? '–', now.number ?? '–'],
    [t('office:edit.area'), sqm(seen.areaSqm), sqm(now.areaSqm)],
    [t('office:order.label'), seen.instrument, now.instrument],
    [t('office:edit.recorded'), formatMoment(seen.recordedAt, language), formatMoment(now.recordedAt, language)],
  ]
  return (
    <div className={styles.notice} role="alert">
      <strong>{t('office:edit.conflict.title')}</strong>
      <table className={styles.apart}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('office:edit.conflict.seen')}</th>
            <th scope="col">{t('office:edit.conflict.now')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, before, after]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>{before === after ? after : <strong>{after}</strong>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft small">{t('office:edit.conflict.map')}</p>
      <Button onClick={onReload}>{t('office:edit.conflict.reload')}</Button>
    </div>
  )
}
