import type { ReactNode } from 'react'
import { useWords } from '../../i18n/language.ts'
import { useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { RoomNav } from '../../ui/office/room-nav.tsx'
import { TablePage } from '../../ui/office/table-page.tsx'

type Props = { lead: string; tools?: ReactNode; children: ReactNode }

/** Around the pages of the room: find someone, pairs that may be one, merges that were made. */
export function PeopleFrame({ lead, tools, children }: Props) {
  const t = useWords()
  const may = useSession(useCity()).data?.user?.permissions ?? []
  return (
    <TablePage
      title={t('office:rooms.people')}
      lead={lead}
      tools={tools}
      nav={
        may.includes('people.merge') && (
          <RoomNav
            label={t('office:rooms.people')}
            places={[
              { to: '/people', words: t('office:people.find') },
              { to: '/people/duplicates', words: t('office:people.pairs') },
              { to: '/people/merges', words: t('office:people.merges') },
            ]}
          />
        )
      }
    >
      {children}
    </TablePage>
  )
}
