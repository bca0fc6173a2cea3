export type PauseReason = 'unavailable' | 'full'

/** Lets work through while it is open. */
export class Gate {
  #reason: PauseReason | undefined
  #waiting: (() => void)[] = []

  get reason(): PauseReason | undefined {
    return this.#reason
  }

  /** Gives false when it was closed already. */
  close(reason: PauseReason): boolean {
    if (this.#reason !== undefined) return false
    this.#reason = reason
    return true
  }

  open(): void {
    this.#reason = undefined
    for (const pass of this.#waiting.splice(0)) pass()
  }

  /** Resolves while the gate is open, at once if it is. */
  passage(): Promise<void> {
    if (this.#reason === undefined) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
