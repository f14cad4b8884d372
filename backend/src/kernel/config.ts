import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { isDay } from './dates.ts'

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  KHASRA_DATA: z.string().min(1).default('.khasra'),
  KHASRA_TODAY: z.string().refine(isDay, 'must be a day as YYYY-MM-DD').optional(),
  KHASRA_SENDER: z.enum(['development', 'gateway', 'none']).default('development'),
  KHASRA_GATEWAY_URL: z.url().optional(),
  KHASRA_GATEWAY_TOKEN: z.string().min(16).optional(),
  KHASRA_GATEWAY_SECRET: z.string().min(16).optional(),
  KHASRA_SIGNING_CERTIFICATE_FILE: z.string().min(1).optional(),
  KHASRA_SIGNING_KEY_FILE: z.string().min(1).optional(),
  KHASRA_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  KHASRA_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  KHASRA_TILE_MEMORY_MB: z.coerce.number().int().min(64).max(65536).default(1024),
  KHASRA_CALLS_PER_MINUTE: z.coerce.number().int().min(10).max(10_000_000).default(1200),
  KHASRA_TILES_PER_MINUTE: z.coerce.number().int().min(10).max(100_000_000).default(12_000),
  KHASRA_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  KHASRA_GEOSERVER_FILE: z.string().min(1).optional(),
  KHASRA_LAND_RECORDS_URL: z.url().optional(),
  KHASRA_LAND_RECORDS_TOKEN: z.string().min(16).optional(),
  KHASRA_S3_URL: z.url().optional(),
  KHASRA_S3_KEY: z.string().optional(),
  KHASRA_S3_SECRET: z.string().optional(),
})

/** Everything that is set from outside, checked once at start. */
export interface Config {
  port: number
  host: string
  databaseUrl: string | null
  dataFolder: string
  /** Overrides the clock's day, for demonstrations and tests. */
  today: string | null
  sender: 'development' | 'gateway' | 'none'
  /** The gateway to operators of SMS, WhatsApp and e-mail; its reports are signed with the secret. */
  gateway: { url: string; token: string; secret: string } | null
  /** PEM files of an organisation's certificate (with its chain) and key; null: letters bear the sandbox's signature. */
  signing: { certificateFile: string; keyFile: string } | null
  /** Where citizens reach this server: what QR codes and messages point to. No slash at its end. */
  publicUrl: string
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  tileMemoryBytes: number
  /** API calls that one session, or without one a network address, may make in a minute. */
  callsPerMinute: number
  /** Tiles likewise, counted apart: a map that is dragged about asks for a hundred a second. */
  tilesPerMinute: number
  /** Proxies of ours in front, whose X-Forwarded-For is believed. */
  proxies: number
  /** File that names the GeoServers of towns, with their passwords. */
  geoServerFile: string | null
  /** The state's land-records service; null for the sandbox. */
  landRecords: { url: string; token: string } | null
  s3: { url: string; key: string; secret: string } | null
  /** 32 bytes that wrap every other key; made at first start, kept in the data folder with mode 0600. */
  masterKey: Buffer
}

/** Reads the environment. Throws an Error whose message names each wrong variable. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  }
  const values = parsed.data
  const dataFolder = resolve(values.KHASRA_DATA)
  const s3 = values.KHASRA_S3_URL
  if (s3 && !(values.KHASRA_S3_KEY && values.KHASRA_S3_SECRET))
    throw new Error('KHASRA_S3_URL needs KHASRA_S3_KEY and KHASRA_S3_SECRET')
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataFolder,
    today: values.KHASRA_TODAY ?? null,
    sender: values.KHASRA_SENDER,
    gateway: gatewayOf(values),
    signing: signingOf(values),
    publicUrl: (values.KHASRA_PUBLIC_URL ?? `http://${values.HOST}:${values.PORT}`).replace(/\/+$/, ''),
    logLevel: values.KHASRA_LOG,
    tileMemoryBytes: values.KHASRA_TILE_MEMORY_MB * 1024 * 1024,
    callsPerMinute: values.KHASRA_CALLS_PER_MINUTE,
    tilesPerMinute: values.KHASRA_TILES_PER_MINUTE,
    proxies: values.KHASRA_PROXIES,
    geoServerFile: values.KHASRA_GEOSERVER_FILE ?? null,
    landRecords: landRecordsOf(values),
    s3: s3 ? { url: s3, key: values.KHASRA_S3_KEY!, secret: values.KHASRA_S3_SECRET! } : null,
    masterKey: masterKeyIn(dataFolder),
  }
}

function landRecordsOf(values: z.output<typeof environmentSchema>): Config['landRecords'] {
  const { KHASRA_LAND_RECORDS_URL: url, KHASRA_LAND_RECORDS_TOKEN: token } = values
  if (url && token) return { url, token }
  if (url || token) throw new Error('KHASRA_LAND_RECORDS_URL: needs KHASRA_LAND_RECORDS_TOKEN, and the other way round')
  return null
}

function signingOf(values: z.output<typeof environmentSchema>): Config['signing'] {
  const { KHASRA_SIGNING_CERTIFICATE_FILE: certificateFile, KHASRA_SIGNING_KEY_FILE: keyFile } = values
  if (certificateFile && keyFile) return { certificateFile, keyFile }
  if (certificateFile || keyFile)
    throw new Error('KHASRA_SIGNING_CERTIFICATE_FILE: needs KHASRA_SIGNING_KEY_FILE, and the other way round')
  return null
}

function gatewayOf(values: z.output<typeof environmentSchema>): Config['gateway'] {
  const { KHASRA_GATEWAY_URL: url, KHASRA_GATEWAY_TOKEN: token, KHASRA_GATEWAY_SECRET: secret } = values
  if (url && token && secret) return { url: url.replace(/\/+$/, ''), token, secret }
  if (values.KHASRA_SENDER === 'gateway')
    throw new Error('KHASRA_SENDER: gateway needs KHASRA_GATEWAY_URL, KHASRA_GATEWAY_TOKEN and KHASRA_GATEWAY_SECRET')
  return null
}

/** The key that wraps all others: from KHASRA_MASTER_KEY_FILE or made at first start. Never a default. */
export function masterKeyIn(dataFolder: string): Buffer {
  const file = process.env.KHASRA_MASTER_KEY_FILE ?? resolve(dataFolder, 'master.key')
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    // 'wx': two first starts at once must not overwrite each other's key.
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new Error(`${file} must hold 64 hexadecimal digits`)
  return key
}
