/** `GET /services`: fee, documents and days of every service, with the order behind each, before anyone applies. */
import { type Context, read } from '../../kernel/index.ts'
import { explainRegister } from '../identity/index.ts'
import { told } from './case-lines.ts'
import { readTerms } from './rules-terms.ts'
import type { Catalogue } from './schemas.ts'
import { catalogueRegister } from './terms.ts'
import type { Workflows } from './workflows.ts'

/** The catalogue of a town on a day. */
export async function readCatalogue(context: Context, workflows: Workflows, on: string): Promise<Catalogue> {
  const rows = await read(context, (db) => explainRegister(db, catalogueRegister, on))
  const services = workflows.all().map(({ workflow }): Catalogue['services'][number] => {
    const own = rows.find((row) => row.key === workflow.service)?.inForce ?? null
    const { terms, missing, instrument, validFrom, scope, fault } = readTerms(workflow, own)
    return {
      service: workflow.service,
      names: told(workflow.names),
      isOpen: missing.length === 0,
      missing,
      days: terms.days,
      fee: terms.fee,
      documents: terms.documents,
      deemed: terms.deemed && { legalBasis: terms.deemed.legalBasis },
      penalty: terms.penalty,
      instrument,
      validFrom,
      scope,
      fault,
      variants: rows
        .filter((row) => row.key.startsWith(`${workflow.service}:`))
        .map((row) => ({
          variant: row.key.slice(workflow.service.length + 1),
          days: readTerms(workflow, row.inForce).terms.days,
          instrument: row.inForce.instrument,
        })),
    }
  })
  return { on, services }
}
