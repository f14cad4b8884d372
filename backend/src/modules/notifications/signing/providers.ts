/** Who puts a signature under a letter: one interface over the digest of a file. */
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Config, Context } from '../../../kernel/index.ts'
import { fromPem, importPrivateKey, signDetached, toPem } from './cms.ts'
import { sandboxSigning } from './sandbox.ts'

/** The post and its holder, in the words that a certificate takes. */
export interface LetterSigner {
  postId: number
  userId: number
  post: string
  office: string
  holder: string
}

/** What comes back: the signature as CMS, and the certificate that made it. */
export interface SignatureMade {
  cms: Buffer
  certificate: string
}

/**
 * Signs the SHA-256 of a prepared file. Aadhaar eSign fits here too: its service takes a digest and answers a CMS after the holder's
 * consent by code; `sign` then throws until that consent is there, and the job asks again.
 */
export interface SigningProvider {
  name: string
  /** False for signatures that bind nobody; the letter says so. */
  binds: boolean
  sign(context: Context, digest: Buffer, signer: LetterSigner): Promise<SignatureMade>
}

/** The provider that the settings name: an organisation's certificate, else the sandbox. */
export function signingOf(config: Config): SigningProvider {
  return config.signing ? organisationSigning(config.signing) : sandboxSigning()
}

/** One certificate of the organisation (class 3 document signer) for all posts; who signed stands in the letter and its reason. */
export function organisationSigning(files: { certificateFile: string; keyFile: string }): SigningProvider {
  const [certificate, ...chain] = fromPem(readFileSync(files.certificateFile, 'utf8'))
  if (!certificate) throw new Error('KHASRA_SIGNING_CERTIFICATE_FILE: holds no certificate')
  const key = createPrivateKey(readFileSync(files.keyFile))
  const kind = key.asymmetricKeyType === 'rsa' ? 'RSA' : 'EC'
  const pkcs8 = key.export({ format: 'der', type: 'pkcs8' })
  return {
    name: 'organisation',
    binds: true,
    async sign(_context, digest) {
      const privateKey = await importPrivateKey(pkcs8, kind)
      return { cms: await signDetached(digest, { certificate, chain, privateKey }), certificate: toPem(certificate) }
    },
  }
}
