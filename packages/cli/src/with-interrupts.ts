import type { Terminal } from './terminal.js'

const INTERRUPTED = 130

/**
 * Runs something that can be stopped: the first SIGINT or SIGTERM asks it to end
 * cleanly, the second one ends the process at once.
 */
export async function withInterrupts<T>(terminal: Terminal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED)
    terminal.note('interrupted: ending cleanly; once more ends at once')
    controller.abort()
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    return await work(controller.signal)
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/**
 * Waits for SIGINT or SIGTERM, however long it takes. From then on they are ignored, so
 * that what follows can end in peace; it had better be short.
 */
export async function untilInterrupted(): Promise<void> {
  // A pending promise alone does not keep a process alive.
  const alive = setInterval(() => {}, 60_000)
  await new Promise<void>((resolve) => {
    process.on('SIGINT', () => resolve()).on('SIGTERM', () => resolve())
  })
  clearInterval(alive)
}
