import type { Registration, StackJob } from '@schemata/runner'

import type { JobEvent } from '../jobs/run-on-schedule.js'
import { reportThrown } from '../report-thrown.js'
import type { Terminal } from '../terminal.js'
import { renderTable } from './table.js'

/** One line a job, with when it is due. */
export function renderJobs(jobs: readonly (StackJob & { next: string | null })[], terminal: Terminal): string {
  if (jobs.length === 0) return 'The stack has no job.'
  const rows = jobs.map((job) => [job.name, job.package, job.schedule, minute(job.next), job.sql])
  return renderTable(['job', 'package', 'schedule', 'next (UTC)', 'sql'], rows, terminal)
}

function minute(moment: string | null): string {
  return moment === null ? 'never' : moment.slice(0, 16).replace('T', ' ')
}

/** One line an event. */
export function describeJobEvent(event: JobEvent): string {
  const head = `${event.tick.toISOString().slice(0, 16)}Z ${event.name}`
  if (event.kind === 'ran') return `${head} ${event.durationMs} ms`
  if (event.kind === 'taken') return `${head} is run by another process`
  return `${head} failed: ${reportThrown(event.error)[0]?.message ?? 'for an unknown reason'}`
}

/** What changed in the schedule of pg_cron. */
export function renderRegistration({ scheduled, unscheduled, unchanged }: Registration): string {
  const lines = [
    ...scheduled.map((name) => `scheduled ${name}`),
    ...unscheduled.map((name) => `removed ${name}`),
    ...unchanged.map((name) => `unchanged ${name}`),
  ]
  return lines.length === 0 ? 'The stack has no job.' : lines.join('\n')
}
