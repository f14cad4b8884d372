import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { queryClient } from '../../state/query-client.ts'
import { useSession } from '../../state/session.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Checks } from '../../ui/office/choices.tsx'
import { emptyOrder, type Order, orderFault, orderToSend } from './restriction-order.ts'

const KINDS = [
  'court-stay', 'attachment', 'mortgage', 'dispute', 'acquisition', 'heritage', 'illegal-colony', 'caveat', 'election-code',
] as const // biome-ignore format: a row
const SCOPES = ['transfer', 'permit', 'demand', 'recovery', 'disconnection', 'demolition'] as const

/** Enters an order as it stands on the paper: whose, number, day, what it stops and for how long. */
export function ImposeDialog({ page, onClose }: { page: ParcelPage; onClose: () => void }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const today = useSession(city).data?.town.today ?? ''
  const { busy, error, send } = useSend(city)
  const [order, setOrder] = useState<Order>(emptyOrder(today))
  const [fault, setFault] = useState<ReturnType<typeof orderFault>>(null)
  const set = (change: Partial<Order>) => setOrder((old) => ({ ...old, ...change }))
  const impose = async () => {
    const found = orderFault(order)
    setFault(found)
    if (found || !(await send('POST', '/restrictions', orderToSend(order, page)))) return
    await queryClient.invalidateQueries({ queryKey: ['place', city] })
    onClose()
  }
  const place = page.property
    ? `${page.property.propertyNumber} · ${pickName(page.property.address, language).text}`
    : `${t('parcels:plot')} ${page.parcels[0]?.number ?? ''}`
  return (
    <Dialog title={t('office:restriction.impose')} open onClose={onClose}>
      <Form send={t('office:restriction.enter')} onSend={impose} busy={busy} error={error}>
        <p className="figures">{place}</p>
        <SelectField
          label={t('office:restriction.kind')}
          name="kind"
          value={order.kind}
          onChange={(event) => set({ kind: event.target.value })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {codeWords(t, 'restriction', kind)}
            </option>
          ))}
        </SelectField>
        <Checks
          legend={t('office:restriction.stops')}
          name="scopes"
          now={order.scopes}
          onChange={(scopes) => set({ scopes })}
          choices={SCOPES.map((scope) => ({ value: scope, words: codeWords(t, 'scope', scope) }))}
        />
        {fault === 'scopes' && (
          <p role="alert" style={{ color: 'var(--alert)' }}>
            {t('office:restriction.choose')}
          </p>
        )}
        <Field
          label={t('office:restriction.authority')}
          hint={t('office:restriction.authority-hint')}
          name="authority"
          required
          minLength={2}
          maxLength={200}
          value={order.authority}
          onChange={(event) => set({ authority: event.target.value })}
        />
        <Field
          label={t('office:restriction.number')}
          name="orderNumber"
          required
          maxLength={100}
          value={order.orderNumber}
          onChange={(event) => set({ orderNumber: event.target.value })}
        />
        <Days order={order} today={today} set={set} fault={fault} />
        <Field
          label={t('office:restriction.amount')}
          hint={t('office:restriction.optional')}
          name="amount"
          inputMode="decimal"
          problem={fault === 'amount' ? t('office:restriction.bad-amount') : null}
          value={order.amount}
          onChange={(event) => set({ amount: event.target.value })}
        />
        <Field
          label={t('office:restriction.note')}
          hint={t('office:restriction.optional')}
          name="note"
          maxLength={1000}
          value={order.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Form>
    </Dialog>
  )
}

type DaysProps = {
  order: Order
  today: string
  set: (change: Partial<Order>) => void
  fault: ReturnType<typeof orderFault>
}

function Days({ order, today, set, fault }: DaysProps) {
  const t = useWords()
  return (
    <>
      <Field
        label={t('office:restriction.order-date')}
        type="date"
        name="orderDate"
        required
        max={today}
        value={order.orderDate}
        onChange={(event) => set({ orderDate: event.target.value })}
      />
      <Field
        label={t('office:restriction.from')}
        type="date"
        name="from"
        required
        value={order.from}
        onChange={(event) => set({ from: event.target.value })}
      />
      <Field
        label={t('office:restriction.to')}
        hint={t('office:restriction.to-hint')}
        type="date"
        name="to"
        problem={fault === 'to' ? t('office:restriction.bad-end') : null}
        value={order.to}
        onChange={(event) => set({ to: event.target.value })}
      />
    </>
  )
}
