import { useState } from 'react'
import { useWords } from '../i18n/language.ts'
import { Button } from './button.tsx'

/** Hands this view's link to the phone's own sharing, or copies it. */
export function ShareButton() {
  const t = useWords()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const share = async () => {
    try {
      if (navigator.share) return await navigator.share({ title: document.title, url: location.href })
      await navigator.clipboard.writeText(location.href)
      setState('copied')
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) setState('failed')
    }
  }
  return (
    <>
      <Button icon="share" onClick={share}>
        {state === 'copied' ? t('shell:share.copied') : t('shell:share.link')}
      </Button>
      <span role="status" className={state === 'failed' ? undefined : 'visually-hidden'}>
        {state === 'failed' ? t('shell:share.failed') : state === 'copied' ? t('shell:share.copied') : ''}
      </span>
    </>
  )
}
