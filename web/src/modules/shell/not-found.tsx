import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonLook } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

/** An address that leads nowhere, and the way back. */
export function NotFoundPage() {
  const { t } = useTranslation()
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
