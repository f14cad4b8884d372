import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { queryClient } from '../../state/query-client.ts'
import { useSession } from '../../state/session.ts'
import { type Member, useStaff } from '../../state/staff.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Choices } from '../../ui/office/choices.tsx'
import { OrderField } from '../../ui/office/order-field.tsx'
import { ErrorNotice } from '../../ui/states.tsx'
import type { Post, PostDetail } from './posts-api.ts'
import styles from './transfer-form.module.css'

/** In what capacity a post may be held: the powers of a dissolved council by an administrator alone, every other post never by one. */
const capacitiesOf = (post: Post) =>
  post.designation === 'council' ? ['administrator'] : ['substantive', 'additional-charge', 'acting']
const VACANT = 'vacant'

type Props = { post: Post; detail: PostDetail }

/** Hands a post over or leaves it vacant: one order, and beside the form what it moves before anything is sent. */
export function TransferForm({ post, detail }: Props) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const session = useSession(city).data
  const staff = useStaff(city)
  const { busy, error, send } = useSend(city)
  const today = session?.town.today ?? ''
  const [form, setForm] = useState({ to: '', capacity: capacitiesOf(post)[0]!, on: today, instrument: '' })
  const [moved, setMoved] = useState<Record<string, number> | null>(null)
  const set = (change: Partial<typeof form>) => setForm((old) => ({ ...old, ...change }))
  const isVacated = form.to === VACANT
  const transfer = async () => {
    const body = {
      toUserId: isVacated ? null : Number(form.to),
      on: form.on,
      capacity: form.capacity,
      instrument: form.instrument.trim(),
    }
    const done = await send<{ moved: Record<string, number> }>('POST', `/posts/${post.postId}/transfer`, body)
    if (!done) return
    setMoved(done.moved)
    for (const key of ['posts', 'staff', 'session']) await queryClient.invalidateQueries({ queryKey: [key, city] })
  }
  return (
    <div className={styles.transfer}>
      {moved && <Done moved={moved} />}
      <Form
        send={isVacated ? t('office:posts.leave-vacant') : t('office:posts.hand-over')}
        onSend={transfer}
        busy={busy}
        error={error}
      >
        {staff.error && <ErrorNotice error={staff.error} onRetry={() => staff.refetch()} />}
        <SelectField
          label={t('office:posts.to')}
          name="to"
          required
          value={form.to}
          onChange={(event) => set({ to: event.target.value })}
        >
          <option value="">{t('parcels:others.choose')}</option>
          {post.holder && <option value={VACANT}>{t('office:posts.nobody')}</option>}
          {(staff.data ?? [])
            .filter((member) => member.userId !== post.holder?.userId)
            .map((member) => (
              <option key={member.userId} value={member.userId}>
                {[pickName(member.names, language).text, postsOf(member, language)].filter(Boolean).join(' – ')}
              </option>
            ))}
        </SelectField>
        {!isVacated && (
          <Choices
            legend={t('office:posts.capacity')}
            name="capacity"
            now={form.capacity}
            onChange={(capacity) => set({ capacity })}
            choices={capacitiesOf(post).map((capacity) => ({
              value: capacity,
              words: codeWords(t, 'capacity', capacity),
              hint: t(`office:posts.capacity-hint.${capacity}`),
            }))}
          />
        )}
        <Field
          label={t('office:posts.on')}
          type="date"
          name="on"
          required
          value={form.on}
          onChange={(event) => set({ on: event.target.value })}
        />
        <OrderField value={form.instrument} onChange={(instrument) => set({ instrument })} />
      </Form>
      <Moves post={post} detail={detail} form={form} mine={post.holder?.userId === session?.user?.userId} />
    </div>
  )
}

/** What the handover did: how much open work of which kind went along with the post. */
function Done({ moved }: { moved: Record<string, number> }) {
  const t = useWords()
  const language = useLanguage()
  const lines = Object.entries(moved).filter(([, count]) => count > 0)
  return (
    <div role="status" className={styles.done}>
      <p>{t('office:posts.done')}</p>
      <ul>
        {lines.map(([what, count]) => (
          <li key={what}>
            {formatNumber(count, language)} × {codeWords(t, 'moving', what.replace(/^.*\./, ''))}
          </li>
        ))}
      </ul>
    </div>
  )
}

const postsOf = (member: Member, language: 'en' | 'hi' | 'mr') =>
  member.posts.map((post) => pickName(post.names, language).text).join(', ')

type MovesProps = Props & { form: { to: string; capacity: string; on: string }; mine: boolean }

/** In plain sentences: who loses what, who gets what, what goes along. */
function Moves({ post, detail, form, mine }: MovesProps) {
  const t = useWords()
  const language = useLanguage()
  const day = form.on ? formatDay(form.on, language) : '…'
  const name = pickName(post.holder?.names, language).text
  const others = detail.otherPosts.map((one) => pickName(one.names, language).text).join(', ')
  const lines = [
    post.holder && t('office:posts.moves.ends', { name, day }),
    detail.sessions > 0 &&
      t('office:posts.moves.sessions', {
        count: detail.sessions,
        sessions: formatNumber(detail.sessions, language),
      }),
    post.holder &&
      (others ? t('office:posts.moves.keeps', { name, others }) : t('office:posts.moves.keeps-nothing', { name })),
    form.to !== VACANT && t('office:posts.moves.powers', { role: codeWords(t, 'person-role', post.designation), day }),
    form.to !== VACANT && form.capacity === 'administrator' && t('office:posts.moves.council'),
    t('office:posts.moves.work'),
    mine && t('office:posts.moves.mine'),
  ].filter((line) => typeof line === 'string')
  return (
    <aside className={styles.moves} aria-labelledby="moves-title">
      <h3 id="moves-title">{t('office:posts.moves.title')}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </aside>
  )
}
