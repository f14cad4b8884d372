import { Conflict, type Context, command, NotFound, type Tx } from '../../../kernel/index.ts'
import type { TariffPack } from '../../../kernel/pure-tariff.ts'
import { checkRestrictions } from '../../parcels/index.ts'
import {
  type ChargeRow,
  insertCharges,
  selectCharge,
  selectConsumption,
  selectMeterOf,
  selectStanding,
} from '../queries-charges.ts'
import { type ConnectionRow, selectServed } from '../queries-connections.ts'
import { demandsOf } from '../rules-sharing.ts'
import { chargeConnection, monthsIn, partLines } from '../rules-tariff.ts'
import type { RaiseCharges } from '../schemas.ts'
import { requireTariff } from '../tariffs.ts'
import { questionOf } from './cut-connection.ts'
import { requireConnection } from './open-connection.ts'

type NewCharge = Omit<ChargeRow, 'chargeId'>

/** What was charged, and which connections were left out and why. */
export interface Charged {
  charges: Pick<ChargeRow, 'chargeId' | 'connectionId' | 'propertyId' | 'partyId' | 'totalPaise' | 'lines'>[]
  skipped: { connectionId: number; because: string }[]
}

/**
 * Works out what connections are charged for a period and writes it; billing and collecting is for payments, which hears of it by
 * `water.charges-raised`. A connection with a stay on demand, without a reading, or charged already is left out with the reason.
 * @throws Conflict where the town has put no tariff in force
 */
export function raiseCharges(context: Context, input: RaiseCharges): Promise<Charged> {
  const months = monthsIn(input.from, input.to)
  return command(context, { name: 'water.raise-charges', input }, async (tx) => {
    const tariff = await requireTariff(tx, 'supply', input.from)
    const charges: NewCharge[] = []
    const skipped: Charged['skipped'] = []
    for (const connectionId of [...new Set(input.connectionIds)].sort((a, b) => a - b)) {
      const found = await chargesOf(tx, connectionId, { ...input, months, tariff })
      if (typeof found === 'string') skipped.push({ connectionId, because: found })
      else charges.push(...found)
    }
    const ids = await insertCharges(tx, context.tenant.tenantId, charges, context.today)
    if (ids.length) await tx.emit('water.charges-raised', { chargeIds: ids, from: input.from, to: input.to })
    tx.journal({
      subjects: input.connectionIds.map((id) => ({ kind: 'connection', id })),
      after: { ...input, instrument: tariff.instrument, chargeIds: ids, skipped },
    })
    return { charges: charges.map((charge, at) => ({ ...charge, chargeId: ids[at]! })), skipped }
  })
}

interface Raising extends RaiseCharges {
  months: number
  tariff: { pack: TariffPack; instrument: string }
}

async function chargesOf(tx: Tx, connectionId: number, given: Raising): Promise<NewCharge[] | string> {
  const { tenant, today } = tx.context
  const connection = await requireConnection(tx, connectionId)
  if (connection.status !== 'live') return 'not-in-use'
  if ((await selectStanding(tx, tenant.tenantId, connectionId, given)).length) return 'charged-already'
  const served = await selectServed(tx, tenant.tenantId, [connectionId], today)
  const question = { scope: 'demand' as const, ...questionOf(connection, served) }
  if ((await checkRestrictions(tx, tenant.tenantId, question, today)).length) return 'stayed'
  const basis = connection.billingBasis
  const consumptionKl = basis === 'metered' ? await consumptionOf(tx, connectionId, given) : null
  if (basis === 'metered' && consumptionKl === null) return 'not-read'
  const annualValuePaise = given.annualValues[String(connection.propertyId)]
  if (basis === 'property-linked' && annualValuePaise === undefined) return 'no-annual-value'
  const result = chargeConnection(given.tariff.pack, caseOf(connection, given, { consumptionKl, annualValuePaise }))
  return demandsOf(connection.sharing, result.totalPaise, connection, served).map(
    ({ propertyId, partyId, amountPaise }) => ({
      ...{ connectionId, propertyId, partyId, basis, consumptionKl },
      periodFrom: given.from,
      periodTo: given.to,
      pack: result.pack,
      instrument: given.tariff.instrument,
      lines: partLines(result, amountPaise),
      totalPaise: amountPaise,
      reversesChargeId: null,
    }),
  )
}

async function consumptionOf(tx: Tx, connectionId: number, period: Raising): Promise<number | null> {
  const { tenantId } = tx.context.tenant
  if (!(await selectMeterOf(tx, tenantId, connectionId))) return null
  return selectConsumption(tx, tenantId, connectionId, period)
}

function caseOf(
  { category, billingBasis, taps, fixtures, sewered, ferruleMm }: ConnectionRow,
  given: Raising,
  { consumptionKl, annualValuePaise }: { consumptionKl: number | null; annualValuePaise: number | undefined },
) {
  return {
    asOf: given.from,
    months: given.months,
    connection: { category, basis: billingBasis, taps, fixtures, sewered, ...(ferruleMm !== null && { ferruleMm }) },
    ...(consumptionKl !== null && { consumptionKl }),
    ...(annualValuePaise !== undefined && { property: { annualValuePaise } }),
  }
}

/** Takes a charge back by another that is its opposite; a new one may then be raised. */
export function reverseCharge(context: Context, chargeId: number, because: string): Promise<{ chargeId: number }> {
  return command(context, { name: 'water.reverse-charge', input: { chargeId, because } }, async (tx) => {
    const { tenantId } = context.tenant
    const charge = await selectCharge(tx, tenantId, chargeId)
    if (!charge) throw new NotFound('chargeId', 'There is no such charge in this town.', { got: chargeId })
    if (charge.reversesChargeId !== null || charge.reversed)
      throw new Conflict('chargeId', 'This charge was taken back already.', { got: chargeId })
    const lines = charge.lines.map((line) => ({ ...line, amountPaise: -line.amountPaise }))
    const opposite = { ...charge, lines, totalPaise: -charge.totalPaise, reversesChargeId: chargeId }
    const [id] = await insertCharges(tx, tenantId, [opposite], context.today)
    await tx.emit('water.charge-reversed', { chargeId, byChargeId: id })
    tx.journal({
      subjects: [{ kind: 'connection', id: charge.connectionId }],
      before: { chargeId },
      after: { chargeId: id, because },
    })
    return { chargeId: id! }
  })
}
