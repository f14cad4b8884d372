import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import type { Names } from '../../state/contract.ts'
import { queryClient } from '../../state/query-client.ts'
import { getJson } from '../../state/request.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Name } from '../../ui/name.tsx'
import { OrderField } from '../../ui/office/order-field.tsx'
import { TablePage } from '../../ui/office/table-page.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import styles from './permissions-page.module.css'

type Table = {
  roles: { role: string; names: Names; roleClass: string }[]
  permissions: { permission: string; names: Names }[]
  allowed: { role: string; permission: string; fromTown: boolean; instrument: string | null }[]
}
type Change = { role: string; permission: string; roleNames: Names; names: Names; allowed: boolean }

/** Role × permission on one screen. A change names the order behind it. */
export function PermissionsPage() {
  const t = useWords()
  const city = useCity()
  const [change, setChange] = useState<Change | null>(null)
  const table = useQuery({
    queryKey: ['permissions', city],
    queryFn: ({ signal }) => getJson<Table>(`/api/${city}/permissions`, signal),
  })
  return (
    <TablePage title={t('office:rooms.permissions')} lead={t('office:permissions.lead')}>
      {table.error && <ErrorNotice error={table.error} onRetry={() => table.refetch()} />}
      {table.isPending && <Skeleton lines={6} />}
      {table.data && <Matrix table={table.data} onChange={setChange} />}
      {change && <OrderDialog city={city} change={change} onClose={() => setChange(null)} />}
    </TablePage>
  )
}

function Matrix({ table, onChange }: { table: Table; onChange: (change: Change) => void }) {
  const t = useWords()
  const entry = (role: string, permission: string) =>
    table.allowed.find((one) => one.role === role && one.permission === permission)
  return (
    <table className={styles.matrix}>
      <thead>
        <tr>
          <th scope="col">{t('office:permissions.permission')}</th>
          {table.roles.map((role) => (
            <th key={role.role} scope="col">
              <Name names={role.names} otherwise={role.role} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.permissions.map((right) => (
          <tr key={right.permission}>
            <th scope="row">
              <Name names={right.names} otherwise={right.permission} />
            </th>
            {table.roles.map((role) => {
              const found = entry(role.role, right.permission)
              const state = found ? t('office:permissions.yes') : t('office:permissions.no')
              return (
                <td key={role.role} className={found?.fromTown ? styles.own : undefined}>
                  <button
                    type="button"
                    aria-pressed={!!found}
                    title={found?.instrument ?? state}
                    onClick={() =>
                      onChange({
                        role: role.role,
                        permission: right.permission,
                        roleNames: role.names,
                        names: right.names,
                        allowed: !found,
                      })
                    }
                  >
                    {found ? <Icon name="check" size={18} /> : <span aria-hidden="true">–</span>}
                    <span className="visually-hidden">{state}</span>
                  </button>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function OrderDialog({ city, change, onClose }: { city: string; change: Change; onClose: () => void }) {
  const t = useWords()
  const [instrument, setInstrument] = useState('')
  const { busy, error, send } = useSend(city)
  const { role, permission, allowed } = change
  const words = allowed ? t('office:permissions.allow') : t('office:permissions.deny')
  const put = async () => {
    const body = { allowed, instrument: instrument.trim() }
    if (!(await send('PUT', `/permissions/${role}/${permission}`, body))) return
    await queryClient.invalidateQueries({ queryKey: ['permissions', city] })
    onClose()
  }
  return (
    <Dialog title={words} open onClose={onClose}>
      <Form send={words} onSend={put} busy={busy} error={error}>
        <p>
          <strong>
            <Name names={change.roleNames} otherwise={role} />
          </strong>
          {' · '}
          <Name names={change.names} otherwise={permission} />
        </p>
        <OrderField value={instrument} onChange={setInstrument} />
      </Form>
    </Dialog>
  )
}
