import { useId, useState } from 'react'
import { useWords } from '../../../i18n/language.ts'
import { Icon } from '../../../ui/icon.tsx'
import styles from './import.module.css'

/** A place to drop files on; by keyboard and on a phone it is a button that opens the list of files. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useWords()
  const id = useId()
  const [isOver, setOver] = useState(false)
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].filter((file) => file.size > 0)
    if (files.length > 0) onFiles(files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the button inside does the same
    <div
      className={`${styles.drop} ${isOver ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <Icon name="document" size={32} />
      <label htmlFor={id} className={styles.choose}>
        {t('office:imports.choose')}
      </label>
      <input
        id={id}
        type="file"
        multiple
        className="visually-hidden"
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      <p className="soft small">{t('office:imports.formats')}</p>
    </div>
  )
}
