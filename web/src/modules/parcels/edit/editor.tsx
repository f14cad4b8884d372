import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { RequestProblem } from '../../../state/problem.ts'
import { queryClient } from '../../../state/query-client.ts'
import { sendJson } from '../../../state/request.ts'
import { useSettled } from '../../../state/settled.ts'
import { useSend } from '../../../state/use-send.ts'
import { useCity } from '../../../state/view.ts'
import { Form } from '../../../ui/form.tsx'
import { ActFields } from './act-fields.tsx'
import { ConflictNotice } from './conflict-notice.tsx'
import { CutFields } from './cut-fields.tsx'
import { type Act, type Asked, askedOf, partsOf, plotWords } from './edit-body.ts'
import styles from './edit-desk.module.css'
import type { ToolProps } from './edit-desk.tsx'
import { shapesOf } from './edit-shapes.ts'
import { type Draft, type EditTool, emptyDraft, type Meanwhile, type Preview } from './edit-types.ts'
import { FindingList, problemFinding } from './finding-list.tsx'
import { PartnerFields } from './partner-fields.tsx'
import { PlotFields } from './plot-fields.tsx'
import { ringsOf } from './sides.ts'
import { useDrawing } from './use-drawing.ts'
import { useSteps } from './use-steps.ts'

type Props = ToolProps & { tool: Extract<EditTool, 'split' | 'merge' | 'boundary'> }

/** Split, merge or a boundary moved: what is drawn or typed, what the server would make of it, and the act that says so. */
export function Editor({ tool, drawing, screen, today, onPicks, onDone, onReload }: Props) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const steps = useSteps<Draft>(emptyDraft)
  const draft = steps.now
  const change = (part: Partial<Draft>) => steps.set({ ...draft, ...part })
  const [act, setAct] = useState<Act>({ instrument: '', effectiveOn: today, reason: '' })
  const parts = partsOf(tool, draft, drawing)
  const asked = askedOf(tool, draft, drawing, act)
  const preview = usePreview(city, asked)
  const { busy, error, send } = useSend(city)
  const problem = error ?? preview.error
  const theirs = meanwhileOf(problem)
  const trouble = theirs || !asked ? null : problemFinding(problem, tool)
  const findings = [...(asked ? (preview.data?.findings ?? []) : []), ...(trouble ? [trouble] : [])]
  const areaWords = (sqm: number) => t('parcels:square-metres', { value: formatNumber(sqm, language, 1) })

  const isDrawn = tool === 'boundary' ? parts.length === 2 : tool === 'split' && draft.how === 'line'
  const outlines = [drawing.plot, ...drawing.neighbours].flatMap(({ geometry }) => ringsOf(geometry))
  useDrawing({
    screen,
    shape: 'line',
    isOn: isDrawn,
    corners: draft.corners,
    snapTo: outlines,
    onCorners: (corners) => change({ corners }),
  })
  usePicks({ ...{ tool, draft, change, drawing }, onPicks })
  usePlotCount(tool, draft, drawing.plot.number, preview, (plots) => steps.amend({ ...draft, plots }))
  const shapes = JSON.stringify(
    shapesOf({ parts, preview: asked ? preview.data : undefined, findings, theirs }, areaWords),
  )
  useEffect(() => screen.handle?.setEditShapes(JSON.parse(shapes)), [screen.handle, shapes])
  useEffect(() => () => screen.handle?.setEditShapes(undefined), [screen.handle])

  const save = async () => {
    if (!asked) return
    const made = await send<{ parcelIds: number[] }>('POST', asked.path, asked.body)
    if (!made) return
    await queryClient.invalidateQueries({ queryKey: ['place', city] })
    screen.handle?.refresh('parcels')
    onDone(made.parcelIds[0]!)
  }
  const refused = findings.some(({ severity }) => severity === 'refusal')
  return (
    <Form send={t(`office:edit.save.${tool}`)} onSend={save} busy={busy} error={theirs || trouble ? null : error}>
      {(tool === 'merge' || tool === 'boundary') && (
        <PartnerFields tool={tool} drawing={drawing} draft={draft} onChange={change} />
      )}
      {(tool === 'split' || (tool === 'boundary' && parts.length === 2)) && (
        <CutFields tool={tool} parts={parts} draft={draft} steps={steps} onChange={change} />
      )}
      {theirs && <ConflictNotice seen={drawing.plot} now={theirs} onReload={onReload} />}
      <output className={styles.part} aria-live="polite">
        <h2>{t('office:edit.outcome')}</h2>
        {!asked && <p className="soft">{t(`office:edit.lacking.${tool}`)}</p>}
        {asked && preview.data && <PlotFields {...{ tool, preview: preview.data, draft }} onChange={change} />}
        <FindingList findings={findings} onGo={(place) => screen.goTo(place)} areaWords={areaWords} />
        {asked && preview.data && !refused && <p>{t('office:edit.lawful')}</p>}
      </output>
      <ActFields act={act} today={today} onChange={setAct} />
    </Form>
  )
}

/** What the server would make of it; asked again a moment after each change, never writes. */
function usePreview(city: string, asked: Asked | null) {
  const words = useSettled(JSON.stringify(asked), 250)
  const settled = JSON.parse(words) as Asked | null
  return useQuery({
    queryKey: ['edit-preview', city, words],
    queryFn: () => {
      const { path, body } = settled!
      // The order may still be unnamed while one draws.
      const named = { ...body, instrument: String(body.instrument).length >= 3 ? body.instrument : '– – –' }
      return sendJson<Preview>('POST', city, `${path}/preview`, named)
    },
    enabled: settled !== null,
    retry: false,
    gcTime: 0,
    placeholderData: (old) => old,
  })
}

/** The plot as the other editor left it, out of a 409 that says so. */
function meanwhileOf(problem: unknown): Meanwhile | null {
  if (!(problem instanceof RequestProblem) || problem.status !== 409 || problem.field !== 'seenVersionId') return null
  return problem.expected as Meanwhile
}

type Picks = { tool: EditTool; draft: Draft; change: (part: Partial<Draft>) => void } & Pick<
  ToolProps,
  'drawing' | 'onPicks'
>

/** A neighbour that is tapped takes part, or no longer. */
function usePicks({ tool, draft, change, drawing, onPicks }: Picks) {
  useEffect(() => {
    if (tool === 'split') return
    onPicks((id) => {
      if (id === null || !drawing.neighbours.some(({ parcelId }) => parcelId === id)) return
      const others = draft.partners.filter((one) => one !== id)
      const isIn = others.length < draft.partners.length
      if (tool === 'boundary') change({ partners: isIn ? [] : [id], corners: [] })
      else change({ partners: isIn ? others : [...others, id] })
    })
    return () => onPicks(null)
  })
}

/** As many lines for new plots as the server makes of the cut. */
function usePlotCount(
  tool: EditTool,
  draft: Draft,
  number: string | null,
  preview: { data?: Preview; error: unknown; isPlaceholderData: boolean },
  onPlots: (plots: Draft['plots']) => void,
) {
  const { error, data, isPlaceholderData } = preview
  const told = error instanceof RequestProblem && error.field === 'plots' ? Number(error.expected) : null
  const count = told ?? (isPlaceholderData || error ? null : (data?.plots.length ?? null))
  useEffect(() => {
    if (tool === 'boundary' || count === null || count === draft.plots.length) return
    onPlots(plotWords(tool === 'merge' ? null : number, count))
  })
}
