import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import type { ParcelPage, Restriction } from '../../state/contract.ts'
import { Button } from '../../ui/button.tsx'
import { ImposeDialog } from './impose-dialog.tsx'
import { LiftDialog } from './lift-dialog.tsx'
import { RestrictionList } from './restriction-list.tsx'

/** What stops an action here, for an officer who may enter and lift orders. */
export default function RestrictionDesk({ page }: { page: ParcelPage }) {
  const t = useWords()
  const [lifted, setLifted] = useState<Restriction | null>(null)
  const [isEntering, setEntering] = useState(false)
  return (
    <div>
      <RestrictionList
        restrictions={page.restrictions}
        tools={(restriction) => (
          <p className="no-print">
            <Button onClick={() => setLifted(restriction)}>{t('office:restriction.lift')}</Button>
          </p>
        )}
      />
      <p className="no-print" style={{ marginBlockStart: '0.6rem' }}>
        <Button icon="lock" onClick={() => setEntering(true)}>
          {t('office:restriction.impose')}
        </Button>
      </p>
      {isEntering && <ImposeDialog page={page} onClose={() => setEntering(false)} />}
      {lifted && <LiftDialog restriction={lifted} onClose={() => setLifted(null)} />}
    </div>
  )
}
