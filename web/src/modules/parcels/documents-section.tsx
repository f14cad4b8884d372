import { formatDay, formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { useCity } from '../../state/view.ts'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { ExtractButton, LandRecordLinks } from './extract-button.tsx'
import styles from './owners-section.module.css'

/** Papers that the reader may see. */
export function DocumentsSection({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  return (
    <Section id="documents" title={t('parcels:section.documents')}>
      {page.documents.length === 0 && <Empty>{t('parcels:no-documents')}</Empty>}
      <ul className={styles.parties}>
        {page.documents.map((paper) => (
          <li key={paper.documentId}>
            <a href={`/api/${city}/documents/${paper.documentId}`}>
              <Icon name="document" size={18} /> {paper.title}
            </a>
            <span className="soft small">
              {t('parcels:kilobytes', { value: formatNumber(Math.ceil(paper.bytes / 1024), language) })} ·{' '}
              {formatDay(paper.addedOn, language)}
            </span>
          </li>
        ))}
      </ul>
      <ExtractButton page={page} />
      <LandRecordLinks page={page} />
    </Section>
  )
}
