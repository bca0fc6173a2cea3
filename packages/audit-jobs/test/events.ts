import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'

import type { AuditEvent } from '../src/index.js'

/** A moment of the first of March 2026, UTC: `at('08:00')`, `at('08:00:00.250')`. */
export function at(time: string): Date {
  return new Date(`2026-03-01T${time.length === 5 ? `${time}:00` : time}Z`)
}

/** Every kind of event of one job that succeeds, in the order in which they happen. */
export function aLifeCycle(jobId: string = randomUUID()): AuditEvent[] {
  return [
    { type: 'job.accepted', jobId, botId: 'invoice-bot', at: at('08:00'), meta: { invoice: 17 } },
    { type: 'job.started', jobId, at: at('08:01') },
    { type: 'stage.start', jobId, stageName: 'login', at: at('08:01'), meta: { try: 1, page: 'a' } },
    {
      type: 'stage.succeed',
      jobId,
      stageName: 'login',
      startedAt: at('08:01'),
      at: at('08:02'),
      meta: { page: 'b', cookies: 3 },
    },
    { type: 'stage.start', jobId, stageName: 'fill-form', at: at('08:02') },
    {
      type: 'stage.fail',
      jobId,
      stageName: 'fill-form',
      startedAt: at('08:02'),
      at: at('08:04'),
      error: { message: 'No such field.' },
    },
    { type: 'job.succeeded', jobId, at: at('08:05'), result: { pages: 3 } },
    { type: 'job.summary', jobId, at: at('08:05'), stages: { login: 60_000 }, stagesList: [{ stage: 'login' }] },
  ]
}

/** The row of a job and those of its stages, every column but the stage's own number. */
export async function rowsOf(db: Queryable, jobId: string): Promise<{ job: unknown; stages: unknown[] }> {
  const jobs = await db.query(`SELECT to_jsonb(job) - 'job_id' AS row FROM audit_jobs.jobs AS job WHERE job_id = $1`, [
    jobId,
  ])
  const stages = await db.query(
    `SELECT to_jsonb(stage) - 'id' - 'job_id' AS row FROM audit_jobs.job_stages AS stage
     WHERE job_id = $1 ORDER BY stage_name, started_at`,
    [jobId],
  )
  return { job: jobs.rows[0]?.row, stages: stages.rows.map(({ row }) => row) }
}
