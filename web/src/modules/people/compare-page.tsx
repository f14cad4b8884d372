import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { queryClient } from '../../state/query-client.ts'
import { useSend } from '../../state/use-send.ts'
import { keepView, useCity, useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { useHeld, useParty } from './api.ts'
import styles from './compare-page.module.css'
import { CompareTable } from './compare-table.tsx'
import { MovingList } from './moving-list.tsx'
import { PeopleFrame } from './people-frame.tsx'
import { keptFirst, type Side, whatMoves } from './what-moves.ts'

/** `/people/pair/17/18`: two entries side by side, what a merge would move, and the decision. */
export function ComparePage() {
  const t = useWords()
  const { one, other } = useParams({ strict: false }) as { one: string; other: string }
  const a = useSide(one)
  const b = useSide(other)
  const error = a.error ?? b.error ?? null
  return (
    <PeopleFrame lead={t('office:people.compare-lead')}>
      {error !== null && <ErrorNotice error={error} />}
      {error === null && !(a.side && b.side) && <Skeleton lines={8} />}
      {a.side && b.side && <Pair sides={[a.side, b.side]} key={`${one}-${other}`} />}
    </PeopleFrame>
  )
}

function useSide(partyId: string): { side: Side | null; error: unknown } {
  const city = useCity()
  const party = useParty(city, partyId)
  const held = useHeld(city, partyId)
  const side = party.data && held.data ? { party: party.data, held: held.data } : null
  return { side, error: party.error ?? held.error }
}

function Pair({ sides }: { sides: [Side, Side] }) {
  const t = useWords()
  const [keptId, setKeptId] = useState(keptFirst(...sides))
  const moved = sides.find(({ party }) => party.movedTo !== null)
  if (moved)
    return (
      <Empty>
        {t('office:people.already', { entry: moved.party.partyId })}{' '}
        <PlaceLink to={`/person/${moved.party.movedTo}`}>{t('office:person.moved')}</PlaceLink>
      </Empty>
    )
  const [kept, merged] = sides[0].party.partyId === keptId ? sides : [sides[1], sides[0]]
  return (
    <div className={styles.pair}>
      <CompareTable sides={sides} keptId={keptId} onKeep={setKeptId} />
      <Decision kept={kept} merged={merged} />
    </div>
  )
}

/** One thing at a time: what moves and why, then the two buttons. */
function Decision({ kept, merged }: { kept: Side; merged: Side }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const view = useView()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [isApart, setApart] = useState(false)
  const { busy, error, send } = useSend(city)
  const ids = { partyA: kept.party.partyId, partyB: merged.party.partyId }
  const refresh = () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => CHANGED.has(String(queryKey[0])) })
  const join = async () => {
    const body = { keptPartyId: ids.partyA, mergedPartyId: ids.partyB, reason: reason.trim() }
    const made = await send<{ mergeId: number }>('POST', '/people/merges', body)
    if (!made) return
    await refresh()
    navigate({ to: `/${city}/people/merges`, search: { ...keepView(view), at: `merge:${made.mergeId}` } as never })
  }
  const decide = async (apart: boolean) => {
    if (!(await send('POST', `/people/duplicates/${apart ? 'apart' : 'again'}`, ids))) return
    setApart(apart)
    await refresh()
  }
  if (isApart)
    return (
      <div className={styles.decision}>
        <p role="status">{t('office:people.kept-apart')}</p>
        {error !== null && <ErrorNotice error={error} />}
        <div className={styles.buttons}>
          <Button icon="back" busy={busy} onClick={() => decide(false)}>
            {t('office:people.undo')}
          </Button>
          <PlaceLink to="/people/duplicates">{t('office:people.next-pair')}</PlaceLink>
        </div>
      </div>
    )
  const name = pickName(kept.party.names, language).text || String(ids.partyA)
  return (
    <section className={styles.decision} aria-labelledby="moves">
      <h2 id="moves">{t('office:people.moves-to', { name, entry: ids.partyA })}</h2>
      <MovingList moving={whatMoves(kept, merged)} />
      <p className="soft small">{t('office:people.stays', { entry: ids.partyB })}</p>
      <Form
        send={t('office:people.join')}
        onSend={join}
        busy={busy}
        error={error}
        more={
          <Button disabled={busy} onClick={() => decide(true)}>
            {t('office:people.keep-apart')}
          </Button>
        }
      >
        <Field
          label={t('office:people.why')}
          hint={t('office:people.why-hint')}
          name="reason"
          required
          minLength={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Form>
    </section>
  )
}

/** What a decision on a pair makes old. */
const CHANGED = new Set(['duplicates', 'merges', 'party', 'held', 'place', 'search', 'people'])
