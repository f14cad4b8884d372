/**
 * What a connection has set for its session, kept apart from the one session of the engine: taken out of it when the
 * connection's unit ends, put back before its next. Code that keeps to `set local` never comes here.
 */
import type { Engine } from './engine.ts'

/** The role taken (`none` for the session's own) and settings by name. */
export type SessionState = { role: string; settings: Map<string, string> }

/** Reads what differs from a fresh session; null when nothing does. */
export function captureState(engine: Engine, customSettings: Iterable<string>): SessionState | null {
  const settings = new Map<string, string>()
  for (const [name, value] of engine.rows(`select name, setting from pg_settings where source = 'session'`))
    if (name && value !== null && value !== undefined) settings.set(name, value)
  for (const name of customSettings) {
    const value = engine.rows(`select current_setting(${literal(name)}, true)`)[0]?.[0]
    if (value) settings.set(name, value)
  }
  const role = engine.rows(`select current_setting('role')`)[0]?.[0] ?? 'none'
  return settings.size > 0 || role !== 'none' ? { role, settings } : null
}

/** Puts a captured state back. */
export function applyState(engine: Engine, state: SessionState): void {
  for (const [name, value] of state.settings)
    engine.rows(`select set_config(${literal(name)}, ${literal(value)}, false)`)
  if (state.role !== 'none') engine.rows(`set role "${state.role.replaceAll('"', '""')}"`)
}

/** Makes the session fresh again. */
export function resetState(engine: Engine): void {
  engine.rows('reset role')
  engine.rows('reset all')
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`
