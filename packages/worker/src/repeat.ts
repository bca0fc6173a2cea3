export interface Repeated {
  stop(): void
}

/**
 * Runs `work` again and again, never twice at a time, after the delays that it returns
 * itself (milliseconds, ± 20 %). It must not throw. Its timers keep no process running.
 */
export function repeat(firstMs: number, work: () => Promise<number>): Repeated {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const plan = (ms: number): void => {
    if (stopped) return
    timer = setTimeout(run, ms * (0.8 + 0.4 * Math.random()))
    timer.unref()
  }
  const run = async (): Promise<void> => {
    plan(await work())
  }
  plan(firstMs)
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
