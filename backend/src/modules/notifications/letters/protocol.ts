import type { LetterContent } from '../rules-letters.ts'

/** What is drawn beside the words: pictures by the name in their block, and the code that proves the letter. */
export interface LetterParts {
  pictures: Record<string, Uint8Array>
  /** What the QR code holds; null for a preview, which says so across the page. */
  qr: { text: string; verifyAt: string } | null
  /** Room for a signature, and what it states; null for a letter that nobody signs. */
  signature: SignatureField | null
}

/** The dictionary of a signature in the file; its bytes are put in later. */
export interface SignatureField {
  name: string
  reason: string
  location: string
  /** The claimed moment, ISO. */
  at: string
  /** False for the sandbox: the letter says that it binds nobody. */
  binds: boolean
}

export interface DrawRequest {
  id: number
  content: LetterContent
  parts: LetterParts
}

export type DrawResponse = { id: number; bytes?: Uint8Array; error?: string }
