import { codeWords } from '../../i18n/code-words.ts'
import { formatMoment } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { type Member, useStaff } from '../../state/staff.ts'
import { useCity } from '../../state/view.ts'
import { tableLook } from '../../ui/office/table-page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { changedValues } from './changed-values.ts'

export type Entry = {
  entryId: number
  kind: string
  command: string
  userId: number | null
  postId: number | null
  roleClass: string
  subjects: unknown
  before: unknown
  after: unknown
  recordedAt: string
  sealed: boolean
}
type Subject = { kind: string; id: number }

/** Lines of the journal: what was done, by whom, about what, and the values before and after. */
export function JournalTable({ entries }: { entries: Entry[] }) {
  const t = useWords()
  const staff = useStaff(useCity())
  return (
    <table className={tableLook}>
      <thead>
        <tr>
          {['number', 'at', 'command', 'who', 'subjects', 'values'].map((head) => (
            <th key={head} scope="col">
              {t(`office:journal.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.entryId} entry={entry} member={staff.data?.find((one) => one.userId === entry.userId)} />
        ))}
      </tbody>
    </table>
  )
}

function EntryRow({ entry, member }: { entry: Entry; member: Member | undefined }) {
  const t = useWords()
  const language = useLanguage()
  const name = pickName(member?.names, language).text || (entry.userId ? `#${entry.userId}` : '')
  return (
    <tr>
      <td>{entry.entryId}</td>
      <td>{formatMoment(entry.recordedAt, language)}</td>
      <th scope="row">{codeWords(t, 'command', entry.command)}</th>
      <td>{name || codeWords(t, 'role-class', entry.roleClass)}</td>
      <td>
        <Subjects subjects={Array.isArray(entry.subjects) ? entry.subjects : []} />
      </td>
      <td>
        <Values entry={entry} />
      </td>
    </tr>
  )
}

/** A search looks at many at once; the rest is a number. */
const MOST_SUBJECTS = 3
const PAGES: Record<string, string> = {
  property: '/property/',
  parcel: '/parcel/',
  person: '/person/',
  organisation: '/person/',
  household: '/person/',
  post: '/posts/',
}

function Subjects({ subjects }: { subjects: Subject[] }) {
  const t = useWords()
  const more = subjects.length - MOST_SUBJECTS
  return (
    <ul>
      {subjects.slice(0, MOST_SUBJECTS).map(({ kind, id }) => {
        const words = `${codeWords(t, 'subject', kind)} ${id}`
        return (
          <li key={`${kind}-${id}`}>
            {PAGES[kind] ? <PlaceLink to={`${PAGES[kind]}${id}`}>{words}</PlaceLink> : words}
          </li>
        )
      })}
      {more > 0 && <li>+{more}</li>}
    </ul>
  )
}

/** What changed, value by value; folded, because most lines are read by their first words. */
function Values({ entry }: { entry: Entry }) {
  const t = useWords()
  const values = changedValues(entry.before, entry.after)
  if (values.length === 0) return null
  return (
    <details>
      <summary>{t('office:journal.show')}</summary>
      <table>
        <tbody>
          {values.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {before !== null && <del>{before}</del>}
                {before !== null && after !== null && ' → '}
                {after}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
