import { type Db, Invalid } from '../../kernel/index.ts'
import { explainRegister, selectMaster } from '../identity/index.ts'
import { type KnownCategory, readCategories } from './rules.ts'

/** Register of masters that holds the kinds of complaints; a town may add its own or change their posts by an order. */
export const categoryRegister = 'grievances.categories'

/** The categories of the transaction's town on a day, in the order of their list. */
export async function categoriesOn(db: Db, day: string): Promise<KnownCategory[]> {
  const rows = await explainRegister(db, categoryRegister, day)
  return readCategories(rows.map((row) => ({ key: row.key, value: row.inForce.value })))
}

/** One category; null when the town has none by that code. */
export async function categoryOn(db: Db, category: string, day: string): Promise<KnownCategory | null> {
  const found = await selectMaster(db, { register: categoryRegister, key: category }, day)
  return found ? (readCategories([{ key: category, value: found.value }])[0] ?? null) : null
}

/** @throws Invalid naming `category` */
export async function requireCategory(db: Db, category: string, day: string): Promise<KnownCategory> {
  const found = await categoryOn(db, category, day)
  if (!found) throw new Invalid('category', 'This town has no such kind of complaint.', { got: category })
  return found
}
