/** Crockford's alphabet: no i, l, o or u, so that a code read from paper cannot be mistaken. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** How many recovery codes a user gets at a time. */
export const recoveryCodeCount = 10
/** Random bytes behind a code: 80 bits, so that a plain hash of it needs no salt. */
export const recoveryCodeBytes = 10

/** Ten bytes as `7k2m-x0qd-9h4t-c3wz`. */
export function printRecoveryCode(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  let code = ''
  for (let at = 0; at < recoveryCodeBytes * 8; at += 5) code = alphabet[Number((bits >> BigInt(at)) & 31n)]! + code
  return code.match(/.{4}/g)!.join('-')
}

/** The code behind what was typed: any case, with or without dashes and spaces, o for 0, i and l for 1. Null when it is none. */
export function readRecoveryCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
  if (plain.length !== (recoveryCodeBytes * 8) / 5 || ![...plain].every((letter) => alphabet.includes(letter)))
    return null
  return plain.match(/.{4}/g)!.join('-')
}
