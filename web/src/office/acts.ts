import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useWords } from '../i18n/language.ts'
import { signOut, useSession } from '../state/session.ts'
import { copyText } from '../state/share.ts'
import { keepView, useCity, useView } from '../state/view.ts'

export type Act = { id: string; words: string; run: () => void }

/** What an officer can do from anywhere, besides going to a room. */
export function useActs(): Act[] {
  const t = useWords()
  const city = useCity()
  const view = useView()
  const navigate = useNavigate()
  const permissions = useSession(city).data?.user?.permissions
  return useMemo(() => {
    const go = (path: string) => () => navigate({ to: `/${city}${path}`, search: keepView(view) as never })
    const may = (permission: string) => permissions?.includes(permission) ?? false
    return [
      ...(may('people.merge')
        ? [
            { id: 'pairs', words: t('office:people.pairs'), run: go('/people/duplicates') },
            { id: 'merges', words: t('office:people.merges'), run: go('/people/merges') },
          ]
        : []),
      ...(may('identity.manage-posts')
        ? [{ id: 'hand-over', words: t('office:acts.hand-over'), run: go('/posts') }]
        : []),
      { id: 'factor', words: t('office:factor.title'), run: go('/me') },
      { id: 'link', words: t('office:acts.link'), run: () => void copyText(location.href).catch(() => undefined) },
      { id: 'print', words: t('office:acts.print'), run: () => print() },
      { id: 'out', words: t('identity:me.sign-out'), run: () => void signOut(city) },
    ]
  }, [city, navigate, permissions, t, view])
}
