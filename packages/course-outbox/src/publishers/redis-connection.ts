import { Redis } from 'ioredis'

import { PublisherUnavailableError } from './errors.js'
import { isRedisAway } from './is-redis-away.js'

/** Where Redis is: its address, or a client of ioredis that the caller keeps. */
export type RedisPlace = { readonly url: string } | { readonly client: Redis }

/** A client that fails at once while Redis is away, and looks for it at least twice a second. */
export class RedisConnection {
  readonly client: Redis
  readonly #own: boolean

  constructor(place: RedisPlace, timeoutMs: number) {
    this.#own = 'url' in place
    this.client =
      'client' in place
        ? place.client
        : new Redis(place.url, {
            enableOfflineQueue: false,
            // What was sent when a connection broke is not sent again: the relay does that.
            autoResendUnfulfilledCommands: false,
            maxRetriesPerRequest: 0,
            connectTimeout: timeoutMs,
            commandTimeout: timeoutMs,
            retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), 500),
            reconnectOnError: (error) => isRedisAway(error) && error.message.startsWith('READONLY'),
          })
    // Unheard, it would be printed or end the process; commands fail by themselves.
    this.client.on('error', ignore)
  }

  /** @throws PublisherUnavailableError when Redis does not answer. */
  async demand(): Promise<void> {
    if (this.client.status === 'wait') await this.client.connect().catch(ignore)
    if (this.client.status === 'ready') return
    throw new PublisherUnavailableError({ publisher: 'bullmq', reason: `Redis is not there (${this.client.status})` })
  }

  close(): void {
    this.client.off('error', ignore)
    if (!this.#own) return
    this.client.on('error', ignore)
    this.client.disconnect()
  }
}

function ignore(): void {}
