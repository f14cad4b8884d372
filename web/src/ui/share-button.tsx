import { useWords } from '../i18n/language.ts'
import { type ShareState, useShare } from '../state/share.ts'
import { Button } from './button.tsx'

/** Hands this view's link to the phone's own sharing, or copies it. */
export function ShareButton() {
  const t = useWords()
  const { state, share } = useShare()
  return (
    <>
      <Button icon={state === 'copied' ? 'check' : 'share'} onClick={share}>
        {state === 'copied' ? t('shell:share.copied') : t('shell:share.link')}
      </Button>
      <ShareStatus state={state} />
    </>
  )
}

/** Tells ears what the button shows, and eyes when the link could not be copied. */
export function ShareStatus({ state }: { state: ShareState }) {
  const t = useWords()
  return (
    <span role="status" className={state === 'failed' ? undefined : 'visually-hidden'}>
      {state === 'failed' ? t('shell:share.failed') : state === 'copied' ? t('shell:share.copied') : ''}
    </span>
  )
}
