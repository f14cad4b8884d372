import { Secret, TOTP } from 'otpauth'
import { decrypt, encrypt } from '../../kernel/index.ts'

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Khasra', label, algorithm: 'SHA1', digits: 6, period: 30, secret })
}

/** A new secret wrapped by the master key, and the address for the authenticator's QR code. */
export function newTotp(masterKey: Buffer, label: string): { wrapped: string; uri: string } {
  const secret = new Secret({ size: 20 })
  return {
    wrapped: encrypt(masterKey, Buffer.from(secret.buffer)).toString('base64'),
    uri: totpOf(secret, label).toString(),
  }
}

/** Whether six digits fit now, or half a minute before or after. */
export function checkTotp(masterKey: Buffer, wrapped: string, digits: string, now: Date): boolean {
  const plain = decrypt(masterKey, Buffer.from(wrapped, 'base64'))
  const secret = new Secret({ buffer: new Uint8Array(plain).buffer })
  return totpOf(secret, 'user').validate({ token: digits, timestamp: now.getTime(), window: 1 }) !== null
}
