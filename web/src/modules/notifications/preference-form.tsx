import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { LANGUAGE_NAMES, LANGUAGES, type Language, useWords } from '../../i18n/language.ts'
import { type Channel, type Preference, usePreference } from '../../state/notices.ts'
import { queryClient } from '../../state/query-client.ts'
import { useQueuedCommand } from '../../state/queued.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import styles from './notices.module.css'

const CHANNELS: Channel[] = ['sms', 'whatsapp', 'email']

/** In which language and by which ways; saved without a network too, and sent when it is back. */
export function PreferenceForm({ city }: { city: string }) {
  const preference = usePreference(city)
  if (preference.error && !preference.data)
    return <ErrorNotice error={preference.error} onRetry={() => preference.refetch()} />
  if (!preference.data) return <Skeleton />
  return <Choices city={city} now={preference.data} />
}

function Choices({ city, now }: { city: string; now: Preference }) {
  const t = useWords()
  const [chosen, setChosen] = useState(now)
  const [said, setSaid] = useState<'sent' | 'kept' | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { send } = useQueuedCommand<Preference>(city, 'notices:preferences.title')
  const change = (part: Partial<Preference>) => {
    setSaid(null)
    setChosen({ ...chosen, ...part })
  }
  const toggle = (channel: Channel) => {
    const { refusedChannels: refused } = chosen
    const isRefused = refused.includes(channel)
    change({ refusedChannels: isRefused ? refused.filter((each) => each !== channel) : [...refused, channel] })
  }
  const save = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const outcome = await send('PUT', '/notices/preferences', chosen)
      queryClient.setQueryData(['preference', city], chosen)
      setSaid(outcome.state)
    } catch (caught) {
      setProblem(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SelectField
        label={t('notices:preferences.language')}
        name="language"
        value={chosen.language ?? ''}
        onChange={(event) => change({ language: (event.target.value || null) as Language | null })}
      >
        <option value="">{t('notices:preferences.as-record')}</option>
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {LANGUAGE_NAMES[language]}
          </option>
        ))}
      </SelectField>
      <fieldset>
        <legend>{t('notices:preferences.ways')}</legend>
        {CHANNELS.map((channel) => (
          <label key={channel} className={styles.check}>
            <input
              type="checkbox"
              name={channel}
              checked={!chosen.refusedChannels.includes(channel)}
              onChange={() => toggle(channel)}
            />
            {codeWords(t, 'channel', channel)}
          </label>
        ))}
        <p className="soft small">{t('notices:preferences.always')}</p>
      </fieldset>
      {problem !== null && <ErrorNotice error={problem} />}
      <Button look="main" type="submit" busy={busy}>
        {t('notices:preferences.save')}
      </Button>
      <p role="status">{said && t(`notices:saved.${said}`)}</p>
    </form>
  )
}
