import { addDocument, type Context } from '../../../kernel/index.ts'
import { changeRegister, requireSubject } from '../acts.ts'
import { insertPropertyDocument } from '../queries-register.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { AttachDocument } from '../schemas-actions.ts'

/** Attaches a paper to a property: one that is stored already, or an upload whose bytes are sniffed and limited by the kernel. */
export function attachDocument(
  context: Context,
  propertyId: number,
  input: AttachDocument,
): Promise<{ documentId: number; orders: StandingOrder[] }> {
  const named =
    'documentId' in input
      ? input
      : { title: input.title, visibility: input.visibility, bytes: input.contentBase64.length }
  return changeRegister(context, 'parcels.attach-document', { propertyId, ...input }, async (tx) => {
    await requireSubject(tx, 'property', propertyId)
    const orders = await askOrders(tx, 'attach-document', { propertyId })
    const documentId =
      'documentId' in input
        ? input.documentId
        : (
            await addDocument(tx, {
              bytes: Buffer.from(input.contentBase64, 'base64'),
              title: input.title,
              visibility: input.visibility,
            })
          ).documentId
    await insertPropertyDocument(tx, context.tenant.tenantId, propertyId, documentId)
    await tx.emit('parcels.document-attached', { propertyId, documentId })
    tx.journal({
      subjects: [
        { kind: 'property', id: propertyId },
        { kind: 'document', id: documentId },
      ],
      after: named,
    })
    return { documentId, orders }
  })
}
