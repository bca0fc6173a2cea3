import type { RelaySettings } from './relay-options.js'

/** Aborted batches after which a lease protects the next ones. */
const ABORTS = 2
const FIRST_TRIAL = 10
const LONGEST_TRIAL = 640

/**
 * What protects the next batch: the locks of its transaction, or a lease.
 *
 * Whatever ends transactions in mid-batch, a pooler or a setting that ends idle ones, ends them
 * again, and each time the batch is sent once more. So two aborted batches within ten change to
 * leases, which outlive a connection; ten good ones change back. Each relapse doubles the ten.
 */
export class Protection {
  readonly #mayLease: boolean
  #mode: RelaySettings['mode']
  #aborts = 0
  #good = 0
  #trial = FIRST_TRIAL

  constructor({ mode, publisher }: Pick<RelaySettings, 'mode' | 'publisher'>) {
    this.#mode = mode
    this.#mayLease = mode === 'transaction' && publisher.sendsInTransaction !== true
  }

  get mode(): RelaySettings['mode'] {
    return this.#mode
  }

  /** A batch was taken, and its marks could not be committed. True when the mode changed. */
  noteAborted(): boolean {
    this.#good = 0
    this.#aborts += 1
    return this.#aborts >= ABORTS && this.#change('lease')
  }

  /** A batch was taken, and its marks are committed. True when the mode changed. */
  noteSettled(): boolean {
    this.#good += 1
    if (this.#good < this.#trial) return false
    const lasted = this.#mode === 'transaction'
    this.#good = 0
    this.#aborts = 0
    this.#trial = lasted ? FIRST_TRIAL : Math.min(this.#trial * 2, LONGEST_TRIAL)
    return this.#change('transaction')
  }

  #change(mode: RelaySettings['mode']): boolean {
    if (!this.#mayLease || this.#mode === mode) return false
    this.#mode = mode
    return true
  }
}
