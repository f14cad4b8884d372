import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { keepView, useCity, useView } from '../../state/view.ts'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { CodeForm } from './code-form.tsx'
import { PasswordForm } from './password-form.tsx'

/** Two doors: a one-time code for citizens, a password for staff. */
export function SignInPage({ first = 'citizen' }: { first?: 'citizen' | 'staff' }) {
  const t = useWords()
  const [door, setDoor] = useState<string>(first)
  const navigate = useNavigate()
  const city = useCity()
  const view = useView()
  const enter = () => navigate({ to: `/${city}${first === 'staff' ? '' : '/me'}`, search: keepView(view) as never })
  return (
    <Page title={t('identity:sign-in.title')}>
      <Tabs
        label={t('identity:sign-in.title')}
        now={door}
        onChange={setDoor}
        tabs={[
          { id: 'citizen', words: t('identity:sign-in.citizen'), content: <CodeForm onDone={enter} /> },
          { id: 'staff', words: t('identity:sign-in.staff'), content: <PasswordForm onDone={enter} /> },
        ]}
      />
    </Page>
  )
}
