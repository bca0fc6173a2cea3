import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { UsageError } from '../errors.js'
import type { Shell } from '../shell.js'

const ENTRY = '@schemata/course-outbox/service'

/** What a relay has done so far. */
export interface RelayCounts {
  readonly state: string
  readonly reason: string | undefined
  readonly handedOver: number
  readonly refused: number
  readonly dead: number
  readonly resent: number
}

/** What of the package's `runRelay` this program knows; the package belongs to the application. */
export interface RelayProgram {
  runRelay(options: {
    readonly databaseUrl: string
    readonly redisUrl: string
    readonly queue: string
    readonly prefix?: string
    readonly schema?: string
    readonly batch?: number
    readonly concurrency?: number
    readonly mode?: 'transaction' | 'lease'
    readonly receipts?: { readonly withinMs: number }
    readonly statusPort?: number
    readonly signal: AbortSignal
    readonly onStart: (running: {
      readonly relay: { readonly relayId: string; status(): RelayCounts }
      readonly statusUrl: string | undefined
    }) => void
    readonly onEvent: (event: RelayEvent) => void
  }): Promise<RelayCounts & { readonly drained: boolean }>
}

/** What a relay tells; of most kinds only the type is of interest here. */
export interface RelayEvent {
  readonly type: string
  readonly reason?: string
  readonly error?: unknown
  readonly outboxId?: string
  readonly afterMs?: number
  readonly jobs?: number
}

/**
 * Loads the relay from the packages of the application in the current directory.
 *
 * @throws UsageError when it is not installed there.
 */
export async function loadRelay({ cwd }: Pick<Shell, 'cwd'>): Promise<RelayProgram> {
  const require = createRequire(join(cwd, 'package.json'))
  let file: string
  try {
    file = require.resolve(ENTRY)
  } catch {
    throw new UsageError({
      found: '`@schemata/course-outbox` is not installed here.',
      hint: 'Run this in the directory of the application that depends on it, bullmq and ioredis.',
    })
  }
  return await import(pathToFileURL(file).href)
}
