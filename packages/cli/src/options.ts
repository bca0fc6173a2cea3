import { Option } from 'commander'

import { UsageError } from './errors.js'

export interface JsonOptions {
  readonly json?: boolean
}

export interface ConfigOptions {
  readonly config?: string
}

/** What every verb that works on a database takes. */
export interface DatabaseOptions extends JsonOptions, ConfigOptions {
  readonly databaseUrl?: string
}

/** `--json` */
export function jsonOption(): Option {
  return new Option('--json', 'print one JSON document on stdout')
}

/** `--config FILE` */
export function configOption(): Option {
  return new Option('--config <file>', 'the stack (default: schemata.config.ts here or above)')
}

/** `--database-url URL` */
export function databaseUrlOption(): Option {
  return new Option('--database-url <url>', 'the database (default: $DATABASE_URL)')
}

/** `--wait DURATION`, in milliseconds. */
export function waitOption(): Option {
  return new Option('--wait <duration>', 'how long to wait for another run: 500ms, 60s, 5m')
    .argParser(parseDuration)
    .default(60_000, '60s')
}

const MILLISECONDS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** @throws UsageError */
export function parseDuration(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? []
  const factor = MILLISECONDS[unit ?? '']
  if (text === '0') return 0
  if (count !== undefined && factor !== undefined) return Number(count) * factor
  throw new UsageError({
    found: `\`${text}\` is no duration.`,
    hint: 'Write a whole number and its unit: 500ms, 60s, 5m, 1h.',
  })
}

/** @throws UsageError */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UsageError({ found: `\`${text}\` is no number of steps.`, hint: 'Write a whole number from 1 on.' })
}
