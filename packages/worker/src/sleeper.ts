const LONGEST_MS = 2 ** 30

/** A sleep that can be ended early. A call of `wake` while nobody sleeps ends the next one. */
export class Sleeper {
  #woken = false
  #end: (() => void) | undefined

  sleep(ms: number): Promise<void> {
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
      const timer = setTimeout(end, Math.min(Math.max(ms, 0), LONGEST_MS))
      this.#end = end
    })
  }

  wake(): void {
    this.#woken = true
    this.#end?.()
  }
}
