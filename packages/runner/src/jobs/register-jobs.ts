import type { Queryable, Stack } from '@schemata/contract'

import { type StackJob, stackJobs } from './stack-jobs.js'

/** What was changed in the schedule of pg_cron. */
export interface Registration {
  readonly scheduled: readonly string[]
  readonly unscheduled: readonly string[]
  readonly unchanged: readonly string[]
}

/**
 * Brings the schedule of pg_cron in line with a stack. Give it a transaction, so that the
 * schedule changes as a whole.
 *
 * Jobs carry a mark with package and schema. One with a mark is removed when its install
 * is in the stack and has no such job any more, or is in the database no more; what other
 * stacks or people scheduled stays. pg_cron tells the roles apart: only jobs of the
 * connected one are seen.
 */
export async function registerJobs(db: Queryable, stack: Stack): Promise<Registration> {
  const jobs = stackJobs(stack)
  const present = await marked(db)
  const wanted = new Map(jobs.map((job) => [job.name, job]))
  const installed = await installs(db)
  const inStack = new Set(stack.instances.map((instance) => mark(instance.package.key, instance.schema)))
  const doomed = present.filter(({ name, mark }) => !wanted.has(name) && (inStack.has(mark) || !installed.has(mark)))
  for (const { name } of doomed) await db.query('SELECT cron.unschedule($1::text)', [name])
  const isThere = ({ name, schedule, command }: Planned) =>
    present.some((job) => job.name === name && job.schedule === schedule && job.command === command)
  const planned = jobs.map((job) => ({ name: job.name, schedule: job.schedule, command: commandOf(job) }))
  const missing = planned.filter((job) => !isThere(job))
  for (const { name, schedule, command } of missing) {
    await db.query('SELECT cron.schedule($1::text, $2::text, $3::text)', [name, schedule, command])
  }
  const names = (some: readonly { name: string }[]) => some.map(({ name }) => name)
  return { scheduled: names(missing), unscheduled: names(doomed), unchanged: names(planned.filter(isThere)) }
}

/** True when the database runs jobs by itself. */
export async function hasCron(db: Queryable): Promise<boolean> {
  const { rows } = await db.query(`SELECT extname FROM pg_catalog.pg_extension WHERE extname = 'pg_cron'`)
  return rows.length > 0
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
async function marked(db: Queryable): Promise<readonly (Planned & { readonly mark: string })[]> {
  const { rows } = await db.query(`
    SELECT job.jobname AS name, job.schedule, job.command, substring(job.command FROM '^/\\* schemata \\S+ \\S+ \\*/') AS mark
    FROM cron.job AS job
    WHERE job.database = current_database() AND job.username = current_user
      AND job.command ~ '^/\\* schemata \\S+ \\S+ \\*/'`)
  return rows
}

/** The marks of all that is installed in this database. */
async function installs(db: Queryable): Promise<ReadonlySet<string>> {
  const ledger = await db.query(`SELECT oid FROM pg_catalog.pg_class WHERE oid = to_regclass('schemata.target')`)
  if (ledger.rows.length === 0) return new Set()
  const { rows } = await db.query('SELECT package_key, schema_name FROM schemata.target')
  return new Set(rows.map((row) => mark(String(row.package_key), String(row.schema_name))))
}
