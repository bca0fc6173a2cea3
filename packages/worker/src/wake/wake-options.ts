import type { WakeSource } from './wake-source.js'

/** A connection of its own that listens; pg's `Client` is one. */
export interface WakeClient {
  connect(): Promise<unknown>
  query(text: string, values?: unknown[]): Promise<unknown>
  end(): Promise<void>
  on(event: 'notification', listener: (message: { channel: string; payload?: string }) => void): unknown
  on(event: 'error' | 'end', listener: (error: unknown) => void): unknown
}

export interface WakeOptions {
  /**
   * Makes a client that is not yet connected, anew for each attempt. It must reach the server
   * itself, or a pooler in session mode: through one in transaction mode wakes get lost, and
   * queues are found by polling.
   */
  readonly connect: () => WakeClient
  /** How often the session proves that it hears itself. @default 15000 */
  readonly probeMs?: number
  /** How long a connection or a probe may take. @default 5000 */
  readonly timeoutMs?: number
  readonly onEvent?: (event: WakeEvent) => void
}

export type WakeEvent =
  | { readonly type: 'listening' }
  /** Nothing is heard; queues are polled until the next attempt succeeds. */
  | { readonly type: 'silent'; readonly error: unknown; readonly nextTryInMs: number }

export interface WakeMetrics {
  readonly listening: boolean
  readonly received: number
  readonly connections: number
  /** How long ago it last heard anything; null before the first time. */
  readonly heardAgeMs: number | null
}

export interface Wake extends WakeSource {
  /** Begins to listen; again, it does nothing. Resolves after the first attempt, however it went; never rejects. */
  start(): Promise<void>
  /** Ends the connection. Idempotent. */
  stop(): Promise<void>
  metrics(): WakeMetrics
}
