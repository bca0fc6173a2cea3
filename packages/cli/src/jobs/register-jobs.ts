import type { Stack } from '@schemata/contract'
import type { Pool, PoolClient } from 'pg'

import { CronMissingError } from '../errors.js'
import { nextTick } from './next-tick.js'
import { type StackJob, stackJobs } from './stack-jobs.js'

/** What was changed in the schedule of pg_cron. */
export interface Registration {
  readonly scheduled: readonly string[]
  readonly unscheduled: readonly string[]
  readonly unchanged: readonly string[]
}

/**
 * Brings the schedule of pg_cron in line with a stack, in one transaction.
 *
 * Jobs carry a mark with package and schema. One with a mark is removed when its install
 * is in the stack and has no such job any more, or is in the database no more; what other
 * stacks or people scheduled stays. pg_cron tells the roles apart: only jobs of the
 * connected one are seen.
 *
 * @throws CronMissingError
 * @throws JobScheduleError
 */
export async function registerJobs(pool: Pool, stack: Stack): Promise<Registration> {
  const jobs = stackJobs(stack)
  for (const job of jobs) nextTick(job, new Date())
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    if (!(await hasCron(client))) throw new CronMissingError()
    const registration = await register(client, stack, jobs)
    await client.query('COMMIT')
    client.release()
    return registration
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** True when the database runs jobs by itself. */
export async function hasCron(db: Pool | PoolClient): Promise<boolean> {
  const { rowCount } = await db.query(`SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_cron'`)
  return (rowCount ?? 0) > 0
}

async function register(client: PoolClient, stack: Stack, jobs: readonly StackJob[]): Promise<Registration> {
  const present = await marked(client)
  const wanted = new Map(jobs.map((job) => [job.name, job]))
  const installed = await installs(client)
  const inStack = new Set(stack.instances.map((instance) => mark(instance.package.key, instance.schema)))
  const doomed = present.filter(({ name, mark }) => !wanted.has(name) && (inStack.has(mark) || !installed.has(mark)))
  for (const { name } of doomed) await client.query('SELECT cron.unschedule($1::text)', [name])
  const isThere = ({ name, schedule, command }: Planned) =>
    present.some((job) => job.name === name && job.schedule === schedule && job.command === command)
  const planned = jobs.map((job) => ({ name: job.name, schedule: job.schedule, command: commandOf(job) }))
  const missing = planned.filter((job) => !isThere(job))
  for (const { name, schedule, command } of missing) {
    await client.query('SELECT cron.schedule($1::text, $2::text, $3::text)', [name, schedule, command])
  }
  const names = (some: readonly { name: string }[]) => some.map(({ name }) => name)
  return { scheduled: names(missing), unscheduled: names(doomed), unchanged: names(planned.filter(isThere)) }
}

interface Planned {
  readonly name: string
  readonly schedule: string
  readonly command: string
}

function commandOf(job: StackJob): string {
  return `${mark(job.package, job.schema)} ${job.sql}`
}

function mark(packageKey: string, schema: string): string {
  return `/* schemata ${packageKey} ${schema} */`
}

/** What any stack scheduled here, by the connected role. */
async function marked(client: PoolClient): Promise<(Planned & { readonly mark: string })[]> {
  const { rows } = await client.query<Planned & { mark: string }>(`
    SELECT job.jobname AS name, job.schedule, job.command, substring(job.command FROM '^/\\* schemata \\S+ \\S+ \\*/') AS mark
    FROM cron.job AS job
    WHERE job.database = current_database() AND job.username = current_user
      AND job.command ~ '^/\\* schemata \\S+ \\S+ \\*/'`)
  return rows
}

/** The marks of all that is installed in this database. */
async function installs(client: PoolClient): Promise<ReadonlySet<string>> {
  const ledger = await client.query(`SELECT FROM pg_catalog.pg_class WHERE oid = to_regclass('schemata.target')`)
  if (ledger.rowCount === 0) return new Set()
  const { rows } = await client.query<{ package_key: string; schema_name: string }>(
    'SELECT package_key, schema_name FROM schemata.target',
  )
  return new Set(rows.map((row) => mark(row.package_key, row.schema_name)))
}
