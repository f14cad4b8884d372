import type { Box, Page } from './page.ts'
import type { SignatureField } from './protocol.ts'

/** Bytes kept free for the signature: a certificate chain and its signature take some four thousand. */
export const signatureBytes = 12_288
/** Stands in the file until the true offsets are known; as long as any of them. */
export const rangePlaceholder = '/**********'

/** Adds an empty signature (PDF 32000-1, 12.8; ETSI EN 319 142-1) whose field lies over the signer's name. */
export function addSignatureField(page: Page, field: SignatureField, box: Box): void {
  const { doc } = page
  const signature = doc.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, rangePlaceholder.slice(1), rangePlaceholder.slice(1), rangePlaceholder.slice(1)],
    Contents: Buffer.alloc(signatureBytes),
    Name: new String(field.name),
    Reason: new String(field.reason),
    Location: new String(field.location),
    M: new Date(field.at),
  })
  const height = 22
  const top = doc.page.height - page.y
  const widget = doc.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: new String('signature'),
    TU: new String(field.name),
    F: 132,
    Rect: [box.x, top - height, box.x + box.width, top],
    V: signature,
    P: doc.page.dictionary,
  })
  doc.page.annotations.push(widget)
  doc.initForm()
  const form = (doc as unknown as { _root: { data: { AcroForm: { data: Record<string, unknown> } } } })._root.data
    .AcroForm
  form.data.SigFlags = 3
  form.data.Fields = [widget]
  // The library asks viewers to draw fields anew, which would change what was signed.
  delete form.data.NeedAppearances
  signature.end('')
  widget.end('')
}
