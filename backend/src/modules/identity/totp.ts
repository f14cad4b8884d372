import { Secret, TOTP } from 'otpauth'
import { decrypt, encrypt } from '../../kernel/index.ts'

const stepSeconds = 30

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Khasra', label, algorithm: 'SHA1', digits: 6, period: stepSeconds, secret })
}

/** A new secret wrapped by the master key, and the address for the authenticator's QR code. */
export function newTotp(masterKey: Buffer, label: string): { wrapped: string; uri: string } {
  const secret = new Secret({ size: 20 })
  return {
    wrapped: encrypt(masterKey, Buffer.from(secret.buffer)).toString('base64'),
    uri: totpOf(secret, label).toString(),
  }
}

/**
 * The half-minute (counted from 1970) that six digits belong to: the present one, or one before or after. Null when they
 * fit none. Whoever asks must remember it, because a code read over a shoulder must not work twice (RFC 6238 §5.2).
 */
export function totpStepOf(masterKey: Buffer, wrapped: string, digits: string, now: Date): number | null {
  const plain = decrypt(masterKey, Buffer.from(wrapped, 'base64'))
  const secret = new Secret({ buffer: new Uint8Array(plain).buffer })
  const delta = totpOf(secret, 'user').validate({ token: digits, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / stepSeconds) + delta
}
