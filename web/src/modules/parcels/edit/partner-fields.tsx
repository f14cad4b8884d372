import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { Checks, Choices } from '../../../ui/office/choices.tsx'
import { Empty } from '../../../ui/states.tsx'
import type { Draft, Drawing } from './edit-types.ts'

type Props = {
  tool: 'merge' | 'boundary'
  drawing: Drawing
  draft: Draft
  onChange: (part: Partial<Draft>) => void
}

/** Which neighbours take part: from the list, or by a tap on the map. A corner alone is no common side. */
export function PartnerFields({ tool, drawing, draft, onChange }: Props) {
  const t = useWords()
  const language = useLanguage()
  const beside = drawing.neighbours.filter(({ sharedM }) => sharedM > 0)
  if (beside.length === 0) return <Empty>{t('office:edit.no-neighbour')}</Empty>
  const choices = beside.map(({ parcelId, number, areaSqm, sharedM }) => ({
    value: String(parcelId),
    words: number ?? String(parcelId),
    hint: ` ${t('parcels:square-metres', { value: formatNumber(areaSqm, language, 1) })} · ${t('office:edit.shared', {
      metres: formatNumber(sharedM, language, 1),
    })}`,
  }))
  const now = draft.partners.map(String)
  return tool === 'merge' ? (
    <Checks
      legend={t('office:edit.merge-with')}
      name="partners"
      choices={choices}
      now={now}
      onChange={(partners) => onChange({ partners: partners.map(Number) })}
    />
  ) : (
    <Choices
      legend={t('office:edit.boundary-with')}
      name="partner"
      choices={choices}
      now={now[0] ?? ''}
      onChange={(partner) => onChange({ partners: [Number(partner)], corners: [] })}
    />
  )
}
