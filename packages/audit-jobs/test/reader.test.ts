import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import {
  countJobs,
  getJob,
  listAppliedSteps,
  listJobHeaders,
  listJobMetricsByBot,
  listJobs,
  listStageSummary,
  listThroughput,
  rankBots,
  recordAccepted,
  recordEvents,
} from '../src/index.js'
import { aLifeCycle, at } from './events.js'
import { recordPast } from './history.js'
import { test } from './test.js'

test('the role audit_reader reads jobs and metrics, and no payload', async ({ db }) => {
  const jobId = await recordPast(db, { acceptedAt: at('08:00'), finishedAt: at('08:01'), meta: { secret: 1 } })
  await db.query('SET LOCAL ROLE audit_reader')

  expect(await listJobHeaders(db)).toMatchObject([{ jobId }])
  expect(await countJobs(db)).toMatchObject({ total: 1 })
  expect(await listJobMetricsByBot(db)).toHaveLength(1)
  expect(await rankBots(db)).toHaveLength(1)
  expect(await listStageSummary(db)).toEqual([])
  expect(await listThroughput(db, { by: 'month', year: 2026 })).toHaveLength(12)
  expect(await listAppliedSteps(db)).not.toEqual([])
  expect((await db.query('SELECT job_id FROM audit_jobs.v_jobs_summary')).rows).toEqual([{ job_id: jobId }])
})

test('who records needs no more rights than the README says', async ({ db }) => {
  await db.query('CREATE ROLE audit_test_writer')
  await db.query('GRANT USAGE ON SCHEMA audit_jobs TO audit_test_writer')
  await db.query('GRANT SELECT, INSERT, UPDATE ON audit_jobs.jobs, audit_jobs.job_stages TO audit_test_writer')
  await db.query(
    `GRANT EXECUTE ON FUNCTION audit_jobs.record_job_facts(json), audit_jobs.record_stage_facts(json),
       audit_jobs.merge_objects(jsonb, jsonb) TO audit_test_writer`,
  )
  await db.query('SET LOCAL ROLE audit_test_writer')

  expect(await recordEvents(db, { events: aLifeCycle() })).toEqual({ changedJobs: 1, changedStages: 2, rejected: [] })
})

const refused: [what: string, attempt: (db: Queryable) => Promise<unknown>][] = [
  ['meta', (db) => db.query('SELECT meta FROM audit_jobs.jobs')],
  ['result', (db) => db.query('SELECT result FROM audit_jobs.jobs')],
  ['error_message', (db) => db.query('SELECT error_message FROM audit_jobs.jobs')],
  ['error', (db) => db.query('SELECT error FROM audit_jobs.job_stages')],
  ['payload', (db) => db.query('SELECT payload FROM audit_jobs.job_events')],
  ['recent_jobs', (db) => db.query('SELECT job_id FROM audit_jobs.recent_jobs')],
  ['v_job_stages', (db) => db.query('SELECT meta FROM audit_jobs.v_job_stages')],
  ['listJobs', (db) => listJobs(db)],
  ['getJob', (db) => getJob(db, { jobId: '00000000-0000-4000-8000-00000000dead' })],
  ['writing', (db) => recordAccepted(db, { jobId: '00000000-0000-4000-8000-00000000dead', botId: 'b' })],
  ['deleting', (db) => db.query('DELETE FROM audit_jobs.jobs')],
]

test.for(refused)('the role audit_reader is refused %s', async ([, attempt], { db }) => {
  await db.query('SET LOCAL ROLE audit_reader')

  await expect(attempt(db)).rejects.toMatchObject({ code: '42501' })
})
