import { setTimeout as sleep } from 'node:timers/promises'
import type { StackJob } from '@schemata/runner'
import type { Pool, PoolClient } from 'pg'

import { nextTick } from './next-tick.js'
import { type JobRun, runJob } from './run-job.js'
import { CLOCK_TOLERANCE_MS, takeTick } from './tick-lock.js'

/** What happened to one tick of a job. */
export type JobEvent =
  | ({ readonly kind: 'ran'; readonly tick: Date } & JobRun)
  | { readonly kind: 'taken'; readonly name: string; readonly tick: Date }
  | { readonly kind: 'failed'; readonly name: string; readonly tick: Date; readonly error: unknown }

export interface ScheduleParameters {
  /** Two connections a job. */
  readonly pool: Pool
  readonly jobs: readonly StackJob[]
  /** Ends the schedule; jobs that run are waited for. */
  readonly signal: AbortSignal
  readonly onEvent: (event: JobEvent) => void
  /** The first tick of a job after a moment. @default by its cron schedule */
  readonly next?: (job: StackJob, after: Date) => Date | undefined
}

/** Clocks may be set: no wait is longer before the time is looked at again. */
const LONGEST_WAIT_MS = 60_000

/**
 * Runs jobs when they fall due, until the signal.
 *
 * A tick is run by at most one of the processes whose clocks are less than 30 seconds
 * apart. It is not run again when it fails, when its process dies, or when no process
 * was there; a job that runs past its next tick leaves that one out.
 */
export async function runOnSchedule({ jobs, ...surroundings }: ScheduleParameters): Promise<void> {
  await Promise.all(jobs.map((job) => follow(job, surroundings)))
}

type Surroundings = Omit<ScheduleParameters, 'jobs'>

async function follow(job: StackJob, { pool, signal, onEvent, next = nextTick }: Surroundings): Promise<void> {
  const held = new Set<Promise<void>>()
  for (let tick = next(job, new Date()); tick !== undefined; tick = next(job, later(tick, new Date()))) {
    await waitUntil(tick, signal)
    if (signal.aborted) break
    try {
      onEvent(await runTick(job, tick, { pool, signal, held }))
    } catch (error) {
      onEvent({ kind: 'failed', name: job.name, tick, error })
    }
  }
  await Promise.all(held)
}

async function runTick(
  job: StackJob,
  tick: Date,
  { pool, signal, held }: { pool: Pool; signal: AbortSignal; held: Set<Promise<void>> },
): Promise<JobEvent> {
  const { client, giveBack } = await borrow(pool)
  const taken = await takeTick(client, job.name, tick).catch((error: unknown) => {
    client.release(true)
    throw error
  })
  if (!taken) {
    giveBack()
    return { kind: 'taken', name: job.name, tick }
  }
  try {
    return { kind: 'ran', tick, ...(await runJob(pool, job)) }
  } finally {
    const hold = holdOn(tick, signal)
      .then(() => client.query('ROLLBACK'))
      .then(giveBack, () => client.release(true))
      .finally(() => held.delete(hold))
    held.add(hold)
  }
}

/** A connection that may break while nothing is asked of it; it is thrown away then. */
async function borrow(pool: Pool): Promise<{ client: PoolClient; giveBack: () => void }> {
  const client = await pool.connect()
  let broken: Error | undefined
  const noteBroken = (error: Error): void => {
    broken = error
  }
  client.on('error', noteBroken)
  const giveBack = (): void => {
    client.off('error', noteBroken)
    client.release(broken)
  }
  return { client, giveBack }
}

/** The lock of a tick outlives clocks that are behind; when the program ends, they must do without. */
function holdOn(tick: Date, signal: AbortSignal): Promise<void> {
  return waitUntil(new Date(tick.getTime() + CLOCK_TOLERANCE_MS), signal)
}

async function waitUntil(moment: Date, signal: AbortSignal): Promise<void> {
  for (let left = until(moment); left > 0 && !signal.aborted; left = until(moment)) {
    await sleep(Math.min(left, LONGEST_WAIT_MS), undefined, { signal }).catch(() => {})
  }
}

function until(moment: Date): number {
  return moment.getTime() - Date.now()
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other
}
