import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { useTown, useTowns } from '../../state/towns.ts'
import { useCity } from '../../state/view.ts'
import { Page } from '../../ui/page.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { NotFoundPage } from './not-found.tsx'

/** Holds every page of one town; an unknown town code is told as such instead of drawing an empty town. */
export function TownFrame() {
  const t = useWords()
  const city = useCity()
  const towns = useTowns()
  const town = useTown(city)
  const language = useLanguage()
  const name = town ? pickName(town.names, language).text : ''
  useEffect(() => {
    document.title = name ? t('shell:title', { town: name }) : 'Khasra'
  }, [name, t])
  if (towns.isPending)
    return (
      <Page title="">
        <Skeleton lines={4} />
      </Page>
    )
  if (towns.error && !towns.data)
    return (
      <Page title="">
        <ErrorNotice error={towns.error} onRetry={() => towns.refetch()} />
      </Page>
    )
  return town ? <Outlet /> : <NotFoundPage />
}
