/** Sends a short text to a mobile or an e-mail address. The notifications room will bring real ones. */
export interface Sender {
  /** False when nothing is sent anywhere real: the inbox page says so. */
  real: boolean
  send(message: { stateId: number; to: string; channel: 'mobile' | 'email'; text: string }): Promise<void>
}

/** A sender that refuses: for installations that have no provider yet. */
export const noSender: Sender = {
  real: false,
  async send() {
    throw new Error('no sender of messages is set up')
  },
}
