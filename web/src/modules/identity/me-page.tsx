import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import type { User } from '../../state/contract.ts'
import { signOut, useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Page, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'

/** Who am I here, in which roles, and the way out. */
export function MePage() {
  const t = useWords()
  const city = useCity()
  const session = useSession(city)
  if (session.error)
    return (
      <Page title={t('shell:nav.me')}>
        <ErrorNotice error={session.error} onRetry={() => session.refetch()} />
      </Page>
    )
  if (!session.data)
    return (
      <Page title={t('shell:nav.me')}>
        <Skeleton />
      </Page>
    )
  if (session.data.user) return <Known city={city} user={session.data.user} />
  return (
    <Page title={t('shell:nav.me')} lead={t('identity:me.unknown')}>
      <p>
        <PlaceLink to="/sign-in" className={buttonLook('main')}>
          {t('shell:nav.sign-in')}
        </PlaceLink>
      </p>
      <p className="soft">{t('identity:me.no-need')}</p>
    </Page>
  )
}

function Known({ city, user }: { city: string; user: User }) {
  const t = useWords()
  const language = useLanguage()
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const isStaff = user.roleClass === 'staff' || user.roleClass === 'auditor'
  const leave = () => {
    setBusy(true)
    signOut(city)
      .catch(setProblem)
      .finally(() => setBusy(false))
  }
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
      {isStaff && (
        <Section title={t('identity:me.office-title')}>
          <p>{t('identity:me.office-words')}</p>
          <p>
            <a href={`/office/${city}`} className={buttonLook('main')}>
              {t('identity:me.office-open')}
            </a>
          </p>
        </Section>
      )}
      {problem !== null && <ErrorNotice error={problem} />}
      <p>
        <Button onClick={leave} busy={busy}>
          {t('identity:me.sign-out')}
        </Button>
      </p>
    </Page>
  )
}
