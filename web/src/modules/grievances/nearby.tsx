import { useState } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Here } from '../../state/requests.ts'
import { useSend } from '../../state/use-send.ts'
import { Button } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { ErrorNotice } from '../../ui/states.tsx'

/** Whose place it is, and what is open near it: to join instead of reporting the same again. */
export function Nearby({ city, here }: { city: string; here: Here }) {
  const t = useWords()
  const language = useLanguage()
  const { busy, error, send } = useSend(city)
  const [joined, setJoined] = useState<string | null>(null)
  const join = async (caseId: number) => {
    const answer = await send<{ number: string }>('POST', `/grievances/${caseId}/join`)
    if (answer) setJoined(answer.number)
  }
  return (
    <div>
      {here.ours === false && (
        <p role="alert">
          {t('requests:not-ours')} <Name names={here.goTo?.names} /> {here.goTo?.contact}
        </p>
      )}
      {here.nearby.length > 0 && <p>{t('requests:nearby')}</p>}
      <ul>
        {here.nearby.map((each) => (
          <li key={each.caseId}>
            <Name names={each.categoryNames} /> · <Name names={each.statusNames} /> ·{' '}
            {formatNumber(Math.round(each.distanceM), language)} m{' '}
            <Button type="button" busy={busy} onClick={() => void join(each.caseId)}>
              {t('requests:join')}
            </Button>
          </li>
        ))}
      </ul>
      {error != null && <ErrorNotice error={error} />}
      <p role="status">{joined && t('requests:joined', { number: joined })}</p>
    </div>
  )
}
