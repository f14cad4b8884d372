import { addDocument, type Context, command } from '../../../kernel/index.ts'
import { recordService } from '../record-service.ts'
import type { RecordServiceInput } from '../schemas-letters.ts'

/** Records at the door how a paper was served, with its photo. Sent again under its request id it is the same record. */
export async function servePaper(context: Context, input: RecordServiceInput): Promise<{ serviceId: number }> {
  const { photoBase64, subjectKind, subjectId, ...given } = input
  const subject = { kind: subjectKind, id: subjectId }
  return command(context, { name: 'notifications.serve-paper', input }, async (tx) => {
    const photo = photoBase64
      ? await addDocument(tx, {
          bytes: Buffer.from(photoBase64, 'base64'),
          title: `Service of ${subjectKind} ${subjectId}`,
          visibility: 'private',
        })
      : null
    const { serviceId } = await recordService(tx, { ...given, subject, photoDocumentId: photo?.documentId ?? null })
    const { receivedBy: _, witnesses: __, ...shown } = given
    tx.journal({
      subjects: [subject, { kind: 'service', id: serviceId }],
      after: { serviceId, ...shown, photo: photo?.documentId ?? null },
    })
    return { serviceId }
  })
}
