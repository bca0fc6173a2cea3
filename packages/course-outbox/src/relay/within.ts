/**
 * The outcome of `work`, or what `onTimeout` makes when it takes longer or the signal aborts.
 *
 * The work itself is not stopped; how it ends is then nobody's concern.
 */
export function within<Value>(
  work: Promise<Value>,
  { ms, signal, onTimeout }: { ms: number; signal?: AbortSignal; onTimeout: () => Error },
): Promise<Value> {
  work.catch(() => {})
  return new Promise<Value>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
    }
    const giveUp = (): void => {
      end()
      reject(onTimeout())
    }
    const timer = setTimeout(giveUp, ms)
    if (signal?.aborted) giveUp()
    else signal?.addEventListener('abort', giveUp, { once: true })
    work.finally(end).then(resolve, reject)
  })
}
