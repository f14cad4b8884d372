import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatDay, formatShare } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { queryClient } from '../../state/query-client.ts'
import { getJson } from '../../state/request.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Page, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import type { CasePage, Mutation } from './mutation-types.ts'

/** One change of name: what is asked, what speaks against it, and the next step. */
export function MutationCasePage() {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string }
  const mutation = useQuery({
    queryKey: ['mutations', city, caseId],
    queryFn: ({ signal }) => getJson<Mutation>(`/api/${city}/mutations/${caseId}`, signal),
  })
  const found = useQuery({
    queryKey: ['mutations', city, caseId, 'case'],
    queryFn: ({ signal }) => getJson<CasePage>(`/api/${city}/cases/${caseId}`, signal),
  })
  const problem = mutation.error ?? found.error
  if (problem) return <ErrorNotice error={problem} />
  if (!mutation.data || !found.data) return <Skeleton lines={6} />
  const { data } = mutation
  return (
    <Page
      title={`${found.data.number} · ${pickName(found.data.status.names, language).text}`}
      lead={pickName(found.data.title, language).text}
    >
      <p>
        <strong>
          <Name names={data.disclaimer} />
        </strong>
      </p>
      <Facts>
        <Fact name={t('office:mutation.property')}>
          <PlaceLink to={`/property/${data.propertyId}`}>{data.propertyNumber}</PlaceLink>
        </Fact>
        <Fact name={t('mutations:deed')}>{data.deed}</Fact>
        <Fact name={t('mutations:deed-on')}>{formatDay(data.deedOn, language)}</Fact>
        <Fact name={t('mutations:receivers')}>
          {data.incoming
            .map(
              ({ name, partyId, share }) =>
                `${name ?? ''}${partyId ? ` #${partyId}` : ''} ${share ? formatShare(share, language) : ''}`,
            )
            .join(', ')}
        </Fact>
        <Fact name={t('office:mutation.charges')}>{data.charges.map(({ holder }) => holder).join(', ')}</Fact>
        <Fact name={t('office:mutation.fee')}>{data.feeReceipt}</Fact>
        <Fact name={t('office:mutation.notice')}>
          {data.noticeFrom &&
            data.noticeUntil &&
            `${formatDay(data.noticeFrom, language)} – ${formatDay(data.noticeUntil, language)}`}
        </Fact>
      </Facts>
      <Letters mutation={data} />
      <Steps mutation={data} page={found.data} />
      <Objections mutation={data} />
      <Section title={t('office:mutation.log')}>
        <ol>
          {found.data.timeline.map((entry) => (
            <li key={entry.sequence}>
              {formatDay(entry.on, language)} · <Name names={entry.names} /> {entry.text}
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  )
}

function Letters({ mutation }: { mutation: Mutation }) {
  const t = useWords()
  return (
    <p>
      {mutation.noticeLetterId && (
        <PlaceLink to={`/letters/${mutation.noticeLetterId}`}>{t('office:mutation.notice-letter')}</PlaceLink>
      )}{' '}
      {mutation.orderLetterId && (
        <PlaceLink to={`/letters/${mutation.orderLetterId}`}>{t('office:mutation.order-letter')}</PlaceLink>
      )}
    </p>
  )
}

const PAPERS = ['deed', 'identity', 'power-of-attorney'] as const

/** The steps that may come next, as the server offers them; a step that is blocked says why. */
function Steps({ mutation, page }: { mutation: Mutation; page: CasePage }) {
  const t = useWords()
  const city = useCity()
  const { busy, error, send } = useSend(city)
  const [text, setText] = useState('')
  const [parties, setParties] = useState<string[]>(mutation.incoming.map(({ partyId }) => String(partyId ?? '')))
  const [papers, setPapers] = useState<string[]>([])
  const [fee, setFee] = useState({ receipt: '', rupees: '' })
  const inputOf = (action: string) => {
    if (action === 'accept') return { papers, partyIds: parties.map(Number) }
    if (action === 'record-fee')
      return { receipt: fee.receipt.trim(), amountPaise: Math.round(Number(fee.rupees) * 100) }
    return undefined
  }
  const act = async (action: string) => {
    const body = { action, expectedVersion: page.version, text: text.trim() || null, input: inputOf(action) }
    if (!(await send('POST', `/cases/${page.caseId}/actions`, body))) return
    setText('')
    await queryClient.invalidateQueries({ queryKey: ['mutations', city] })
  }
  const own = page.next.filter(({ action }) => !['recommend', 'query', 'return', 'concur'].includes(action))
  const offers = (action: string) => own.some((each) => each.action === action)
  if (own.length === 0) return null
  return (
    <Section title={t('office:mutation.next')}>
      {offers('accept') && (
        <>
          {mutation.incoming.map(({ name }, at) => (
            <Field
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
              key={at}
              label={t('office:mutation.entry-of', { name: name ?? String(at + 1) })}
              inputMode="numeric"
              name={`party-${at}`}
              value={parties[at] ?? ''}
              onChange={(event) => setParties(parties.map((each, index) => (index === at ? event.target.value : each)))}
            />
          ))}
          {PAPERS.map((paper) => (
            <label key={paper} style={{ display: 'block', minBlockSize: '2.75rem' }}>
              <input
                type="checkbox"
                name={paper}
                checked={papers.includes(paper)}
                onChange={(event) =>
                  setPapers(event.target.checked ? [...papers, paper] : papers.filter((each) => each !== paper))
                }
              />{' '}
              {t(`office:mutation.papers.${paper}`)}
            </label>
          ))}
        </>
      )}
      {offers('record-fee') && (
        <>
          <Field
            label={t('office:mutation.receipt')}
            name="receipt"
            value={fee.receipt}
            onChange={(event) => setFee({ ...fee, receipt: event.target.value })}
          />
          <Field
            label={t('office:mutation.rupees')}
            name="rupees"
            inputMode="decimal"
            value={fee.rupees}
            onChange={(event) => setFee({ ...fee, rupees: event.target.value })}
          />
        </>
      )}
      <Field
        label={t('office:mutation.text')}
        name="text"
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {error != null && <ErrorNotice error={error} />}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.6rem', marginBlock: '0.75rem' }}>
        {own.map(({ action, names, main, blocked }) => (
          <Button
            key={action}
            look={main ? 'main' : 'plain'}
            disabled={busy || blocked.length > 0}
            title={blocked[0]?.sentence}
            onClick={() => act(action)}
          >
            <Name names={names} />
          </Button>
        ))}
      </div>
    </Section>
  )
}

function Objections({ mutation }: { mutation: Mutation }) {
  const t = useWords()
  if (mutation.objections.length === 0) return null
  return (
    <Section title={t('office:mutation.objections')}>
      {mutation.objections.map((objection) => (
        <Objection key={objection.objectionId} caseId={mutation.caseId} objection={objection} />
      ))}
    </Section>
  )
}

function Objection({ caseId, objection }: { caseId: number; objection: Mutation['objections'][number] }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const { busy, error, send } = useSend(city)
  const choices = objection.kind === 'title' ? ['settled-by-court'] : ['dismissed', 'upheld']
  const [form, setForm] = useState({ outcome: choices[0]!, reasons: '' })
  const decide = async () => {
    const body = { outcome: form.outcome, reasons: form.reasons.trim() }
    if (!(await send('POST', `/mutations/${caseId}/objections/${objection.objectionId}/decision`, body))) return
    await queryClient.invalidateQueries({ queryKey: ['mutations', city] })
  }
  return (
    <div>
      <p>
        <strong>{t(`mutations:kinds.${objection.kind}`)}</strong> {objection.words}{' '}
        <span className="soft small">{formatDay(objection.filedOn, language)}</span>
      </p>
      {objection.outcome ? (
        <p>
          {t(`office:mutation.outcomes.${objection.outcome}`)}: {objection.reasons}
        </p>
      ) : (
        <>
          <SelectField
            label={t('office:mutation.outcome')}
            value={form.outcome}
            onChange={(event) => setForm({ ...form, outcome: event.target.value })}
          >
            {choices.map((each) => (
              <option key={each} value={each}>
                {t(`office:mutation.outcomes.${each}`)}
              </option>
            ))}
          </SelectField>
          <Field
            label={t('office:mutation.text')}
            name="reasons"
            value={form.reasons}
            onChange={(event) => setForm({ ...form, reasons: event.target.value })}
          />
          {error != null && <ErrorNotice error={error} />}
          <Button busy={busy} disabled={form.reasons.trim().length < 3} onClick={decide}>
            {t('office:mutation.decide')}
          </Button>
        </>
      )}
    </div>
  )
}
