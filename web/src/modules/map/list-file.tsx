import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Bounds } from '../../state/contract.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/states.tsx'
import { MOST_IN_FILE } from './box-query.ts'
import type { PlaceColumn } from './list-columns.tsx'
import { usePlaceFile } from './use-place-list.ts'

type Props = { box: Bounds; filter: Record<string, string>; columns: PlaceColumn[] }

/** All places of the box as a table for a spreadsheet. */
export function ListFile({ box, filter, columns }: Props) {
  const t = useWords()
  const language = useLanguage()
  const { busy, error, isCut, save } = usePlaceFile(box, filter, columns)
  return (
    <>
      <Button icon="table" busy={busy} onClick={save}>
        {t('map:file')}
      </Button>
      {isCut && <p role="status">{t('map:file-cut', { most: formatNumber(MOST_IN_FILE, language) })}</p>}
      {error !== null && <ErrorNotice error={error} onRetry={save} />}
    </>
  )
}
