import type { Db } from '../../kernel/index.ts'
import type { BillLine, ContractBasis, Deduction } from './rules-bills.ts'

/** A contract with its beats. */
export interface ContractRow {
  contractId: number
  number: string
  contractorPartyId: number
  basis: ContractBasis
  ratePaise: number
  deductions: Deduction[]
  beatIds: number[]
  validFrom: string
  validTo: string
}

/** Writes a contract with its beats; null when its number is taken. */
export async function insertContract(
  db: Db,
  tenantId: number,
  given: Omit<ContractRow, 'contractId' | 'validFrom' | 'validTo'> & { instrument: string; from: string },
): Promise<number | null> {
  const [row] = await db.query<{ contract_id: number }>(
    `with contract as (
       insert into waste.contracts (tenant_id, number, contractor_party_id, basis, rate_paise, deductions, instrument, valid_from)
       values ($1::int, $2::text, $3::bigint, $4::text, $5::bigint, $6::jsonb, $7::text, $8::date) on conflict do nothing returning contract_id),
     beats as (
       insert into waste.contract_beats (tenant_id, contract_id, beat_id)
       select $1::int, contract.contract_id, beat_id from contract, unnest($9::bigint[]) as beat_id)
     select contract_id from contract`,
    [
      tenantId,
      given.number,
      given.contractorPartyId,
      given.basis,
      given.ratePaise,
      JSON.stringify(given.deductions),
      given.instrument,
      given.from,
      given.beatIds,
    ],
  )
  return row?.contract_id ?? null
}

/** A contract, held so that two bills of one period cannot be made at once. */
export async function lockContract(db: Db, tenantId: number, contractId: number): Promise<ContractRow | null> {
  await db.query(
    `select contract_id from waste.contracts where tenant_id = $1::int and contract_id = $2::bigint for update`,
    [tenantId, contractId],
  )
  const [row] = await db.query<ContractRow>(
    `select contract_id as "contractId", number, contractor_party_id as "contractorPartyId", basis, rate_paise as "ratePaise", deductions,
       (select coalesce(array_agg(beat_id order by beat_id), '{}') from waste.contract_beats b where b.tenant_id = $1::int and b.contract_id = c.contract_id) as "beatIds",
       valid_from as "validFrom", valid_to as "validTo"
     from waste.contracts c where tenant_id = $1::int and contract_id = $2::bigint`,
    [tenantId, contractId],
  )
  return row ? { ...row, validTo: row.validTo === 'infinity' ? '9999-12-31' : row.validTo } : null
}

/** A bill as stored. */
export interface BillRow {
  billId: number
  number: string
  contractId: number
  periodFrom: string
  periodTo: string
  lines: BillLine[]
  grossPaise: number
  deductedPaise: number
}

const billColumns = `bill_id as "billId", number, contract_id as "contractId", period_from as "periodFrom", period_to as "periodTo", lines,
  gross_paise as "grossPaise", deducted_paise as "deductedPaise"`

/** Whether a contract has a bill that reaches into a period. */
export async function hasBillIn(
  db: Db,
  tenantId: number,
  contractId: number,
  period: { from: string; to: string },
): Promise<boolean> {
  const rows = await db.query(
    `select 1 from waste.contractor_bills where tenant_id = $1::int and contract_id = $2::bigint and period_from < $4::date and period_to > $3::date limit 1`,
    [tenantId, contractId, period.from, period.to],
  )
  return rows.length > 0
}

/** Writes a bill. */
export async function insertBill(
  db: Db,
  tenantId: number,
  bill: Omit<BillRow, 'billId'>,
  raisedOn: string,
): Promise<number> {
  const [row] = await db.query<{ bill_id: number }>(
    `insert into waste.contractor_bills (tenant_id, number, contract_id, period_from, period_to, lines, gross_paise, deducted_paise, raised_on)
     values ($1::int, $2::text, $3::bigint, $4::date, $5::date, $6::jsonb, $7::bigint, $8::bigint, $9::date) returning bill_id`,
    [
      tenantId,
      bill.number,
      bill.contractId,
      bill.periodFrom,
      bill.periodTo,
      JSON.stringify(bill.lines),
      bill.grossPaise,
      bill.deductedPaise,
      raisedOn,
    ],
  )
  return row!.bill_id
}

/** A bill; null when it is not there. */
export async function selectBill(db: Db, tenantId: number, billId: number): Promise<BillRow | null> {
  const rows = await db.query<BillRow>(
    `select ${billColumns} from waste.contractor_bills where tenant_id = $1::int and bill_id = $2::bigint`,
    [tenantId, billId],
  )
  return rows[0] ?? null
}

/** A dispute as stored. */
export interface DisputeRow {
  disputeId: number
  billId: number
  line: number
  claim: string
  claimedPaise: number
  documentId: number
  madeOn: string
  decision: 'upheld' | 'refused' | null
  allowedPaise: number
  reasons: string | null
}

const disputeColumns = `dispute_id as "disputeId", bill_id as "billId", line, claim, claimed_paise as "claimedPaise", document_id as "documentId",
  made_on as "madeOn", decision, allowed_paise as "allowedPaise", reasons`

/** Disputes of a bill. */
export function selectDisputes(db: Db, tenantId: number, billId: number): Promise<DisputeRow[]> {
  return db.query(
    `select ${disputeColumns} from waste.bill_disputes where tenant_id = $1::int and bill_id = $2::bigint order by line`,
    [tenantId, billId],
  )
}

/** Writes a dispute; null when the line is disputed already. */
export async function insertDispute(
  db: Db,
  tenantId: number,
  given: { billId: number; line: number; claim: string; claimedPaise: number; documentId: number; madeOn: string },
): Promise<number | null> {
  const [row] = await db.query<{ dispute_id: number }>(
    `insert into waste.bill_disputes (tenant_id, bill_id, line, claim, claimed_paise, document_id, made_on)
     values ($1::int, $2::bigint, $3::int, $4::text, $5::bigint, $6::bigint, $7::date) on conflict do nothing returning dispute_id`,
    [tenantId, given.billId, given.line, given.claim, given.claimedPaise, given.documentId, given.madeOn],
  )
  return row?.dispute_id ?? null
}

/** A dispute, held against a second decision. */
export async function lockDispute(db: Db, tenantId: number, disputeId: number): Promise<DisputeRow | null> {
  const rows = await db.query<DisputeRow>(
    `select ${disputeColumns} from waste.bill_disputes where tenant_id = $1::int and dispute_id = $2::bigint for update`,
    [tenantId, disputeId],
  )
  return rows[0] ?? null
}

/** Writes a decision. */
export async function updateDecision(
  db: Db,
  tenantId: number,
  disputeId: number,
  given: { decision: string; allowedPaise: number; reasons: string; decidedOn: string; postId: number | null },
): Promise<void> {
  await db.query(
    `update waste.bill_disputes set decision = $3::text, allowed_paise = $4::bigint, reasons = $5::text, decided_on = $6::date, decided_by_post_id = $7::bigint
     where tenant_id = $1::int and dispute_id = $2::bigint`,
    [tenantId, disputeId, given.decision, given.allowedPaise, given.reasons, given.decidedOn, given.postId],
  )
}

/** What a property generates, as last said. */
export interface GeneratorRow {
  propertyId: number
  floorSqm: number | null
  waterLpd: number | null
  wasteKgpd: number | null
  certificate: string | null
  certifiedUntil: string | null
}

/** Puts a statement in the place of the one before. */
export async function replaceGenerator(
  db: Db,
  tenantId: number,
  given: GeneratorRow & { declaredOn: string; source: string },
  momentOf: string,
): Promise<number> {
  await db.query(
    `update waste.generators set superseded_at = $3::timestamptz where tenant_id = $1::int and property_id = $2::bigint and superseded_at = 'infinity'`,
    [tenantId, given.propertyId, momentOf],
  )
  const [row] = await db.query<{ generator_id: number }>(
    `insert into waste.generators (tenant_id, property_id, declared_on, floor_sqm, water_lpd, waste_kgpd, source, certificate, certified_until, recorded_at)
     values ($1::int, $2::bigint, $3::date, $4::numeric, $5::numeric, $6::numeric, $7::text, $8::text, $9::date, $10::timestamptz) returning generator_id`,
    [
      tenantId,
      given.propertyId,
      given.declaredOn,
      given.floorSqm,
      given.waterLpd,
      given.wasteKgpd,
      given.source,
      given.certificate,
      given.certifiedUntil,
      momentOf,
    ],
  )
  return row!.generator_id
}

/** What a property generates; null when nobody has said. */
export async function selectGenerator(db: Db, tenantId: number, propertyId: number): Promise<GeneratorRow | null> {
  const rows = await db.query<GeneratorRow>(
    `select property_id as "propertyId", floor_sqm::float8 as "floorSqm", water_lpd::float8 as "waterLpd", waste_kgpd::float8 as "wasteKgpd", certificate, certified_until as "certifiedUntil"
     from waste.generators where tenant_id = $1::int and property_id = $2::bigint and superseded_at = 'infinity'`,
    [tenantId, propertyId],
  )
  return rows[0] ?? null
}

/** Moves contracts of a merged party to the one that is kept, or some back; answers which. */
export async function moveContractors(
  db: Db,
  tenantId: number,
  fromPartyId: number,
  toPartyId: number,
  only: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ contract_id: number }>(
    `update waste.contracts set contractor_party_id = $3::bigint
     where tenant_id = $1::int and contractor_party_id = $2::bigint and ($4::bigint[] is null or contract_id = any ($4::bigint[])) returning contract_id`,
    [tenantId, fromPartyId, toPartyId, only],
  )
  return rows.map((row) => row.contract_id)
}
