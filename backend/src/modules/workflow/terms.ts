/** The catalogue of services: terms as masters that inherit nation, state, class and town, each with its instrument. */
import type { Db } from '../../kernel/index.ts'
import { explainRegister, type MasterLevel, selectMaster } from '../identity/index.ts'
import type { Workflow } from './rules.ts'
import { readTerms, type TermsInForce } from './rules-terms.ts'

/** Register of masters that holds the catalogue; its keys are `service` and `service:variant`. */
export const catalogueRegister = 'workflow.services'

/** Key of a variant of a service in the catalogue. */
export const termsKey = (service: string, variant: string | null): string =>
  variant === null ? service : `${service}:${variant}`

const levelOf = ({ value, instrument, validFrom, scope }: MasterLevel) => ({ value, instrument, validFrom, scope })

/** Terms of a service on a day in the transaction's town: those of the variant where it has its own, else the service's. */
export async function termsOf(db: Db, workflow: Workflow, variant: string | null, day: string): Promise<TermsInForce> {
  const own = variant === null ? null : await selectMaster(db, keyed(termsKey(workflow.service, variant)), day)
  const found = own ?? (await selectMaster(db, keyed(workflow.service), day))
  return readTerms(workflow, found && levelOf(found))
}

const keyed = (key: string) => ({ register: catalogueRegister, key })

/** What of a workflow its terms hang on. */
type Timed = Pick<Workflow, 'service' | 'requiresTerms'>

/** All terms of a day by key: one read for lists and for the clock. */
export async function catalogueOn(
  db: Db,
  day: string,
): Promise<(workflow: Timed, variant: string | null) => TermsInForce> {
  const rows = await explainRegister(db, catalogueRegister, day)
  const byKey = new Map(rows.map((row) => [row.key, row.inForce]))
  return (workflow, variant) => {
    const found = (variant !== null && byKey.get(termsKey(workflow.service, variant))) || byKey.get(workflow.service)
    return readTerms(workflow, found ? levelOf(found) : null)
  }
}
