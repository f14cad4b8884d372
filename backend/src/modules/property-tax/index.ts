/** The door of property tax: what the roof and floors above may use. */

export { propertyTaxMessages } from './messages.ts'
export { packFile, packNames, packOfCase, referencePack } from './packs.ts'
export { propertyTaxRoutes } from './routes.ts'
export { caseSchema } from './rules-case-schema.ts'
export { computeTax, type TaxBill } from './rules-compute.ts'
export { provePack } from './rules-examples.ts'
export { TaxFault } from './rules-fault.ts'
export { loadPack } from './rules-pack.ts'
export type { Pack } from './rules-pack-parts.ts'
export { packSchema } from './rules-pack-schema.ts'
