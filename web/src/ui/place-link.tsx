import { Link } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import { keepView, useCity, type View } from '../state/view.ts'

type Props = {
  /** Path inside the town, e.g. `/map`; '' is the town's home. */
  to: string
  /** More of the view for the place one goes to. */
  view?: Partial<View>
  children: ReactNode
  city?: string
} & Pick<ComponentProps<'a'>, 'className' | 'aria-label' | 'aria-current' | 'onClick' | 'id' | 'role'>

/** A link inside the town that takes language and theme along. Marks itself `aria-current` on its own page. */
export function PlaceLink({ to, view, city, children, ...rest }: Props) {
  const here = useCity()
  return (
    <Link
      to={`/${city ?? here}${to}`}
      search={((old: View) => ({ ...keepView(old), ...view })) as never}
      activeOptions={{ exact: true, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      preload="intent"
      {...rest}
    >
      {children}
    </Link>
  )
}
