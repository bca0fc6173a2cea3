import type { Pool } from 'pg'

import { createWorker, type Worker, type WorkerOptions } from '../src/index.js'
import { atEnd } from './at-end.js'
import type { Task } from './reference-queue.mjs'

const QUICK = { pollMs: 50, sweepMs: 50, backoff: { baseMs: 20 } }

/** A started worker of the reference queue, in a hurry, that the test's end stops. */
export function aWorker(options: WorkerOptions<Task, unknown>): Worker {
  const worker = createWorker({ ...QUICK, ...options })
  atEnd(() => worker.stop())
  return worker.start()
}

/** How many tasks there are of each status. */
export async function statuses(pool: Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query('SELECT status, count(*)::integer AS count FROM reference.tasks GROUP BY status')
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

/** The first task's row. */
export async function theTask(pool: Pool): Promise<Record<string, unknown>> {
  const { rows } = await pool.query('SELECT * FROM reference.tasks ORDER BY id LIMIT 1')
  return rows[0]
}
