import { useState } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { type Question, useSearch } from '../../state/search.ts'
import { useWards } from '../../state/towns.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { pathOfResult, ResultLine } from '../../ui/result-line.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { WardChoice } from '../../ui/ward-choice.tsx'
import styles from './near-me.module.css'

const RADIUS_M = 200
type Step = 'closed' | 'explain' | 'asking' | 'refused' | 'found'

/** Houses near me: says first why the phone will ask, and always leaves the way over the ward. */
export function NearMe() {
  const t = useWords()
  const city = useCity()
  const language = useLanguage()
  const [step, setStep] = useState<Step>('closed')
  const [here, setHere] = useState<{ lon: number; lat: number } | null>(null)
  const [ward, setWard] = useState('')
  const wards = useWards(city, step !== 'closed')
  const bounds = wards.data?.find((item) => item.code === ward)?.bounds
  const question: Question | null = ward
    ? bounds
      ? { ward, bbox: bounds, limit: 100 }
      : null
    : step === 'found' && here
      ? { near: here, radiusM: RADIUS_M, limit: 20 }
      : null

  const locate = () => {
    setStep('asking')
    setWard('')
    if (!('geolocation' in navigator)) return setStep('refused')
    navigator.geolocation.getCurrentPosition(
      (position) => {
        setHere({ lon: position.coords.longitude, lat: position.coords.latitude })
        setStep('found')
      },
      () => setStep('refused'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }

  if (step === 'closed')
    return (
      <div>
        <Button icon="near" onClick={() => setStep('explain')}>
          {t('home:near.open')}
        </Button>
      </div>
    )
  return (
    <section className={styles.near} aria-label={t('home:near.open')}>
      {step === 'refused' ? (
        <p role="status">{t('home:near.refused')}</p>
      ) : (
        <p>{t('home:near.why', { metres: formatNumber(RADIUS_M, language) })}</p>
      )}
      <div className={styles.ways}>
        <Button icon="near" look="main" busy={step === 'asking'} onClick={locate}>
          {t('home:near.share')}
        </Button>
        <WardChoice city={city} ward={ward} onWard={setWard} />
      </div>
      {ward && !bounds && <p role="status">{t('home:near.type')}</p>}
      {question && <Found city={city} question={question} />}
    </section>
  )
}

function Found({ city, question }: { city: string; question: Question }) {
  const t = useWords()
  const found = useSearch(city, question)
  if (found.error) return <ErrorNotice error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton lines={4} />
  // A ward's box holds parts of its neighbours too.
  const results = found.data.results.filter((result) => !question.ward || result.wardCode === question.ward)
  if (results.length === 0) return <Empty>{t('home:near.nothing')}</Empty>
  return (
    <ul className={styles.list}>
      {results.map((result) => (
        <li key={`${result.propertyId}-${result.parcelId}`}>
          <PlaceLink to={pathOfResult(result)}>
            <ResultLine result={result} />
          </PlaceLink>
        </li>
      ))}
    </ul>
  )
}
