import { useWords } from '../../i18n/language.ts'
import { useCity } from '../../state/view.ts'
import { Name } from '../../ui/name.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { useExplained } from './masters-api.ts'
import { useValueWords } from './value-words.ts'

/** Which towns of the state have a value of their own, and by which order. */
export function TownsThatDiffer({ register, itemKey }: { register: string; itemKey: string }) {
  const t = useWords()
  const words = useValueWords()
  const found = useExplained(useCity(), register, itemKey)
  if (found.error) return <ErrorNotice error={found.error} />
  if (!found.data) return <Skeleton lines={1} />
  if (found.data.towns.length === 0) return <span className="soft">{t('office:masters.nobody')}</span>
  return (
    <ul>
      {found.data.towns.map((town) => (
        <li key={town.code}>
          <strong>
            <Name names={town.names} />: {words(town.value)}
          </strong>{' '}
          <span className="soft">{town.instrument}</span>
        </li>
      ))}
    </ul>
  )
}
