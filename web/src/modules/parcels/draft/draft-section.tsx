import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useWords } from '../../../i18n/language.ts'
import type { ParcelPage } from '../../../state/contract.ts'
import { getJson } from '../../../state/request.ts'
import { useCity } from '../../../state/view.ts'
import { Section } from '../../../ui/page.tsx'
import { Skeleton } from '../../../ui/states.tsx'
import type { PlotDraft } from './draft-types.ts'

// Fetched only where a draft map is open.
const DraftCard = lazy(() => import('./draft-card.tsx'))

/** A draft map that would change this plot, while its window is open. */
export function DraftSection({ page }: { page: ParcelPage }) {
  const t = useWords()
  const city = useCity()
  const parcelId = page.parcels[0]?.parcelId ?? null
  const drafts = useQuery({
    queryKey: ['place', city, 'drafts', parcelId],
    queryFn: ({ signal }) => getJson<{ drafts: PlotDraft[] }>(`/api/${city}/parcels/${parcelId}/drafts`, signal),
    enabled: parcelId !== null,
  })
  const list = drafts.data?.drafts ?? []
  if (list.length === 0) return null
  return (
    <Section id="draft" title={t('parcels:draft.title')}>
      <Suspense fallback={<Skeleton lines={4} />}>
        {list.map((draft) => (
          <DraftCard key={draft.differenceId} draft={draft} />
        ))}
      </Suspense>
    </Section>
  )
}
