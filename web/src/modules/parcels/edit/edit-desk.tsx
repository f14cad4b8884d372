import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useWords } from '../../../i18n/language.ts'
import type { MapScreen } from '../../../map/index.ts'
import { getJson } from '../../../state/request.ts'
import { useSession } from '../../../state/session.ts'
import { useCity } from '../../../state/view.ts'
import { PlaceLink } from '../../../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import { BuildingForm } from './building-form.tsx'
import styles from './edit-desk.module.css'
import { type Drawing, EDIT_TOOLS, type EditTool } from './edit-types.ts'
import { Editor } from './editor.tsx'
import { RenumberForm } from './renumber-form.tsx'
import { boundsOf } from './sides.ts'

/** What a tool gets: the plot as it was seen, the map beside it, and what a tap on a plot of the map should do. */
export type ToolProps = {
  drawing: Drawing
  screen: MapScreen
  today: string
  /** Sets who hears taps on plots; null gives them back to the page. */
  onPicks: (picked: ((parcelId: number | null) => void) | null) => void
  /** The edit is written: go to a plot. */
  onDone: (parcelId: number) => void
  /** Someone else changed a plot: see it as it is now. */
  onReload: () => void
}

type Props = { parcelId: number; tool: EditTool } & Omit<ToolProps, 'drawing' | 'today' | 'onReload'>

/** The desk of someone who edits plots: the tools, and the one in hand. */
export default function EditDesk({ parcelId, tool, ...rest }: Props) {
  const t = useWords()
  const city = useCity()
  const today = useSession(city).data?.town.today ?? ''
  const drawing = useQuery({
    queryKey: ['drawing', city, parcelId],
    queryFn: ({ signal }) => getJson<Drawing>(`/api/${city}/parcels/${parcelId}/drawing`, signal),
    // What was seen is named when writing: nothing may change it under the editor's hand.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const { handle } = rest.screen
  const seen = drawing.data?.plot.geometry
  useEffect(() => {
    if (seen) handle?.fit(boundsOf(seen), 90, 20.5)
  }, [handle, seen])
  if (drawing.error) return <ErrorNotice error={drawing.error} onRetry={() => drawing.refetch()} />
  if (!drawing.data || !today) return <Skeleton lines={6} />
  const props = { ...rest, drawing: drawing.data, today, onReload: () => void drawing.refetch() }
  return (
    <div className={styles.desk}>
      <h1>{t('office:edit.title', { number: drawing.data.plot.number ?? String(parcelId) })}</h1>
      <nav className={styles.tools} aria-label={t('office:edit.tools')}>
        {EDIT_TOOLS.map((each) => (
          <PlaceLink
            key={each}
            to={`/parcel/${parcelId}/edit/${each}`}
            aria-current={each === tool ? 'page' : undefined}
          >
            {t(`office:edit.tool.${each}`)}
          </PlaceLink>
        ))}
      </nav>
      <p className="soft small">{t(`office:edit.lead.${tool}`)}</p>
      {tool === 'building' ? (
        <BuildingForm {...props} />
      ) : tool === 'renumber' ? (
        <RenumberForm {...props} />
      ) : (
        <Editor key={`${tool}-${drawing.data.plot.versionId}`} tool={tool} {...props} />
      )}
    </div>
  )
}
