import { useState } from 'react'
import { formatDay } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { useSession } from '../../../state/session.ts'
import { useSend } from '../../../state/use-send.ts'
import { Field } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { Fact, Facts } from '../../../ui/page.tsx'
import { type Import, refreshImport } from './api.ts'

/** The day on which a picture was taken: without it no map may show the picture. */
export function PictureForm({ city, given }: { city: string; given: Import }) {
  const t = useWords()
  const language = useLanguage()
  const today = useSession(city).data?.town.today
  const [takenOn, setTakenOn] = useState(given.wishes.takenOn ?? '')
  const { busy, error, send } = useSend(city)
  const keep = async () => {
    await send('POST', `/imports/${given.importId}/reading`, { takenOn })
    await refreshImport(city, given.importId)
  }
  if (given.state !== 'checked')
    return (
      <Facts>
        <Fact name={t('office:imports.picture.day')}>
          {given.wishes.takenOn && formatDay(given.wishes.takenOn, language)}
        </Fact>
      </Facts>
    )
  return (
    <section aria-labelledby="columns">
      <h2 id="columns">{t('office:imports.picture.title')}</h2>
      <Form send={t('office:imports.picture.keep')} onSend={keep} busy={busy} error={error}>
        <Field
          name="takenOn"
          label={t('office:imports.picture.day')}
          hint={t('office:imports.picture.hint')}
          type="date"
          max={today}
          required
          value={takenOn}
          onChange={(event) => setTakenOn(event.target.value)}
        />
      </Form>
    </section>
  )
}
