import type { ClaimedJob } from '../job-outbox/claimed-job.js'

export interface RefusedJob {
  readonly job: ClaimedJob
  readonly error: unknown
}

export interface BatchOutcome {
  readonly accepted: readonly ClaimedJob[]
  readonly refused: readonly RefusedJob[]
  /** Neither sent nor at fault: the time was over, or the queue went away. */
  readonly untried: readonly ClaimedJob[]
  /** Why the queue cannot be reached; undefined when it can. */
  readonly unavailable: unknown
}

export interface PublishBatchParameters {
  readonly jobs: readonly ClaimedJob[]
  /** All or nothing, from the relay's point of view: a rejection means that one is wrong. */
  readonly send: (jobs: readonly ClaimedJob[]) => Promise<void>
  readonly isUnavailable: (error: unknown) => boolean
  /** True when no more should be sent. */
  readonly isOver: () => boolean
}

/**
 * Hands a batch over; one that is refused is halved until the wrong jobs stand alone.
 *
 * Of n jobs k wrong ones cost about k · log n calls. Halves go in order. What was accepted
 * before the queue went away counts as accepted.
 */
export async function publishBatch(parameters: PublishBatchParameters): Promise<BatchOutcome> {
  const { jobs, send, isUnavailable, isOver } = parameters
  const accepted: ClaimedJob[] = []
  const refused: RefusedJob[] = []
  const untried: ClaimedJob[] = []
  const parts: (readonly ClaimedJob[])[] = [jobs]
  let unavailable: unknown
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [first] = part
    if (first === undefined) continue
    if (unavailable !== undefined || isOver()) {
      untried.push(...part)
      continue
    }
    try {
      await send(part)
      accepted.push(...part)
    } catch (error) {
      if (isUnavailable(error)) {
        unavailable = error
        untried.push(...part)
      } else if (part.length === 1) refused.push({ job: first, error })
      else {
        const middle = Math.ceil(part.length / 2)
        // The first half lies on top and goes first.
        parts.push(part.slice(middle), part.slice(0, middle))
      }
    }
  }
  return { accepted, refused, untried, unavailable }
}
