import { join } from 'node:path'
import { tileMessages } from '../../tiles/src/messages.ts'
import { createTileHandler, type TileHandler } from '../../tiles/src/server.ts'
import {
  type ArchiveOptions,
  type CallCounts,
  type Chain,
  type Config,
  type Database,
  diskStore,
  type JobList,
  kernelMessages,
  type MessageBook,
  type Messages,
  newCallCounts,
  newMessageBook,
  newParticipants,
  newSubscribers,
  noSender,
  type Periodic,
  type Platform,
  type Route,
  s3Store,
} from './kernel/index.ts'
import { kernelRoutes } from './kernel/routes-admin.ts'
import {
  followPermits,
  handInPermits,
  permitMessages,
  permitRoutes,
  publishPermits,
} from './modules/building-permits/index.ts'
import {
  grievanceMessages,
  grievanceRoutes,
  handInComplaints,
  newAssetKinds,
  publishComplaints,
} from './modules/grievances/index.ts'
import {
  followPersons,
  identityArchive,
  identityMessages,
  identityRoutes,
  newCallerResolver,
} from './modules/identity/index.ts'
import {
  exportJobs,
  exportRoutes,
  followExports,
  followPublishing,
  geoServerRoutes,
  landRecordRoutes,
  landRecordsOf,
  mapMessages,
  mapRoutes,
  publishingJobs,
  readGeoServerFile,
} from './modules/map/index.ts'
import { handInMutations, mutationMessages, mutationRoutes } from './modules/mutations/index.ts'
import {
  followEvents,
  followNotices,
  type LabelOf,
  letterRoutes,
  messageSender,
  newPaperReaders,
  noticeRoutes,
  notificationMessages,
  notificationsArchive,
  type Providers,
  providersOf,
  sendDelivery,
  signingOf,
} from './modules/notifications/index.ts'
import {
  followMasters,
  followPeople,
  newParcelSections,
  parcelJobs,
  parcelsMessages,
  parcelsRoutes,
  workOnImports,
  workOnQuality,
} from './modules/parcels/index.ts'
import {
  followAreas,
  ledgerChain,
  paymentsMessages,
  paymentsRoutes,
  publishReceipts,
} from './modules/payments/index.ts'
import { followContacts, peopleMessages, peopleRoutes } from './modules/people/index.ts'
import { propertyTaxMessages, propertyTaxRoutes } from './modules/property-tax/index.ts'
import { followWaste, pointAsAsset, wasteMessages, wasteRoutes } from './modules/waste/index.ts'
import { followWater, handInIncidents, pipeAsAsset, waterMessages, waterRoutes } from './modules/water/index.ts'
import {
  followOthers,
  newWorkflows,
  queueClocks,
  type Workflows,
  workflowJobs,
  workflowMessages,
  workflowRoutes,
} from './modules/workflow/index.ts'

/** The one list of rooms: what each brings to the house. */
export interface House {
  platform: Platform
  providers: Providers
  routes: Route[]
  jobs: JobList
  /** Hash chains that rooms keep beside the journal. */
  chains: Chain[]
  /** What rooms look after from time to time. */
  periodic: Periodic[]
  resolver: ReturnType<typeof newCallerResolver>
  /** Calls of all doors by caller. */
  counts: CallCounts
  /** What the rooms say in each language. */
  book: MessageBook
  tiles: TileHandler
}

/** The workflows of all services in this house. */
export function allWorkflows(): Workflows {
  const workflows = newWorkflows()
  handInComplaints(workflows)
  handInMutations(workflows)
  handInIncidents(workflows)
  handInPermits(workflows)
  return workflows
}

/** Builds the platform of a process: one database, one store, one sender, and the registers that the rooms fill. */
export function buildPlatform(
  config: Config,
  database: Database,
  providers: Providers = providersOf(config, database),
  workflows: Workflows = allWorkflows(),
): Platform {
  const platform: Platform = {
    config,
    database,
    documents: config.s3 ? s3Store(config.s3) : diskStore(join(config.dataFolder, 'documents')),
    sender: noSender,
    participants: newParticipants(),
    subscribers: newSubscribers(),
    onLayerChange: [],
    now: () => new Date(),
  }
  if (providers.size) platform.sender = messageSender(platform, providers)
  followPersons(platform.participants)
  followContacts(platform.participants, platform.subscribers)
  followPeople(platform.participants, platform.subscribers)
  followMasters(platform.participants)
  followAreas(platform.participants)
  followPublishing(platform)
  followExports(platform)
  followOthers(platform.participants, workflows)
  followWater(platform.participants, platform.subscribers, workflows)
  followWaste(platform.participants)
  followNotices(platform.subscribers, signingOf(config))
  followPermits(platform.subscribers)
  followEvents(platform.subscribers, labelsOf(workflows))
  return platform
}

/** Names of services and of their statuses, for notices: the room of notices stands below and knows none. */
const labelsOf =
  (workflows: Workflows): LabelOf =>
  (family, code, payload) => {
    const workflow = workflows.of(family === 'service' ? code : String(payload.service))?.workflow
    return (family === 'status' ? workflow?.statuses[code]?.names : workflow?.names) ?? null
  }

/** What the rooms tell the archive about their tables. */
export const archiveOptions: ArchiveOptions = {
  wrapped: [...identityArchive.wrapped, ...notificationsArchive.wrapped],
  ofState: [...identityArchive.ofState, ...notificationsArchive.ofState],
}

/** What each room says in each language, the lowest floor first. A room's own words stand in its `messages.ts`. */
export const catalogues: Readonly<Record<string, Messages>> = {
  kernel: kernelMessages,
  identity: identityMessages,
  people: peopleMessages,
  parcels: parcelsMessages,
  notifications: notificationMessages,
  workflow: workflowMessages,
  payments: paymentsMessages,
  'property-tax': propertyTaxMessages,
  water: waterMessages,
  waste: wasteMessages,
  'building-permits': permitMessages,
  grievances: grievanceMessages,
  mutations: mutationMessages,
  map: mapMessages,
  tiles: tileMessages,
}

/** Puts every room into the house. */
export function buildHouse(config: Config, database: Database): House {
  const providers = providersOf(config, database)
  const workflows = allWorkflows()
  const platform = buildPlatform(config, database, providers, workflows)
  const geoServers = config.geoServerFile ? readGeoServerFile(config.geoServerFile) : []
  const papers = newPaperReaders()
  publishReceipts(papers)
  const resolver = newCallerResolver()
  const counts = newCallCounts(config)
  const book = newMessageBook(Object.values(catalogues))
  const tiles = createTileHandler({
    platform,
    resolveCaller: resolver,
    counts,
    book,
    snapshotBytes: config.tileMemoryBytes,
    snapshotFolder: join(config.dataFolder, 'tiles'),
  })
  const sections = newParcelSections()
  publishComplaints(sections)
  const assets = newAssetKinds()
  assets.publish('pipe', pipeAsAsset)
  assets.publish('collection-point', pointAsAsset)
  publishPermits(sections)
  const routes = [
    ...identityRoutes(resolver),
    ...peopleRoutes(),
    ...parcelsRoutes(sections),
    ...noticeRoutes(providers),
    ...letterRoutes(papers),
    ...paymentsRoutes(),
    ...workflowRoutes(workflows),
    ...propertyTaxRoutes,
    ...waterRoutes(workflows),
    ...wasteRoutes(),
    ...grievanceRoutes(workflows, assets),
    ...permitRoutes(workflows),
    ...mutationRoutes(workflows),
    ...mapRoutes(platform, tiles.layers),
    ...geoServerRoutes(geoServers),
    ...exportRoutes,
    ...landRecordRoutes(landRecordsOf(config)),
    ...kernelRoutes,
  ]
  const jobs: JobList = {
    ...parcelJobs,
    ...publishingJobs(geoServers),
    ...exportJobs,
    ...workflowJobs(workflows),
    'send-delivery': (running, job: { tenantId: number; deliveryId: number }) => sendDelivery(running, providers, job),
  }
  const periodic: Periodic[] = [
    { name: 'workflow.queue-clocks', everyMilliseconds: 60_000, run: queueClocks },
    { name: 'parcels.work-on-imports', everyMilliseconds: 400, run: workOnImports },
    { name: 'parcels.work-on-quality', everyMilliseconds: 700, run: workOnQuality },
  ]
  return { platform, providers, routes, jobs, chains: [ledgerChain], periodic, resolver, counts, book, tiles }
}
