import { useWords } from '../i18n/language.ts'
import { setTheme, THEMES, type Theme, useChosenTheme } from '../state/theme.ts'
import { useSetView, useView } from '../state/view.ts'
import { Icon } from './icon.tsx'
import styles from './top-bar.module.css'

/** System, light, dark or high contrast: a native list, because it works the same on every phone. */
export function ThemeSwitch() {
  const t = useWords()
  const chosen = useChosenTheme()
  const setView = useSetView()
  const view = useView()
  const choose = (theme: Theme) => {
    setTheme(theme)
    if (view.theme) setView({ theme }, true)
  }
  return (
    <label className={styles.theme}>
      <Icon name="theme" size={18} />
      <span className="visually-hidden">{t('shell:theme.label')}</span>
      <select value={chosen} onChange={(event) => choose(event.target.value as Theme)}>
        {THEMES.map((theme) => (
          <option key={theme} value={theme}>
            {t(`shell:theme.${theme}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
