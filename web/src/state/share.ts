import { useState } from 'react'

export type ShareState = 'idle' | 'copied' | 'failed'
const SHOWN_MS = 4000

/** Copies text. Town offices often run on plain http, where the clipboard is missing: there the older way is taken. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (!isCopied) throw new Error('not copied')
}

/** Hands this view's link to the phone's own sharing, or copies it and says so. */
export function useShare(): { state: ShareState; share: () => Promise<void> } {
  const [state, setState] = useState<ShareState>('idle')
  const share = async () => {
    try {
      if (navigator.share) return await navigator.share({ title: document.title, url: location.href })
      await copyText(location.href)
      setState('copied')
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return
      setState('failed')
    }
    setTimeout(() => setState('idle'), SHOWN_MS)
  }
  return { state, share }
}
