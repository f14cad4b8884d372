import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { readSearch, readView, writeSearch } from '../state/view.ts'
import { Skeleton } from '../ui/states.tsx'
import { OfficeFrame, OfficeRoot } from './frame.tsx'

const root = createRootRoute({ component: OfficeRoot, validateSearch: readView })
const chooser = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../modules/shell/town-chooser.tsx'), 'TownChooser'),
})
const town = createRoute({ getParentRoute: () => root, path: '$city', component: OfficeFrame })
const places = createRoute({
  getParentRoute: () => town,
  id: 'places',
  component: lazyRouteComponent(() => import('./places.tsx'), 'Places'),
})
// The places stay mounted while the selection changes, so the map keeps its tiles; these only name the address.
const inPlaces = <Path extends string>(path: Path) =>
  createRoute({ getParentRoute: () => places, path, component: Outlet })
const inTown = <Path extends string>(path: Path, component: Parameters<typeof createRoute>[0]['component']) =>
  createRoute({ getParentRoute: () => town, path, component })

const permissions = () => import('../modules/identity/permissions-page.tsx')

/** The officer's addresses, all under `/office`: `/office/{city}`, `/office/{city}/property/{id}`, `/office/{city}/journal` … */
export const makeOfficeRouter = () =>
  createRouter({
    basepath: '/office',
    routeTree: root.addChildren([
      chooser,
      town.addChildren([
        places.addChildren([
          inPlaces('/'),
          inPlaces('/map'),
          inPlaces('/property/$propertyId'),
          inPlaces('/parcel/$parcelId'),
        ]),
        inTown('/permissions', lazyRouteComponent(permissions, 'PermissionsPage')),
        inTown(
          '/posts',
          lazyRouteComponent(() => import('../modules/identity/posts-page.tsx'), 'PostsPage'),
        ),
        inTown(
          '/jobs',
          lazyRouteComponent(() => import('../modules/kernel/jobs-page.tsx'), 'JobsPage'),
        ),
        inTown(
          '/journal',
          lazyRouteComponent(() => import('../modules/kernel/journal-page.tsx'), 'JournalPage'),
        ),
        inTown(
          '/me',
          lazyRouteComponent(() => import('../modules/identity/me-page.tsx'), 'MePage'),
        ),
        inTown(
          '/sign-in',
          lazyRouteComponent(() => import('../modules/identity/sign-in-page.tsx'), 'SignInPage'),
        ),
        inTown(
          '/inbox',
          lazyRouteComponent(() => import('../modules/identity/inbox.tsx'), 'TownInbox'),
        ),
      ]),
    ]),
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultPendingComponent: Skeleton,
  })
