import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { getJson } from '../../state/request.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorNotice } from '../../ui/states.tsx'

type Verdict = { entries: number; unsealed: number; intact: boolean; firstBroken?: { entryId: number; reason: string } }

/** Walks the chain of the journal when asked, and says whether a line was altered. */
export function JournalVerdict({ city }: { city: string }) {
  const t = useWords()
  const language = useLanguage()
  const verdict = useQuery({
    queryKey: ['journal-verdict', city],
    queryFn: ({ signal }) => getJson<Verdict>(`/api/${city}/admin/journal/verify`, signal),
    enabled: false,
  })
  const data = verdict.data
  return (
    <div>
      <Button icon="check" busy={verdict.isFetching} onClick={() => verdict.refetch()}>
        {t('office:journal.verify')}
      </Button>
      <p role="status" style={{ marginBlockStart: '0.4rem' }}>
        {data?.intact && (
          <Chip tone="good">
            {t('office:journal.intact', { count: data.entries, entries: formatNumber(data.entries, language) })}
          </Chip>
        )}
        {data && !data.intact && (
          <Chip tone="alert">{t('office:journal.broken', { entry: data.firstBroken?.entryId ?? '?' })}</Chip>
        )}
      </p>
      {verdict.error && <ErrorNotice error={verdict.error} />}
    </div>
  )
}
