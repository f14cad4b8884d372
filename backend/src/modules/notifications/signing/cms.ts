/** Certificates (RFC 5280) and detached signatures over a file's digest (CMS, RFC 5652; CAdES baseline B, ETSI EN 319 122-1). */
import { createHash, randomBytes, webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as unknown as Crypto }))

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const oid = {
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  unit: '2.5.4.11',
  title: '2.5.4.12',
  country: '2.5.4.6',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const

/** Who a certificate is about. */
export interface CertificateSubject {
  commonName: string
  organisation: string
  unit?: string
  title?: string
}

/** A certificate with its private key, and those above it. */
export interface CertifiedKey {
  certificate: pkijs.Certificate
  chain: pkijs.Certificate[]
  privateKey: webcrypto.CryptoKey
}

/** A new key pair for P-256; the private half as PKCS #8. */
export async function newKeyPair(): Promise<{ keys: webcrypto.CryptoKeyPair; pkcs8: Buffer }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  return { keys, pkcs8: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)) }
}

/** A private key from PKCS #8: P-256, or RSA where an organisation's certificate has it. */
export async function importPrivateKey(pkcs8: Uint8Array, kind: 'EC' | 'RSA' = 'EC'): Promise<webcrypto.CryptoKey> {
  const given = kind === 'EC' ? algorithm : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  return webcrypto.subtle.importKey('pkcs8', pkcs8, given, false, ['sign'])
}

/** A certificate for a public key, signed by an authority, or by itself where there is none. */
export async function issueCertificate(
  subject: CertificateSubject,
  publicKey: webcrypto.CryptoKey,
  by: { certificate: pkijs.Certificate | null; privateKey: webcrypto.CryptoKey },
  validity: { from: Date; to: Date },
): Promise<pkijs.Certificate> {
  const isAuthority = by.certificate === null
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ valueHex: serialNumber() })
  nameInto(certificate.subject, subject)
  if (by.certificate) certificate.issuer = by.certificate.subject
  else nameInto(certificate.issuer, subject)
  certificate.notBefore.value = validity.from
  certificate.notAfter.value = validity.to
  certificate.extensions = [
    new pkijs.Extension({
      extnID: oid.basicConstraints,
      critical: true,
      extnValue: new pkijs.BasicConstraints({ cA: isAuthority }).toSchema().toBER(),
    }),
    new pkijs.Extension({
      extnID: oid.keyUsage,
      critical: true,
      // An authority signs certificates; a signer's key is for signatures that bind.
      extnValue: new asn1js.BitString({ valueHex: new Uint8Array([isAuthority ? 0x06 : 0xc0]).buffer }).toBER(),
    }),
  ]
  await certificate.subjectPublicKeyInfo.importKey(publicKey as unknown as CryptoKey)
  await certificate.sign(by.privateKey as unknown as CryptoKey, 'SHA-256')
  return certificate
}

function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16)
  // Positive, and without a leading zero.
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return new Uint8Array(bytes).buffer
}

function nameInto(name: pkijs.RelativeDistinguishedNames, subject: CertificateSubject): void {
  const parts: [type: string, value: string | undefined][] = [
    [oid.organisation, subject.organisation],
    [oid.unit, subject.unit],
    [oid.title, subject.title],
    [oid.commonName, subject.commonName],
  ]
  name.typesAndValues.push(
    new pkijs.AttributeTypeAndValue({ type: oid.country, value: new asn1js.PrintableString({ value: 'IN' }) }),
  )
  for (const [type, value] of parts)
    if (value)
      name.typesAndValues.push(
        // X.520 sets 64 letters as the longest of each.
        new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value: value.slice(0, 64) }) }),
      )
}

/** DER of a signature over the SHA-256 of a file, with the certificates that it needs; no time in it, as PAdES wants. */
export async function signDetached(digest: Uint8Array, signer: CertifiedKey): Promise<Buffer> {
  const { certificate, chain, privateKey } = signer
  const attribute = (type: string, value: unknown) => new pkijs.Attribute({ type, values: [value] })
  const signedData = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: [certificate, ...chain],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(oid.contentType, new asn1js.ObjectIdentifier({ value: oid.data })),
            attribute(oid.messageDigest, new asn1js.OctetString({ valueHex: new Uint8Array(digest).buffer })),
            attribute(oid.signingCertificateV2, signingCertificate(certificate)),
          ],
        }),
      }),
    ],
  })
  await signedData.sign(privateKey as unknown as CryptoKey, 0, 'SHA-256')
  const content = new pkijs.ContentInfo({ contentType: oid.signedData, content: signedData.toSchema(true) })
  return Buffer.from(content.toSchema().toBER(false))
}

/** Binds the signature to this certificate and no other (RFC 5035, ESSCertIDv2; SHA-256 is its default and is left out). */
function signingCertificate(certificate: pkijs.Certificate): asn1js.Sequence {
  const hash = createHash('sha256')
    .update(Buffer.from(certificate.toSchema(true).toBER()))
    .digest()
  const essCertId = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: new Uint8Array(hash).buffer })] })
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertId] })] })
}

/** A certificate as PEM. */
export function toPem(certificate: pkijs.Certificate): string {
  const base64 = Buffer.from(certificate.toSchema(true).toBER()).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`
}

/** The certificates of a PEM text, in its order. */
export function fromPem(text: string): pkijs.Certificate[] {
  const found = [...text.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)]
  return found.map((match) => pkijs.Certificate.fromBER(Buffer.from(match[1]!, 'base64')))
}
