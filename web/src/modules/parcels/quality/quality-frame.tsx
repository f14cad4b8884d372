import type { ReactNode } from 'react'
import { useWords } from '../../../i18n/language.ts'
import { RoomNav } from '../../../ui/office/room-nav.tsx'
import { TablePage } from '../../../ui/office/table-page.tsx'

/** Around the pages of quality: the work list, and the registers with their stewards and the report. */
export function QualityFrame({ lead, tools, children }: { lead: string; tools?: ReactNode; children: ReactNode }) {
  const t = useWords()
  return (
    <TablePage
      title={t('office:quality.title')}
      lead={lead}
      tools={tools}
      nav={
        <RoomNav
          label={t('office:quality.title')}
          places={[
            { to: '/quality', words: t('office:quality.list') },
            { to: '/quality/registers', words: t('office:quality.registers') },
          ]}
        />
      }
    >
      {children}
    </TablePage>
  )
}
