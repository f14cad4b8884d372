/** Papers of another body that a sandbox stands in for: drawn by the letter engine, signed by an authority of that body's own. */
import { renderLetter } from '../letters/engine.ts'
import type { LetterContent } from '../rules-letters.ts'
import { type CertifiedKey, issueCertificate, newKeyPair, signDetached, toPem } from './cms.ts'
import { insertSignature, prepareForSigning } from './pades.ts'

/** A signed file and the certificate that its signature is checked against. */
export interface SignedPaper {
  bytes: Buffer
  certificate: string
}

const signerDays = 30

/** Signs papers in the name of a body that is not in this house; the key lives as long as the process and binds nobody. */
export function sandboxBody(organisation: string): (content: LetterContent, at: Date) => Promise<SignedPaper> {
  let key: Promise<CertifiedKey> | null = null
  return async (content, at) => {
    key ??= newSigner(organisation, at)
    const signer = await key
    const signature = {
      name: organisation,
      reason: content.number,
      location: organisation,
      at: at.toISOString(),
      binds: false,
    }
    const prepared = prepareForSigning(await renderLetter(content, { signature }))
    const cms = await signDetached(prepared.digest, signer)
    return { bytes: insertSignature(prepared, cms), certificate: toPem(signer.certificate) }
  }
}

async function newSigner(organisation: string, from: Date): Promise<CertifiedKey> {
  const to = new Date(from.getTime() + signerDays * 86_400_000)
  const { keys } = await newKeyPair()
  const certificate = await issueCertificate(
    { commonName: `Sandbox of ${organisation}`, organisation: `${organisation} (sandbox, not for legal use)` },
    keys.publicKey,
    { certificate: null, privateKey: keys.privateKey },
    { from, to },
  )
  return { certificate, chain: [], privateKey: keys.privateKey }
}
