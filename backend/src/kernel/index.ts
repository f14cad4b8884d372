/** The door of the kernel: what every room may use. No city words in here. */
export { type ArchiveReport, type ExportReport, exportAll, exportTown } from './archive-export.ts'
export { restoreArchive } from './archive-restore.ts'
export type { ArchiveOptions, TableSum } from './archive-tables.ts'
export { type BulkLoad, type ColumnTypes, insertRows, openBulkLoad } from './bulk.ts'
export { addWorkingDays, isWorkingDay, type WorkingCalendar, workingDaysBetween } from './calendar.ts'
export { selectWorkingCalendar } from './calendar-rows.ts'
export { addressOf, type CallCounts, newCallCounts } from './call-counts.ts'
export { anonymousCaller, type Caller, type CallerResolver, type HeldPost } from './callers.ts'
export { canonicalJson } from './canonical.ts'
export { type Chain, type ChainVerdict, sealChain, verifyChain } from './chain.ts'
export { command, look, read, readPublic, type Tx } from './commands.ts'
export { type Config, masterKeyIn, readConfig } from './config.ts'
export { asSystem, type Context, type Platform, type RoleClass, type Tenant } from './context.ts'
export { csvLine, csvMark } from './csv.ts'
export {
  addDays,
  addMonths,
  type Day,
  dayInZone,
  daysBetween,
  financialYearName,
  financialYearOf,
  isDay,
} from './dates.ts'
export { asOwner, type Database, type Db, openDatabase, transact } from './db.ts'
export {
  addDocument,
  type DocumentStore,
  diskStore,
  type StoredDocument,
  s3Store,
  sniffDocument,
  thumbnail,
} from './documents.ts'
export {
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  NotSignedIn,
  Outdated,
  Problem,
  problemBody,
  TooLarge,
  TooMany,
} from './errors.ts'
export { deliverEvent, dispatchEvents } from './events.ts'
export { type Bounds, onGrid, parseBounds, placeOnGrid, toMultiPolygon } from './geojson.ts'
export { type ApiParts, buildApi, mountErrors, newRequestReader, type RequestReader, sendProblem } from './http.ts'
export { type Limiter, newLimiter } from './http-limits.ts'
export { checkDigitOf, hasValidCheckDigit, newRequestId } from './ids.ts'
export {
  type Background,
  type FailedJob,
  type JobList,
  type Jobs,
  jobQueue,
  migrateJobs,
  type Periodic,
  retryJob,
  selectFailedJobs,
  startJobs,
} from './jobs.ts'
export {
  type JournalLine,
  type JournalVerdict,
  openPrivate,
  type Subject,
  sealJournal,
  verifyJournal,
} from './journal.ts'
export { decrypt, destroyKeyOfPerson, encrypt, keyOfPerson, sha256 } from './keys.ts'
export { log } from './log.ts'
export { kernelMessages } from './messages.ts'
export { appliedMigrations, knownMigrations, migrate } from './migrate.ts'
export { formatNumber, formatRupees, splitPaise } from './money.ts'
export { type Names, pickName } from './names.ts'
export {
  accountNumbers,
  type NumberBlock,
  nextNumber,
  nextNumbers,
  printNumber,
  takeBlock,
  takeForever,
  unaccountedNumbers,
} from './numbering.ts'
export { openApiOf } from './openapi.ts'
export {
  newParticipants,
  newSubscribers,
  type Participant,
  type Participants,
  type Subscriber,
  type Subscribers,
} from './registers.ts'
export { daySchema, defineRoute, idSchema, namesSchema, type Reply, type Route, readInput } from './routes.ts'
export { noSender, type Sender } from './sender.ts'
export {
  inEnglish,
  type Language,
  languages,
  type MessageBook,
  type Messages,
  newMessageBook,
  type Sentence,
  sentence,
} from './sentences.ts'
export { putBack, type SetAside } from './set-aside.ts'
export { readToken, type SignedText, type Signer, signerOf, verifyToken } from './signing.ts'
export { endSigning, type PublicKey, publicKeysOf, rotateSigningKey } from './signing-keys.ts'
export { contextFor, insertTenant, selectTenants, systemContext, tenantByCode, todayOf } from './tenants.ts'
