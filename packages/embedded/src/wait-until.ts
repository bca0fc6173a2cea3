import { setTimeout } from 'node:timers/promises'

/**
 * Asks again and again until the answer is yes, with short pauses.
 *
 * @returns whether it was yes before the time was over.
 */
export async function waitUntil(isDone: () => boolean, { seconds }: { seconds: number }): Promise<boolean> {
  const end = performance.now() + seconds * 1000
  while (!isDone()) {
    if (performance.now() > end) return false
    await setTimeout(8)
  }
  return true
}

/** The same for the moment when a process ends and nothing asynchronous runs any more. */
export function blockUntil(isDone: () => boolean, { seconds }: { seconds: number }): boolean {
  const end = performance.now() + seconds * 1000
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  while (!isDone()) {
    if (performance.now() > end) return false
    Atomics.wait(sleeper, 0, 0, 8)
  }
  return true
}
