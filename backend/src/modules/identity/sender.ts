import { type Database, type Sender, transact } from '../../kernel/index.ts'
import { insertDevelopmentMessage } from './queries.ts'

/** Sends nothing: keeps each message for the local inbox page. For development and demonstrations. */
export function developmentSender(database: Database): Sender {
  return {
    real: false,
    async send({ stateId, to, channel, text }) {
      const settings = { role: 'khasra_app', readOnly: false, tenantId: stateId, stateId, roleClass: 'system' } as const
      await transact(database, settings, (db) => insertDevelopmentMessage(db, stateId, { to, channel, text }))
    },
  }
}
