import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import { sweepBuilds } from '../../src/index.js'

export interface SurviveKillsParameters {
  url: string
  builds: number
  workers: number
  /** How often something is killed: a worker process, or a backend. */
  kills: number
}

export interface KillReport {
  succeeded: number
  unfinished: number
  /** Ends that were accepted for a build beyond its first. */
  doubleEnds: number
  killed: number
}

/**
 * Runs builds through worker processes that are killed by SIGKILL, and whose backends
 * are terminated, and counts what became of each build.
 *
 * Every end that a worker is told was accepted leaves a row in `chaos_ends`, in the
 * transaction of that end. Needs `dist`, which the worker processes load.
 */
export async function surviveKills({ url, builds, workers, kills }: SurviveKillsParameters): Promise<KillReport> {
  const pool = new pg.Pool({ connectionString: url, max: 3 })
  pool.on('error', () => undefined)
  const crew: ChildProcess[] = []
  let killed = 0
  try {
    await pool.query('CREATE TABLE IF NOT EXISTS chaos_ends (build_id uuid, fence bigint)')
    await pool.query(
      `INSERT INTO build_orchestrator.build_queue (customer_id, manifest_path, manifest_hash, manifest_json, max_retries)
       SELECT 'system', 'chaos', '0123456789abcdef', '{}', 1000 FROM generate_series(1, $1)`,
      [builds],
    )
    for (let n = 0; n < workers; n++) crew.push(hire(url, n))
    for (let waiting = builds; waiting > 0; ) {
      await sleep(60)
      await sweepBuilds(pool)
      // What was retried often waits longer; the wait is not what is tried here.
      await pool.query(
        `UPDATE build_orchestrator.build_queue SET not_before = NULL WHERE status = 'queued' AND not_before IS NOT NULL`,
      )
      if (killed < kills) {
        if (killed % 2 === 0) {
          const n = Math.floor(Math.random() * workers)
          crew[n]?.kill('SIGKILL')
          crew[n] = hire(url, n)
        } else {
          await pool.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND application_name LIKE 'chaos-%' ORDER BY random() LIMIT 1`,
          )
        }
        killed += 1
      }
      waiting = await countLive(pool)
    }
    return { ...(await countEnds(pool)), killed }
  } finally {
    for (const worker of crew) worker.kill('SIGKILL')
    await pool.end()
  }
}

function hire(url: string, n: number): ChildProcess {
  return fork(new URL('chaos-worker.js', import.meta.url), [], {
    env: { ...process.env, CHAOS_URL: url, CHAOS_NAME: `chaos-${n}` },
    execArgv: [],
    stdio: 'ignore',
  })
}

async function countLive(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*)::integer AS live FROM build_orchestrator.build_queue
     WHERE manifest_path = 'chaos' AND status IN ('queued', 'building')`,
  )
  return rows[0].live
}

async function countEnds(pool: pg.Pool): Promise<Omit<KillReport, 'killed'>> {
  const { rows } = await pool.query(
    `SELECT count(*) FILTER (WHERE build.status = 'success' AND ends.times >= 1)::integer AS succeeded,
       count(*) FILTER (WHERE build.status <> 'success')::integer AS unfinished,
       coalesce(sum(ends.times - 1) FILTER (WHERE ends.times > 1), 0)::integer AS "doubleEnds"
     FROM build_orchestrator.build_queue AS build
     LEFT JOIN (SELECT build_id, count(*) AS times FROM chaos_ends GROUP BY build_id) AS ends ON ends.build_id = build.id
     WHERE build.manifest_path = 'chaos'`,
  )
  return rows[0]
}
