import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { Button } from '../../ui/button.tsx'
import { PropertySearch } from '../../ui/property-search.tsx'
import type { ChosenPlace } from './report-page.tsx'

/** Where it is: where the reader stands, or a property found by its words. No map is needed. */
export function PlaceChoice({ place, onPlace }: { place: ChosenPlace | null; onPlace: (place: ChosenPlace) => void }) {
  const t = useWords()
  const language = useLanguage()
  const [state, setState] = useState<'idle' | 'asking' | 'refused'>('idle')
  const locate = () => {
    setState('asking')
    if (!('geolocation' in navigator)) return setState('refused')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle')
        onPlace({ point: [coords.longitude, coords.latitude] })
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }
  const words = place && ('point' in place ? t('requests:where-i-am') : pickName(place.property.title, language).text)
  return (
    <>
      <p>
        <Button icon="near" busy={state === 'asking'} onClick={locate}>
          {t('requests:where-i-am')}
        </Button>
      </p>
      {state === 'refused' && <p role="status">{t('requests:refused')}</p>}
      <PropertySearch size="slim" onChoose={(property) => property.propertyId !== null && onPlace({ property })} />
      <p role="status">{words && t('requests:place', { place: words })}</p>
    </>
  )
}
