import { lazy, Suspense } from 'react'
import { useWords } from '../../i18n/language.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { useIsDesk } from '../../state/desk.ts'
import { useSession } from '../../state/session.ts'
import { useCity, useView } from '../../state/view.ts'
import { Section } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { RestrictionList } from './restriction-list.tsx'

// Fetched only on the desk of someone who may enter and lift orders.
const RestrictionDesk = lazy(() => import('./restriction-desk.tsx'))

/** On a desk, whose orders stop an action here; who may, enters and lifts them. Citizens read them with the land. */
export function OrdersSection({ page }: { page: ParcelPage }) {
  const t = useWords()
  const isDesk = useIsDesk()
  const may = useSession(useCity()).data?.user?.permissions.includes('parcels.restrict')
  // Orders are entered into the present, never into a page of the past.
  const { asOf, knownAt } = useView()
  if (!isDesk) return null
  const list = <RestrictionList restrictions={page.restrictions} />
  return (
    <Section id="orders" title={t('parcels:restrictions')}>
      {page.restrictions.length === 0 && <Empty>{t('parcels:no-restrictions')}</Empty>}
      {may && !asOf && !knownAt ? (
        <Suspense fallback={list}>
          <RestrictionDesk page={page} />
        </Suspense>
      ) : (
        list
      )}
    </Section>
  )
}
