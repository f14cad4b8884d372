/** The register of services: rooms above hand their workflows in, this room knows none by name. */
import type { z } from 'zod'
import type { Context, Db, Names, Tx } from '../../kernel/index.ts'
import { faultsOf, type Words, type Workflow } from './rules.ts'
import type { CaseState } from './rules-fold.ts'

/** A case as a service's own code sees it. */
export interface CaseFacts {
  caseId: number
  number: string
  service: string
  variant: string | null
  propertyId: number | null
  parcelId: number | null
  partyId: number | null
  point: readonly [number, number] | null
  state: CaseState
}

/** What a service does in the transaction of an action, before its entry is written. */
export type Effect = (
  tx: Tx,
  given: { facts: CaseFacts; action: string; input: unknown; text: string | null },
) => Promise<Record<string, unknown> | undefined>

/** How a service's case is called in lists, and what else its page says. */
export interface CaseLine {
  title: Names
  facts: { names: Words; value: Names }[]
}

/** What a service brings besides its table. */
export interface ServiceParts {
  /** Input of actions beyond text and post, by action. An action without a schema takes none. */
  inputs?: Readonly<Record<string, z.ZodType>>
  /**
   * Run by action, `deem` too. May refuse by throwing; what it answers goes into the log and must hold nothing private.
   * It gets the transaction and must not open a command of its own.
   */
  effects?: Readonly<Record<string, Effect>>
  /** Titles and facts of cases, for lists and pages; reads with the caller's powers. */
  describe?(db: Db, context: Context, caseIds: readonly number[]): Promise<Map<number, CaseLine>>
  /** Designations to which cases of a variant go, the first ones first; null leaves it to the workflow. */
  rolesFor?(db: Db, context: Context, variant: string | null): Promise<readonly string[] | null>
  /** Map layers that show its cases: touched after every change. */
  layers?: readonly string[]
}

/** A workflow with its parts. */
export interface Registered extends ServiceParts {
  workflow: Workflow
}

/** The register. */
export interface Workflows {
  /** @throws RangeError for a broken table, or the same service and version twice */
  add<S extends string, A extends string>(workflow: Workflow<S, A>, parts?: ServiceParts): void
  /** The service's newest version, or the one that a case was opened under; null when no room has handed it in. */
  of(service: string, version?: number): Registered | null
  /** The newest version of every service. */
  all(): Registered[]
}

/** An empty register; the roof fills it. */
export function newWorkflows(): Workflows {
  const known = new Map<string, Registered[]>()
  return {
    add(given, parts = {}) {
      const workflow = given as unknown as Workflow
      const faults = faultsOf(workflow)
      if (faults.length) throw new RangeError(`the workflow of ${workflow.service} is broken: ${faults.join('; ')}`)
      const versions = known.get(workflow.service) ?? []
      if (versions.some((each) => each.workflow.version === workflow.version))
        throw new RangeError(`version ${workflow.version} of ${workflow.service} was handed in twice`)
      const list = [...versions, { ...parts, workflow }].sort((a, b) => b.workflow.version - a.workflow.version)
      known.set(workflow.service, list)
    },
    of(service, version) {
      const versions = known.get(service) ?? []
      return (version === undefined ? versions[0] : versions.find((each) => each.workflow.version === version)) ?? null
    },
    all: () => [...known.values()].map((versions) => versions[0]!),
  }
}
