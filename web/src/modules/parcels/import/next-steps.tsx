import { useState } from 'react'
import { importActions } from '../../../../../backend/src/modules/parcels/import/rules.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { useSend } from '../../../state/use-send.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { ErrorNotice } from '../../../ui/states.tsx'
import { type Import, refreshImport } from './api.ts'
import styles from './import.module.css'

/** The one next step, and the way back. The server asks the same table of what may happen. */
export function NextSteps({ city, given }: { city: string; given: Import }) {
  const t = useWords()
  const language = useLanguage()
  const { busy, error, send } = useSend(city)
  const [instrument, setInstrument] = useState('')
  const [reason, setReason] = useState('')
  const may: readonly string[] = importActions[given.state]
  const act = async (path: string, body: object) => {
    await send('POST', `/imports/${given.importId}/${path}`, body)
    await refreshImport(city, given.importId)
  }
  const rows = formatNumber(given.reading?.rows ?? 0, language)
  return (
    <section className={styles.next} aria-label={t('office:imports.next.title')}>
      {may.includes('draft') && (
        <div>
          <p>{t('office:imports.next.draft-lead', { rows })}</p>
          <Button look="main" busy={busy} onClick={() => act('draft', {})}>
            {t('office:imports.next.draft')}
          </Button>
        </div>
      )}
      {may.includes('publish') && (
        <Form send={t('office:imports.next.publish')} busy={busy} onSend={() => act('publication', { instrument })}>
          <p>{t('office:imports.next.publish-lead', { rows })}</p>
          <Field
            name="instrument"
            label={t('office:imports.next.instrument')}
            required
            minLength={3}
            value={instrument}
            onChange={(event) => setInstrument(event.target.value)}
          />
        </Form>
      )}
      {may.includes('undo') && (
        <details>
          <summary>{t('office:imports.next.undo')}</summary>
          <Form send={t('office:imports.next.undo')} busy={busy} onSend={() => act('undo', { reason })}>
            <p>{t('office:imports.next.undo-lead')}</p>
            <Field
              name="reason"
              label={t('office:imports.next.reason')}
              required
              minLength={3}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Form>
        </details>
      )}
      {given.state === 'receiving' && <p>{t('office:imports.next.cut-short')}</p>}
      {may.includes('cancel') && (
        <Button look="quiet" icon="close" busy={busy} onClick={() => act('cancel', {})}>
          {t('office:imports.next.cancel')}
        </Button>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </section>
  )
}
