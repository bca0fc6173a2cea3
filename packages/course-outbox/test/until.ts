import { setTimeout as delay } from 'node:timers/promises'

/** Waits until the condition holds; fails when it does not in time. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`What was waited for did not come within ${withinMs} ms.`)
    await delay(5)
  }
}
