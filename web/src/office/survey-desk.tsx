import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/language.ts'
import { useMapScreen } from '../map/index.ts'
import { MapFrame } from '../modules/map/map-frame.tsx'
import { boundsOf } from '../modules/parcels/edit/sides.ts'
import { SurveyPanel, useSurvey } from '../modules/parcels/survey/survey-panel.tsx'
import type { Difference, DifferenceKind } from '../modules/parcels/survey/survey-types.ts'
import { SwipeBar } from '../modules/parcels/survey/swipe-map.tsx'
import { useTown } from '../state/towns.ts'
import { useCity } from '../state/view.ts'
import { Panes } from './panes.tsx'

/** A survey beside the register: what is decided on the left, both outlines with a swipe on the map. */
export function SurveyDesk() {
  const t = useWords()
  const city = useCity()
  const { surveyId = '' } = useParams({ strict: false }) as { surveyId?: string }
  const screen = useMapScreen(useTown(city), undefined)
  const [kind, setKind] = useState<DifferenceKind | ''>('')
  const [chosen, setChosen] = useState<number | null>(null)
  const { differences } = useSurvey(city, surveyId, kind)
  const { handle } = screen
  const all = differences.data?.differences
  const isShown = useRef(false)
  useEffect(() => {
    const outlines = all?.flatMap(({ before, after }) => [...before, ...after]) ?? []
    if (!handle || isShown.current || outlines.length === 0) return
    isShown.current = true
    const coordinates = outlines.flatMap(({ geometry }) => geometry.coordinates)
    handle.fit(boundsOf({ type: 'MultiPolygon', coordinates }), 60)
  }, [handle, all])
  const choose = (difference: Difference) => {
    setChosen(difference.differenceId)
    const outline = [...difference.after, ...difference.before][0]
    if (outline) screen.handle?.fit(boundsOf(outline.geometry), 160)
  }
  return (
    <Panes
      start={{
        words: t('office:survey.title'),
        content: <SurveyPanel surveyId={surveyId} kind={kind} onKind={setKind} chosen={chosen} onChoose={choose} />,
      }}
      middle={
        <>
          <MapFrame screen={screen} parcelId={null} onParcel={() => {}} />
          <SwipeBar screen={screen} differences={all ?? []} />
        </>
      }
      end={null}
    />
  )
}
