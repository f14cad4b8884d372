import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { signOut, useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Page, Section } from '../../ui/page.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { PasswordChange } from './password-change.tsx'
import { SecondFactor } from './second-factor.tsx'

/** `/office/{city}/me`: who I am here, the second factor, the password, the way out. */
export function AccountPage() {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const user = useSession(city).data?.user
  const [problem, setProblem] = useState<unknown>(null)
  if (!user)
    return (
      <Page title={t('shell:nav.me')}>
        <Skeleton />
      </Page>
    )
  return (
    <Page title={<Name names={user.displayName} otherwise={t('shell:nav.me')} />}>
      <Facts>
        <Fact name={t('identity:me.roles')}>
          {user.roles.map((role) => codeWords(t, 'person-role', role)).join(', ')}
        </Fact>
        <Fact name={t('identity:me.posts')}>
          {user.posts.map((post) => pickName(post.names, language).text).join(', ')}
        </Fact>
      </Facts>
      {problem !== null && <ErrorNotice error={problem} />}
      <p>
        <Button onClick={() => signOut(city).catch(setProblem)}>{t('identity:me.sign-out')}</Button>
      </p>
      <Section title={t('office:factor.title')}>
        <SecondFactor />
      </Section>
      <Section title={t('office:password.title')}>
        <PasswordChange />
      </Section>
    </Page>
  )
}
