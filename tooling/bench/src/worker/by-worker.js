import { createWorker } from '@schemata/worker'
import pg from 'pg'
import { tasks } from '../../../../packages/worker/test/reference-queue.mjs'

/**
 * The same work by our run time, with all that it does besides.
 *
 * @param {string} url
 * @param {{ total: number, workers: number }} options ends when `total` are done; the rest are a worker's
 */
export async function workByWorker(url, { total, workers: count, ...options }) {
  const pool = new pg.Pool({ connectionString: url, max: 4 * count })
  const workers = Array.from({ length: count }, () => createWorker({ pool, queue: tasks, ...options }).start())
  const done = () => workers.reduce((sum, worker) => sum + worker.metrics().completed, 0)
  while (done() < total) await new Promise((resolve) => setTimeout(resolve, 1))
  await Promise.all(workers.map((worker) => worker.drain()))
  await pool.end()
}
