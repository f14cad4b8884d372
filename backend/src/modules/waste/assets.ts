/** How a collection point is told to whoever reports a problem at it. */
import type { Db, Names } from '../../kernel/index.ts'
import { selectPoint } from './queries-plans.ts'

const names: Record<string, Names> = {
  door: { en: 'Door', hi: 'दरवाज़ा', mr: 'दार' },
  block: { en: 'Block of homes', hi: 'घरों का समूह', mr: 'घरांचा समूह' },
  'corner-bin': { en: 'Bin at the corner', hi: 'नुक्कड़ का कूड़ादान', mr: 'कोपऱ्यावरील कचराकुंडी' },
  street: { en: 'Place on the street', hi: 'सड़क पर जगह', mr: 'रस्त्यावरील जागा' },
}

/** A collection point by its id; how many live there, and who, stays unsaid. */
export async function pointAsAsset(
  db: Db,
  tenantId: number,
  id: number,
): Promise<{ names: Names; point: readonly [number, number] | null; propertyId: number | null } | null> {
  const found = await selectPoint(db, tenantId, id)
  return found && { names: names[found.kind] ?? { en: found.kind }, point: found.point, propertyId: found.propertyId }
}
