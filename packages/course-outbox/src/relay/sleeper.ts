/** A sleep that can be ended early. A call of `wake` while nobody sleeps ends the next one. */
export class Sleeper {
  #woken = false
  #end: (() => void) | undefined

  /** Sleeps for so many milliseconds; without a number, until it is woken. */
  sleep(ms?: number): Promise<void> {
    if (this.#woken) {
      this.#woken = false
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        this.#end = undefined
        this.#woken = false
        resolve()
      }
      const timer = ms === undefined ? undefined : setTimeout(end, Math.max(ms, 0))
      this.#end = end
    })
  }

  wake(): void {
    this.#woken = true
    this.#end?.()
  }
}
