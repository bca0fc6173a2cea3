/**
 * Runs every contender once per round, in turn, so that a slow moment of the machine
 * hits all of them; gives the median of each in milliseconds.
 *
 * @param {{ name: string, prepare?: () => Promise<unknown>, run: (prepared: unknown) => Promise<void>, clean?: (prepared: unknown) => Promise<void> }[]} contenders
 * @param {number} rounds the first one warms up and does not count
 */
export async function interleave(contenders, rounds) {
  const times = new Map(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, prepare, run, clean } of contenders) {
      const prepared = await prepare?.()
      const started = performance.now()
      await run(prepared)
      const took = performance.now() - started
      if (round > 0) times.get(name)?.push(took)
      await clean?.(prepared)
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]))
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
