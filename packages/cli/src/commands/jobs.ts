import type { Stack } from '@schemata/contract'
import type { StackJob } from '@schemata/runner'
import { Command } from 'commander'
import type { Pool } from 'pg'

import { databaseUrl } from '../database-url.js'
import { UsageError } from '../errors.js'
import type { JobEvent } from '../jobs/run-on-schedule.js'
import { loadStack } from '../load-stack.js'
import { openPool } from '../open-pool.js'
import {
  type ConfigOptions,
  configOption,
  type DatabaseOptions,
  databaseUrlOption,
  type JsonOptions,
  jsonOption,
} from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withInterrupts } from '../with-interrupts.js'

interface RunOptions extends DatabaseOptions {
  readonly once?: string
}

/** `schemata jobs`: what packages want to be done regularly. */
export function jobsCommand(runVerb: RunVerb): Command {
  return new Command('jobs')
    .description('list the jobs of the stack, run them when due, or have pg_cron run them')
    .addCommand(listCommand(runVerb))
    .addCommand(runCommand(runVerb))
    .addCommand(scheduleCommand(runVerb))
}

function listCommand(runVerb: RunVerb): Command {
  return new Command('list')
    .description('the jobs of the stack; needs no database')
    .addOption(configOption())
    .addOption(jsonOption())
    .action((options: ConfigOptions & JsonOptions) =>
      runVerb({ json: options.json, blank: { jobs: [] }, run: (shell) => list(options, shell) }),
    )
}

function runCommand(runVerb: RunVerb): Command {
  return new Command('run')
    .description('run each job when it is due, until a signal; one process runs a tick')
    .option('--once <name>', 'run one job now and exit')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: RunOptions) =>
      runVerb({
        json: options.json,
        blank: { ran: [] },
        run: (shell) => (options.once === undefined ? run(options, shell) : runOnce(options, options.once, shell)),
      }),
    )
}

function scheduleCommand(runVerb: RunVerb): Command {
  return new Command('schedule')
    .description('bring the schedule of pg_cron in line with the stack')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: DatabaseOptions) =>
      runVerb({
        json: options.json,
        blank: { scheduled: [], unscheduled: [], unchanged: [] },
        run: (shell) => schedule(options, shell),
      }),
    )
}

async function list(options: ConfigOptions, shell: Shell): Promise<Report> {
  const { stack } = await loadStack(options, shell)
  const now = new Date()
  const { stackJobs } = await import('@schemata/runner')
  const { nextTick } = await import('../jobs/next-tick.js')
  const { renderJobs } = await import('../render/jobs.js')
  const jobs = stackJobs(stack).map((job) => ({ ...job, next: nextTick(job, now)?.toISOString() ?? null }))
  return { data: { jobs }, text: renderJobs(jobs, shell.terminal) }
}

async function run(options: RunOptions, shell: Shell): Promise<Report> {
  const url = databaseUrl(options, shell)
  const { hasCron, stackJobs } = await import('@schemata/runner')
  const { nextTick } = await import('../jobs/next-tick.js')
  const jobs = stackJobs((await loadStack(options, shell)).stack)
  // A schedule that is none is refused now, not when it would be due.
  for (const job of jobs) nextTick(job, new Date())
  if (jobs.length === 0) return { data: { ran: [] }, text: 'The stack has no job.' }
  const pool = await openPool(url, { max: jobs.length * 2 })
  try {
    if (await hasCron(pool)) shell.terminal.note('pg_cron is in this database: jobs scheduled there run twice.')
    const ran = await withInterrupts(shell, (signal) => runUntil(signal, pool, jobs, shell))
    return { data: { ran }, text: '' }
  } finally {
    await pool.end()
  }
}

/** How often each job ran and failed until the signal. */
async function runUntil(signal: AbortSignal, pool: Pool, jobs: readonly StackJob[], { terminal }: Shell) {
  const { runOnSchedule } = await import('../jobs/run-on-schedule.js')
  const { describeJobEvent } = await import('../render/jobs.js')
  terminal.note(`${jobs.length === 1 ? '1 job' : `${jobs.length} jobs`}; Ctrl-C ends this.`)
  const ran = new Map(jobs.map(({ name }) => [name, { name, runs: 0, failures: 0 }]))
  const onEvent = (event: JobEvent): void => {
    terminal.note(describeJobEvent(event))
    const counts = ran.get(event.name)
    if (counts && event.kind === 'ran') counts.runs += 1
    if (counts && event.kind === 'failed') counts.failures += 1
  }
  await runOnSchedule({ pool, jobs, signal, onEvent })
  return [...ran.values()]
}

async function runOnce(options: RunOptions, name: string, shell: Shell): Promise<Report> {
  const url = databaseUrl(options, shell)
  const job = await find((await loadStack(options, shell)).stack, name)
  const { runJob } = await import('../jobs/run-job.js')
  const pool = await openPool(url)
  try {
    const { durationMs } = await runJob(pool, job)
    return { data: { ran: [{ name, runs: 1, failures: 0 }] }, text: `${name} ${durationMs} ms` }
  } finally {
    await pool.end()
  }
}

async function schedule(options: DatabaseOptions, shell: Shell): Promise<Report> {
  const url = databaseUrl(options, shell)
  const { stack } = await loadStack(options, shell)
  const { scheduleInCron } = await import('../jobs/schedule-in-cron.js')
  const { renderRegistration } = await import('../render/jobs.js')
  const pool = await openPool(url)
  try {
    const registration = await scheduleInCron(pool, stack)
    return { data: { ...registration }, text: renderRegistration(registration) }
  } finally {
    await pool.end()
  }
}

/** @throws UsageError */
async function find(stack: Stack, name: string): Promise<StackJob> {
  const { stackJobs } = await import('@schemata/runner')
  const jobs = stackJobs(stack)
  const found = jobs.find((job) => job.name === name)
  if (found) return found
  const known = jobs.map((job) => job.name)
  const hint = known.length > 0 ? `There are: ${known.join(', ')}.` : 'No package of the stack has any.'
  throw new UsageError({ found: `There is no job \`${name}\` in the stack.`, hint })
}
