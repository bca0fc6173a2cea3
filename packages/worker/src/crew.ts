import { HandlerTimeoutError } from './errors.js'
import type { HeldItem } from './held-item.js'
import type { Run } from './outcomes.js'
import { prefetchSize } from './prefetch-size.js'
import type { Tally } from './worker-metrics.js'

export interface CrewSettings {
  readonly concurrency: number
  readonly batch: number
  readonly prefetch?: number
  readonly timeoutMs?: number
  /** Items of one handler call: 1, or `batch` for batch handlers. */
  readonly unit: number
}

/** The handlers at work, and what lies ready for them. */
export class Crew<Item> {
  readonly #settings: CrewSettings
  readonly #run: Run<Item>
  readonly #tally: Tally
  readonly #onFreed: () => void
  #waiting: HeldItem<Item>[] = []
  #calls = 0
  #items = 0

  constructor(settings: CrewSettings, run: Run<Item>, tally: Tally, onFreed: () => void) {
    this.#settings = settings
    this.#run = run
    this.#tally = tally
    this.#onFreed = onFreed
  }

  get inFlight(): number {
    return this.#items
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** How many items may be claimed now. With a buffer, none until half of it is used up. */
  room(): number {
    const { concurrency, batch, unit, prefetch } = this.#settings
    const buffer = prefetch ?? prefetchSize({ handlerMs: this.#tally.handlerAverageMs, concurrency, batch })
    const free = Math.max(0, concurrency - this.#calls) * unit
    if (free === 0 && this.#waiting.length > buffer / 2) return 0
    return Math.min(batch, free + buffer - this.#waiting.length)
  }

  add(items: HeldItem<Item>[]): void {
    this.#waiting = this.#waiting.length === 0 ? items : this.#waiting.concat(items)
    this.#fill()
  }

  /** Takes away what has not begun. */
  takeWaiting(): HeldItem<Item>[] {
    const taken = this.#waiting
    this.#waiting = []
    return taken
  }

  #fill(): void {
    const { concurrency, unit } = this.#settings
    let taken = 0
    while (this.#calls < concurrency && taken < this.#waiting.length) {
      void this.#call(this.#waiting.slice(taken, taken + unit))
      taken += unit
    }
    if (taken > 0) this.#waiting = this.#waiting.slice(taken)
  }

  async #call(items: HeldItem<Item>[]): Promise<void> {
    const timer = this.#watch(items)
    this.#calls += 1
    this.#items += items.length
    const begunAt = performance.now()
    await this.#run(items.filter(({ lost }) => !lost))
    clearTimeout(timer)
    this.#tally.handled(performance.now() - begunAt, items.length)
    this.#calls -= 1
    this.#items -= items.length
    this.#fill()
    this.#onFreed()
  }

  #watch(items: HeldItem<Item>[]): NodeJS.Timeout | undefined {
    const { timeoutMs } = this.#settings
    if (timeoutMs === undefined) return undefined
    return setTimeout(() => {
      for (const held of items) held.abort(new HandlerTimeoutError({ id: held.id, timeoutMs }))
    }, timeoutMs)
  }
}
