import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

/** An address that leads nowhere, and the way back. */
export function NotFoundPage() {
  const t = useWords()
  return (
    <Page title={t('shell:not-found.title')}>
      <p>{t('shell:not-found.words')}</p>
      <p>
        <Link to="/" className={buttonLook('main')}>
          {t('shell:not-found.towns')}
        </Link>
      </p>
    </Page>
  )
}
