import { RecorderFullError } from '../errors.js'

export interface EventBufferOptions<Item> {
  /** Writes some items; when it throws, they stay and are written again later. */
  write(items: readonly Item[]): Promise<void>
  /** Told of an error of `write`. */
  onError(error: unknown): void
  /** Items to a write; so many of them are written at once. */
  maxBatch: number
  /** Items kept at most. */
  maxBuffered: number
  /** How long an item waits for others. */
  flushIntervalMs: number
}

const LONGEST_PAUSE_MS = 30_000

/**
 * Collects items and writes them in batches: when there are enough, when the first has
 * waited long enough, and on request. One write at a time, first in, first out.
 */
export class EventBuffer<Item> {
  readonly #options: EventBufferOptions<Item>
  readonly #items: Item[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> | undefined
  /** Writes that failed since the last one that did not. */
  #failures = 0

  constructor(options: EventBufferOptions<Item>) {
    this.#options = options
  }

  get size(): number {
    return this.#items.length
  }

  /** @throws RecorderFullError */
  add(item: Item): void {
    const { maxBatch, maxBuffered } = this.#options
    if (this.#items.length >= maxBuffered) throw new RecorderFullError({ maxBuffered })
    this.#items.push(item)
    this.#wait()
    // After a failure the pause is kept, however many items come.
    if (this.#items.length >= maxBatch && this.#failures === 0) void this.flush()
  }

  /** Writes what is there; false when something had to stay. Never rejects. */
  async flush(): Promise<boolean> {
    this.#flushing ??= this.#drain().finally(() => {
      this.#flushing = undefined
    })
    await this.#flushing
    return this.#items.length === 0
  }

  /** Lets go of the timer; items that are left stay unwritten. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #drain(): Promise<void> {
    this.stop()
    while (this.#items.length > 0) {
      const batch = this.#items.slice(0, this.#options.maxBatch)
      try {
        await this.#options.write(batch)
      } catch (error) {
        this.#failures += 1
        this.#options.onError(error)
        this.#wait()
        return
      }
      this.#items.splice(0, batch.length)
      this.#failures = 0
    }
  }

  /** The timer keeps no process alive: whoever ends one closes the recorder. */
  #wait(): void {
    if (this.#timer) return
    const pause = Math.min(this.#options.flushIntervalMs * 2 ** this.#failures, LONGEST_PAUSE_MS)
    this.#timer = setTimeout(() => void this.flush(), pause).unref()
  }
}
