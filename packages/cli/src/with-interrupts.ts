import type { Shell } from './shell.js'

const INTERRUPTED = 130

/**
 * Runs something that can be stopped: the first SIGINT or SIGTERM asks it to end
 * cleanly, the second one ends the process at once.
 */
export async function withInterrupts<T>(
  { terminal, interrupts }: Shell,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const unlisten = interrupts.listen(() => {
    if (controller.signal.aborted) interrupts.exit(INTERRUPTED)
    terminal.note('interrupted: ending cleanly; once more ends at once')
    controller.abort()
  })
  try {
    return await work(controller.signal)
  } finally {
    unlisten()
  }
}

/**
 * Waits for SIGINT or SIGTERM, however long it takes. From then on they are ignored, so
 * that what follows can end in peace; it had better be short.
 */
export async function untilInterrupted({ interrupts }: Shell): Promise<void> {
  // A pending promise alone does not keep a process alive.
  const alive = setInterval(() => {}, 60_000)
  await new Promise<void>((resolve) => interrupts.listen(resolve))
  clearInterval(alive)
}
