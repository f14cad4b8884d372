import type { Route } from '../../kernel/index.ts'
import { billRoutes } from './routes-bills.ts'
import { ledgerRoutes } from './routes-ledger.ts'
import { recoveryRoutes } from './routes-recovery.ts'
import { schemeRoutes } from './routes-schemes.ts'

/** The URL table of the room, a file for each part of it. */
export function paymentsRoutes(): Route[] {
  return [...billRoutes, ...ledgerRoutes, ...schemeRoutes, ...recoveryRoutes]
}
