const STEP_MS = 5

/** Resolves once the condition holds, or when the time is over; never rejects. */
export async function waitUntil(condition: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs
  while (!condition() && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(STEP_MS, end - performance.now())))
  }
}
