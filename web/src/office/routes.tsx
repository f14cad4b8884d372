import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { NotFoundPage } from '../modules/shell/not-found.tsx'
import { readSearch, readView, writeSearch } from '../state/view.ts'
import { Skeleton } from '../ui/states.tsx'
import { OfficeFrame, OfficeRoot } from './frame.tsx'

const root = createRootRoute({ component: OfficeRoot, validateSearch: readView, notFoundComponent: NotFoundPage })
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
/** Pages of the rooms: each comes with its own room when it is first opened. */
const pages: [path: string, component: Parameters<typeof createRoute>[0]['component']][] = [
  ['/people', lazyRouteComponent(() => import('../modules/people/people-page.tsx'), 'PeoplePage')],
  ['/people/duplicates', lazyRouteComponent(() => import('../modules/people/duplicates-page.tsx'), 'DuplicatesPage')],
  ['/people/merges', lazyRouteComponent(() => import('../modules/people/merges-page.tsx'), 'MergesPage')],
  ['/people/pair/$one/$other', lazyRouteComponent(() => import('../modules/people/compare-page.tsx'), 'ComparePage')],
  ['/person/$partyId', lazyRouteComponent(() => import('../modules/people/person-page.tsx'), 'PersonPage')],
  ['/quality', lazyRouteComponent(() => import('../modules/parcels/quality/quality-page.tsx'), 'QualityPage')],
  [
    '/quality/registers',
    lazyRouteComponent(() => import('../modules/parcels/quality/registers-page.tsx'), 'RegistersPage'),
  ],
  ['/imports', lazyRouteComponent(() => import('../modules/parcels/import/imports-page.tsx'), 'ImportsPage')],
  ['/imports/$importId', lazyRouteComponent(() => import('../modules/parcels/import/import-page.tsx'), 'ImportPage')],
  ['/surveys', lazyRouteComponent(() => import('../modules/parcels/survey/surveys-page.tsx'), 'SurveysPage')],
  ['/surveys/$surveyId', lazyRouteComponent(() => import('./survey-desk.tsx'), 'SurveyDesk')],
  ['/mutations', lazyRouteComponent(() => import('../modules/mutations/office-list-page.tsx'), 'MutationsPage')],
  [
    '/mutations/$caseId',
    lazyRouteComponent(() => import('../modules/mutations/office-case-page.tsx'), 'MutationCasePage'),
  ],
  ['/permissions', lazyRouteComponent(() => import('../modules/identity/permissions-page.tsx'), 'PermissionsPage')],
  ['/posts', lazyRouteComponent(() => import('../modules/identity/posts-page.tsx'), 'PostsPage')],
  ['/posts/$postId', lazyRouteComponent(() => import('../modules/identity/post-page.tsx'), 'PostPage')],
  ['/masters', lazyRouteComponent(() => import('../modules/identity/masters-page.tsx'), 'MastersPage')],
  ['/masters/$room/$thing', lazyRouteComponent(() => import('../modules/identity/register-page.tsx'), 'RegisterPage')],
  ['/notices', lazyRouteComponent(() => import('../modules/notifications/notices-page.tsx'), 'NoticesPage')],
  ['/deliveries', lazyRouteComponent(() => import('../modules/notifications/deliveries-page.tsx'), 'DeliveriesPage')],
  [
    '/letters/$letterId',
    lazyRouteComponent(() => import('../modules/notifications/office-letter-page.tsx'), 'OfficeLetterPage'),
  ],
  ['/exports', lazyRouteComponent(() => import('../modules/map/exports-page.tsx'), 'ExportsPage')],
  ['/exports/geoserver', lazyRouteComponent(() => import('../modules/map/geoserver-page.tsx'), 'GeoServerPage')],
  ['/jobs', lazyRouteComponent(() => import('../modules/kernel/jobs-page.tsx'), 'JobsPage')],
  ['/journal', lazyRouteComponent(() => import('../modules/kernel/journal-page.tsx'), 'JournalPage')],
  ['/me', lazyRouteComponent(() => import('../modules/identity/account-page.tsx'), 'AccountPage')],
  ['/sign-in', lazyRouteComponent(() => import('../modules/identity/sign-in-page.tsx'), 'SignInPage')],
  ['/inbox', lazyRouteComponent(() => import('../modules/identity/inbox.tsx'), 'TownInbox')],
]

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
          inPlaces('/parcel/$parcelId/edit/$tool'),
        ]),
        ...pages.map(([path, component]) => createRoute({ getParentRoute: () => town, path, component })),
      ]),
    ]),
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultPendingComponent: Skeleton,
    scrollRestoration: true,
  })
