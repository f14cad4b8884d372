import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import type { Point, SearchResult } from '../../state/contract.ts'
import { queryClient } from '../../state/query-client.ts'
import { useQueuedCommand } from '../../state/queued.ts'
import { useCategories, useHere } from '../../state/requests.ts'
import { useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { Nearby } from './nearby.tsx'
import { PlaceChoice } from './place-choice.tsx'

type Said = { kept: boolean; number: string | null }
export type ChosenPlace = { point: Point } | { property: SearchResult }

/** `/{city}/report`: a problem at a place, kept on the device while there is no network. */
export function ReportPage() {
  const t = useWords()
  const city = useCity()
  const session = useSession(city)
  const [said, setSaid] = useState<Said | null>(null)
  if (said)
    return (
      <Page title={said.kept ? t('notices:saved.kept') : t('requests:made', { number: said.number ?? '' })}>
        <PlaceLink to="/requests">{t('requests:mine')}</PlaceLink>
      </Page>
    )
  return (
    <Page title={t('requests:report')}>
      {session.error && !session.data ? (
        <ErrorNotice error={session.error} onRetry={() => session.refetch()} />
      ) : !session.data ? (
        <Skeleton />
      ) : session.data.user ? (
        <ReportForm city={city} onDone={setSaid} />
      ) : (
        <PlaceLink to="/sign-in">{t('requests:sign-in')}</PlaceLink>
      )}
    </Page>
  )
}

function ReportForm({ city, onDone }: { city: string; onDone: (said: Said) => void }) {
  const t = useWords()
  const language = useLanguage()
  const categories = useCategories(city)
  const [category, setCategory] = useState('')
  const [place, setPlace] = useState<ChosenPlace | null>(null)
  const [values, setValues] = useState({ placeWords: '', text: '' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [isPlaceMissing, setPlaceMissing] = useState(false)
  const { send } = useQueuedCommand<{ number: string }>(city, 'requests:report')
  const point = place && ('point' in place ? place.point : place.property.place.point)
  const here = useHere(city, point, category)
  const report = async () => {
    setPlaceMissing(place === null)
    if (!place) return
    setBusy(true)
    setProblem(null)
    const where = 'point' in place ? { point: place.point } : { propertyId: place.property.propertyId }
    const written = { placeWords: values.placeWords.trim() || null, text: values.text.trim() || null }
    try {
      const outcome = await send('POST', '/grievances', { category, ...where, ...written })
      await queryClient.invalidateQueries({ queryKey: ['own-cases', city] })
      onDone({ kept: outcome.state === 'kept', number: outcome.state === 'sent' ? outcome.answer.number : null })
    } catch (caught) {
      setProblem(caught)
    } finally {
      setBusy(false)
    }
  }
  if (categories.error && !categories.data)
    return <ErrorNotice error={categories.error} onRetry={() => categories.refetch()} />
  return (
    <>
      <PlaceChoice place={place} onPlace={setPlace} />
      {isPlaceMissing && !place && <p role="alert">{t('requests:place-missing')}</p>}
      <Form send={t('requests:send')} onSend={() => void report()} busy={busy} error={problem}>
        <SelectField
          label={t('requests:what')}
          name="category"
          required
          value={category}
          onChange={(event) => setCategory(event.target.value)}
        >
          <option value="" />
          {categories.data?.map((each) => (
            <option key={each.category} value={each.category}>
              {pickName(each.names, language).text}
            </option>
          ))}
        </SelectField>
        {here.data && <Nearby city={city} here={here.data} />}
        {(['placeWords', 'text'] as const).map((name) => (
          <Field
            key={name}
            label={t(`requests:${name}`)}
            name={name}
            maxLength={name === 'text' ? 2000 : 300}
            value={values[name]}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        ))}
      </Form>
    </>
  )
}
