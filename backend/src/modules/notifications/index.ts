/** The door of notifications: what rooms above may use. */
export { followNotices } from './follow.ts'
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
export { noticeRoutes } from './routes.ts'
export type { Language, Values } from './rules-templates.ts'
export { sendDelivery } from './send-delivery.ts'
export { messageSender } from './sender.ts'
