import { log, type Platform, type Sender, systemContext } from '../../kernel/index.ts'
import { approvalsOf } from './masters.ts'
import { NotAccepted, type Providers } from './providers.ts'
import { judgeText, needsApproval } from './rules-approval.ts'
import type { Channel } from './rules-templates.ts'

/** Templates of what the rooms below send by the kernel's sender: their wording stands there, its approval here. */
const codesOfSender = ['sign-in-code', 'contact-code', 'contact-changed']

const channelOf: Record<'mobile' | 'email', Channel> = { mobile: 'sms', email: 'email' }

/**
 * The kernel's sender over our providers: for one-time codes, which are due at once and cannot wait in a queue. A text that no
 * operator approved is not sent here either.
 */
export function messageSender(platform: Platform, providers: Providers): Sender {
  return {
    real: [...providers.values()].some((provider) => provider.real),
    async send({ stateId, to, channel: kind, text }) {
      const channel = channelOf[kind]
      const provider = providers.get(channel)
      if (!provider) throw new NotAccepted('no provider of messages is set up', true)
      const context = await systemContext(platform, stateId)
      const approvals = (await Promise.all(codesOfSender.map((code) => approvalsOf(context, code)))).flat()
      const verdict = judgeText(text, approvals, { channel, language: null, sandboxToo: !provider.real })
      if (needsApproval[channel] && verdict.because) {
        log.error({ because: verdict.because }, 'a code was not sent: its text is not the approved one')
        throw new NotAccepted(verdict.because, true)
      }
      const idempotencyKey = `code-${crypto.randomUUID()}`
      const { approval } = verdict
      await provider.send({ idempotencyKey, stateId, channel, to, language: null, subjectLine: null, text, approval })
    },
  }
}
