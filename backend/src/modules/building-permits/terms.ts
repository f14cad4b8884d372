/** What a town has set for its permits: masters of its own or its state's, never a figure of ours. */
import { z } from 'zod'
import { Conflict, type Db } from '../../kernel/index.ts'
import { selectMaster } from '../identity/index.ts'
import { type FeeHead, readFeeSchedule } from './rules-fees.ts'
import { type ClassLimits, classLimitsSchema } from './rules-technical.ts'

/** Limits of a class of licence; null when the town has set none. */
export async function limitsOf(db: Db, technicalClass: string | null, day: string): Promise<ClassLimits | null> {
  if (technicalClass === null) return null
  const found = await selectMaster(db, { register: 'building-permits.technical-classes', key: technicalClass }, day)
  const parsed = classLimitsSchema.safeParse(found?.value)
  return parsed.success ? parsed.data : null
}

const rulesSchema = {
  /** For how long a permit holds, months. */
  'validity-months': z.int().min(1).max(240),
  /** Share of the sanctioned area by which a building may be larger at completion, without a fee. */
  'deviation-tolerance': z.number().min(0).max(1),
  /** Share of the plots of a layout, by area, that must be mortgaged until completion. */
  'mortgaged-share': z.number().min(0).max(1),
  /** Plots up to so many m² need no technical person for their drawing. */
  'no-professional-to-sqm': z.number().min(0),
} as const
type RuleKey = keyof typeof rulesSchema

/** A rule of the town, register `building-permits.rules`; null when nobody has set it. */
export async function ruleOf(db: Db, key: RuleKey, day: string): Promise<number | null> {
  const found = await selectMaster(db, { register: 'building-permits.rules', key }, day)
  const parsed = rulesSchema[key].safeParse(found?.value)
  return parsed.success ? parsed.data : null
}

/** @throws Conflict naming what the town has to set first */
export async function requireRule(db: Db, key: RuleKey, day: string): Promise<number> {
  const value = await ruleOf(db, key, day)
  if (value === null)
    throw new Conflict('rules', 'The town has not set {rule} for its permits yet.', { parameters: { rule: key } })
  return value
}

/** The schedule of fees of the town, register `building-permits.fees`, key `schedule`. @throws Conflict when none is set, Invalid for one that does not cover every area once */
export async function requireFeeSchedule(db: Db, day: string): Promise<FeeHead[]> {
  const found = await selectMaster(db, { register: 'building-permits.fees', key: 'schedule' }, day)
  if (!found)
    throw new Conflict('fees', 'The town has not set {rule} for its permits yet.', { parameters: { rule: 'schedule' } })
  return readFeeSchedule(found.value)
}
