import { randomUUID } from 'node:crypto'

const STAGES = ['open', 'login', 'fill-form', 'submit', 'close']
const START = Date.UTC(2026, 2, 1)

/**
 * Jobs as events, in the order in which they happen: eight events, six rows a job.
 *
 * @param {number} jobs
 */
export function lifeCycles(jobs) {
  return Array.from({ length: jobs }, (_, index) => oneLife(randomUUID(), START + index * 1000)).flat()
}

function oneLife(jobId, at) {
  const meta = { invoice: 4711, url: 'https://example.org/invoices/4711', retries: 0 }
  return [
    { type: 'job.accepted', jobId, botId: `bot-${at % 7}`, at, meta, createdBy: { name: 'Ada', role: 'operator' } },
    { type: 'job.started', jobId, at: at + 500 },
    ...STAGES.map((stageName, index) => ({
      type: 'stage.succeed',
      jobId,
      stageName,
      startedAt: at + 1000 * (index + 1),
      at: at + 1000 * (index + 2),
      meta: { clicks: index },
    })),
    { type: 'job.succeeded', jobId, at: at + 9000, result: { pages: 3, files: ['a.pdf', 'b.pdf'] } },
  ]
}

/**
 * The rows that the events end in, for those who write them by hand.
 *
 * @param {ReturnType<typeof lifeCycles>} events
 */
export function rowsOf(events) {
  const jobs = new Map()
  const stages = []
  for (const event of events) {
    const at = new Date(event.at).toISOString()
    const { jobId: job_id } = event
    if (event.type === 'job.accepted') {
      const { botId: bot_id, meta, createdBy: created_by } = event
      jobs.set(job_id, { job_id, bot_id, state: 'queued', accepted_at: at, meta, created_by })
    } else if (event.type === 'job.started') jobs.get(job_id).started_at = at
    else if (event.type === 'job.succeeded') {
      Object.assign(jobs.get(job_id), { state: 'succeeded', finished_at: at, result: event.result })
    } else {
      const started_at = new Date(event.startedAt).toISOString()
      stages.push({
        job_id,
        stage_name: event.stageName,
        started_at,
        ended_at: at,
        status: 'succeed',
        meta: event.meta,
      })
    }
  }
  return { jobs: [...jobs.values()], stages }
}
