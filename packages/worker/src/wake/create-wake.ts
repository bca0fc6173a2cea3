import { AlreadyStoppedError } from '../errors.js'
import { Sleeper } from '../sleeper.js'
import { ListeningSession } from './listening-session.js'
import type { Wake, WakeMetrics, WakeOptions } from './wake-options.js'

/**
 * Makes a listener that wakes workers when something was enqueued. One serves every worker
 * of a process.
 *
 * It holds one connection and sends itself a message at intervals, so that a connection
 * that died silently is noticed and replaced; after each new one it wakes everybody, for
 * what was missed. Workers poll all the same: a wake shortens a wait and decides nothing.
 *
 * @example
 * const wake = createWake({ connect: () => new Client({ connectionString }) })
 * await wake.start()
 * createWorker({ pool, queue, wake, handle }).start()
 */
export function createWake(options: WakeOptions): Wake {
  return new Listener(options)
}

class Listener implements Wake {
  readonly #options: WakeOptions
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #sleeper = new Sleeper()
  #session: ListeningSession | undefined
  #started: Promise<void> | undefined
  #loop: Promise<void> = Promise.resolve()
  #stopped = false
  #listening = false
  #received = 0
  #connections = 0
  #heardAt: number | undefined

  constructor(options: WakeOptions) {
    this.#options = options
  }

  subscribe(queue: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(queue) ?? new Set()
    this.#listeners.set(queue, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(queue) === listeners) this.#listeners.delete(queue)
    }
  }

  start(): Promise<void> {
    if (this.#stopped) throw new AlreadyStoppedError({ what: 'wake' })
    this.#started ??= new Promise((resolve) => {
      this.#loop = this.#run(resolve)
    })
    return this.#started
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#sleeper.wake()
    await this.#session?.close()
    await this.#loop
  }

  metrics(): WakeMetrics {
    return {
      listening: this.#listening,
      received: this.#received,
      connections: this.#connections,
      heardAgeMs: this.#heardAt === undefined ? null : performance.now() - this.#heardAt,
    }
  }

  async #run(first: () => void): Promise<void> {
    let failures = 0
    while (!this.#stopped) {
      const error = await this.#listen(() => {
        failures = 0
        first()
      })
      if (this.#stopped) break
      // From 100 ms up to half a minute: workers poll meanwhile.
      const nextTryInMs = Math.min(30_000, 100 * 2 ** Math.min(failures, 10)) * (0.8 + 0.4 * Math.random())
      failures += 1
      this.#tell({ type: 'silent', error, nextTryInMs })
      first()
      await this.#sleeper.sleep(nextTryInMs)
    }
    first()
  }

  /** Listens until that ends; gives what ended it. */
  async #listen(onOpen: () => void): Promise<unknown> {
    const { connect, timeoutMs = 5000 } = this.#options
    try {
      this.#session = new ListeningSession({ client: connect(), timeoutMs, onQueue: (queue) => this.#heard(queue) })
      await this.#session.open()
      this.#opened(onOpen)
      return await this.#watch(this.#session)
    } catch (error) {
      return error
    } finally {
      this.#listening = false
      await this.#session?.close()
    }
  }

  #opened(onOpen: () => void): void {
    this.#listening = true
    this.#connections += 1
    this.#heardAt = performance.now()
    this.#tell({ type: 'listening' })
    onOpen()
    for (const queue of this.#listeners.keys()) this.#wake(queue)
  }

  async #watch(session: ListeningSession): Promise<undefined> {
    const { probeMs = 15_000 } = this.#options
    session.broken.catch(() => this.#sleeper.wake())
    while (!this.#stopped) {
      await this.#sleeper.sleep(probeMs * (0.8 + 0.4 * Math.random()))
      if (this.#stopped) return
      await session.probe()
      this.#heardAt = performance.now()
    }
  }

  #heard(queue: string): void {
    this.#received += 1
    this.#heardAt = performance.now()
    this.#wake(queue)
  }

  #wake(queue: string): void {
    for (const listener of this.#listeners.get(queue) ?? []) listener()
  }

  #tell(event: Parameters<NonNullable<WakeOptions['onEvent']>>[0]): void {
    try {
      this.#options.onEvent?.(event)
    } catch {
      // A listener's error is the listener's.
    }
  }
}
