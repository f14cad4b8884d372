/** The door of notifications: what rooms above may use. */
export { notificationsArchive } from './archive.ts'
export { type DraftedLetter, draftLetter, type LetterRequest } from './draft-letter.ts'
export { followNotices } from './follow.ts'
export { renderLetter } from './letters/engine.ts'
export { notificationMessages } from './messages.ts'
export {
  type DeliveryReport,
  gatewayProvider,
  localProvider,
  type MessageProvider,
  NotAccepted,
  type OutgoingMessage,
  type Providers,
  providersOf,
} from './providers.ts'
export { type NoticeRequest, queueNotice, type Recipient } from './queue-notice.ts'
export { recordService, type ServiceRequest, wasServed } from './record-service.ts'
export { noticeRoutes } from './routes.ts'
export { letterRoutes } from './routes-letters.ts'
export type { EventRule, LabelOf } from './rules-events.ts'
export { composeLetter, type LetterContent } from './rules-letters.ts'
export type { ServedVerdict } from './rules-service.ts'
export type { Language, Values } from './rules-templates.ts'
export { sendDelivery } from './send-delivery.ts'
export { messageSender } from './sender.ts'
export { signLetter } from './sign-letter.ts'
export { type SignedPaper, sandboxBody } from './signing/other-body.ts'
export { organisationSigning, type SigningProvider, signingOf } from './signing/providers.ts'
export { sandboxSigning } from './signing/sandbox.ts'
export { eventRules, followEvents } from './tell-events.ts'
export { newPaperReaders, type PaperReader, type PaperReaders, type PaperState, verifyCode } from './verify.ts'
