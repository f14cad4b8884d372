import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useWords } from '../i18n/language.ts'
import { useSetView } from '../state/view.ts'
import styles from './top-bar.module.css'

/** English · हिन्दी · मराठी, always in sight. The choice goes into the address, so a shared link speaks it too. */
export function LanguageSwitch() {
  const t = useWords()
  const now = useLanguage()
  const setView = useSetView()
  return (
    <fieldset className={styles.languages} aria-label={t('shell:language')}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === now}
          onClick={() => setView({ lang: language }, true)}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </fieldset>
  )
}
