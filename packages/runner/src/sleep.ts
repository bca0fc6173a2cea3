import { setTimeout as delay } from 'node:timers/promises'

import { InterruptedError } from './errors.js'

/** Waits; an abort ends it at once. @throws InterruptedError */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal })
  } catch (error) {
    if (signal?.aborted) throw new InterruptedError()
    throw error
  }
}

/** @throws InterruptedError when the caller has asked to stop. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new InterruptedError()
}
