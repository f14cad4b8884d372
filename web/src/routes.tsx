import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { CitizenFrame } from './app.tsx'
import { HomePage } from './modules/shell/home-page.tsx'
import { NotFoundPage } from './modules/shell/not-found.tsx'
import { TownFrame } from './modules/shell/town-frame.tsx'
import { readSearch, readView, writeSearch } from './state/view.ts'
import { Skeleton } from './ui/states.tsx'

const root = createRootRoute({ component: CitizenFrame, validateSearch: readView, notFoundComponent: NotFoundPage })

const pages = () => import('./modules/shell/pages.tsx')
const property = () => import('./modules/parcels/page.tsx')
const notices = () => import('./modules/notifications/notices-page.tsx')
const letter = () => import('./modules/notifications/letter-page.tsx')
const identity = () => import('./modules/identity/pages.tsx')

const chooser = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./modules/shell/town-chooser.tsx'), 'TownChooser'),
})
const anyInbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./modules/identity/inbox.tsx'), 'AnyInbox'),
})
const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  component: lazyRouteComponent(() => import('./modules/notifications/verify-page.tsx'), 'VerifyPage'),
})
const town = createRoute({ getParentRoute: () => root, path: '$city', component: TownFrame })
const inTown = <Path extends string>(path: Path, component: Parameters<typeof createRoute>[0]['component']) =>
  createRoute({ getParentRoute: () => town, path, component })

const children = [
  inTown('/', HomePage),
  inTown(
    '/map',
    lazyRouteComponent(() => import('./modules/map/page.tsx'), 'MapPage'),
  ),
  inTown('/property/$propertyId', lazyRouteComponent(property, 'PropertyPage')),
  inTown(
    '/property/$propertyId/change-of-name',
    lazyRouteComponent(() => import('./modules/mutations/apply-page.tsx'), 'ApplyPage'),
  ),
  inTown(
    '/changes-of-name',
    lazyRouteComponent(() => import('./modules/mutations/public-notices-page.tsx'), 'PublicNoticesPage'),
  ),
  inTown('/parcel/$parcelId', lazyRouteComponent(property, 'ParcelPlacePage')),
  inTown('/pay', lazyRouteComponent(pages, 'PayPage')),
  inTown(
    '/requests',
    lazyRouteComponent(() => import('./modules/grievances/requests-page.tsx'), 'RequestsPage'),
  ),
  inTown(
    '/requests/$caseId',
    lazyRouteComponent(() => import('./modules/grievances/case-page.tsx'), 'RequestPage'),
  ),
  inTown(
    '/report',
    lazyRouteComponent(() => import('./modules/grievances/report-page.tsx'), 'ReportPage'),
  ),
  inTown('/me', lazyRouteComponent(identity, 'MePage')),
  inTown('/sign-in', lazyRouteComponent(identity, 'SignInPage')),
  inTown(
    '/inbox',
    lazyRouteComponent(() => import('./modules/identity/inbox.tsx'), 'TownInbox'),
  ),
  inTown('/notices', lazyRouteComponent(notices, 'NoticesPage')),
  inTown('/letters/$letterId', lazyRouteComponent(letter, 'LetterPage')),
  inTown('/help', lazyRouteComponent(pages, 'HelpPage')),
  inTown('/accessibility', lazyRouteComponent(pages, 'AccessibilityPage')),
  inTown('/sitemap', lazyRouteComponent(pages, 'SitemapPage')),
  inTown('/about', lazyRouteComponent(pages, 'AboutPage')),
]

/** The citizen's addresses: `/`, `/{city}`, `/{city}/map`, `/{city}/property/{id}`, `/{city}/parcel/{id}` … */
export const makeRouter = () =>
  createRouter({
    routeTree: root.addChildren([chooser, anyInbox, verify, town.addChildren(children)]),
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultPendingComponent: Skeleton,
    scrollRestoration: true,
  })
