import { randomBytes } from 'node:crypto'

import { PROBE_PREFIX, WAKE_CHANNEL } from './wake-channel.js'
import type { WakeClient } from './wake-options.js'

export interface SessionFacts {
  readonly client: WakeClient
  readonly timeoutMs: number
  /** A queue's name, each time one is heard. */
  readonly onQueue: (queue: string) => void
}

/** One connection that listens, from its connecting to its end. */
export class ListeningSession {
  readonly #facts: SessionFacts
  readonly #own = PROBE_PREFIX + randomBytes(8).toString('hex')
  #heardItself: (() => void) | undefined
  #broke: (error: unknown) => void = () => {}
  /** Rejects when the connection breaks; never resolves. */
  readonly broken: Promise<never>

  constructor(facts: SessionFacts) {
    this.#facts = facts
    this.broken = new Promise((_, reject) => {
      this.#broke = reject
    })
    this.broken.catch(() => {})
  }

  /** @throws when the server does not answer in time, or what it is told does not come back. */
  async open(): Promise<void> {
    const { client } = this.#facts
    client.on('error', (error) => this.#broke(error))
    client.on('end', () => this.#broke(new Error('The listening connection was closed.')))
    client.on('notification', ({ channel, payload = '' }) => this.#hear(channel, payload))
    await this.#within(client.connect(), 'connect')
    await this.#within(client.query(`LISTEN ${WAKE_CHANNEL}`), 'listen')
    await this.probe()
  }

  /** Tells itself something through the server: proves connection, LISTEN and delivery in one. */
  async probe(): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      this.#heardItself = resolve
    })
    await this.#within(
      Promise.all([heard, this.#facts.client.query('SELECT pg_notify($1, $2)', [WAKE_CHANNEL, this.#own])]),
      'hear itself',
    )
  }

  /** Ends the connection, without waiting for a server that does not answer. */
  async close(): Promise<void> {
    await this.#within(this.#facts.client.end(), 'close').catch(() => {})
  }

  #hear(channel: string, payload: string): void {
    if (channel !== WAKE_CHANNEL) return
    if (payload === this.#own) this.#heardItself?.()
    else if (!payload.startsWith(PROBE_PREFIX)) this.#facts.onQueue(payload)
  }

  async #within<Value>(work: Promise<Value>, what: string): Promise<Value> {
    const { timeoutMs } = this.#facts
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`The listener could not ${what} within ${timeoutMs} ms.`)), timeoutMs)
    })
    work.catch(() => {})
    return Promise.race([work, late, this.broken]).finally(() => clearTimeout(timer))
  }
}
