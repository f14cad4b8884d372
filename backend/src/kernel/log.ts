import { pino } from 'pino'

/**
 * The one log. Private fields are cut by name wherever they stand, whatever a caller hands in.
 */
export const log = pino({
  level: process.env.KHASRA_LOG ?? 'info',
  redact: {
    paths: [
      'password',
      'code',
      'token',
      'secret',
      'mobile',
      'email',
      'names',
      'to',
      '*.password',
      '*.code',
      '*.token',
      '*.secret',
      '*.mobile',
      '*.email',
      '*.names',
      '*.to',
      'headers.cookie',
      'headers.authorization',
    ],
    censor: '[private]',
  },
})
