import type { JobEventInput } from '../job-events/record-job-events.js'

type LogRecord = { readonly [key: string]: unknown }

/** What a log record is to the recorder: an event of the union, as yet unchecked, and the line itself. */
export interface ReadLog {
  /** Absent when the record speaks of something else. */
  readonly event?: Record<string, unknown>
  readonly line: JobEventInput
}

const EVENT_TYPES = new Set([
  'job.accepted',
  'job.started',
  'job.succeeded',
  'job.failed',
  'job.canceled',
  'job.summary',
  'stage.start',
  'stage.succeed',
  'stage.fail',
])

const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** Stages whose start is remembered. */
const REMEMBERED_STARTS = 10_000

/**
 * Reads the records of a logger: their time under `at`, `ts`, `time` or `timestamp`, job,
 * bot and stage also under `job_id`, `bot_id`, `bot` and `stage`.
 *
 * Remembers when stages began, since an end seldom says which run it ends: the start
 * that this process saw last.
 */
export class LogReader {
  readonly #starts = new Map<string, unknown>()

  read(log: unknown): ReadLog | undefined {
    if (!isRecord(log) || typeof log.type !== 'string') return undefined
    const at = log.at ?? log.ts ?? log.time ?? log.timestamp ?? new Date()
    const line = toLine(log, log.type, at)
    return EVENT_TYPES.has(log.type) ? { event: this.#toEvent(log, at), line } : { line }
  }

  #toEvent(log: LogRecord, at: unknown): Record<string, unknown> {
    const event = {
      ...log,
      at,
      jobId: log.jobId ?? log.job_id,
      botId: log.botId ?? log.bot_id ?? log.bot,
      stageName: log.stageName ?? log.stage_name ?? log.stage,
      durationMs: log.durationMs ?? log.duration_ms,
    }
    if (log.type === 'job.failed') return toFailure(event, log)
    const run = `${event.jobId} ${event.stageName}`
    if (log.type === 'stage.start') this.#remember(run, at)
    if (log.type !== 'stage.succeed' && log.type !== 'stage.fail') return event
    const startedAt = log.startedAt ?? log.started_at ?? this.#starts.get(run)
    return { ...event, startedAt, ...(startedAt === undefined && { durationMs: event.durationMs ?? 0 }) }
  }

  /** Kept after the end too: the same end may come twice. */
  #remember(run: string, at: unknown): void {
    this.#starts.delete(run)
    this.#starts.set(run, at)
    const [oldest] = this.#starts.keys()
    if (this.#starts.size > REMEMBERED_STARTS && oldest !== undefined) this.#starts.delete(oldest)
  }
}

/** Runners that know no cancellation report one as a failure by that name. */
function toFailure(event: Record<string, unknown>, log: LogRecord): Record<string, unknown> {
  const error = log.error ?? log.err ?? log.message ?? log.msg ?? 'No reason was given.'
  if (!isRecord(error) || error.name !== 'Canceled') return { ...event, error }
  return { ...event, type: 'job.canceled', reason: typeof error.message === 'string' ? error.message : undefined }
}

function toLine(log: LogRecord, type: string, at: unknown): JobEventInput {
  const jobId = log.jobId ?? log.job_id
  const botId = log.botId ?? log.bot_id ?? log.bot
  return {
    type,
    level: toLevel(log.level),
    payload: log,
    ...((at instanceof Date || typeof at === 'string' || typeof at === 'number') && { ts: at }),
    ...(typeof jobId === 'string' && { jobId }),
    ...(typeof botId === 'string' && { botId }),
  }
}

/** Levels are names, or numbers that rise by ten from trace, as pino has them. */
function toLevel(level: unknown): (typeof LEVELS)[number] {
  if (typeof level === 'number') return LEVELS[Math.min(3, Math.max(0, Math.floor(level / 10) - 2))] ?? 'info'
  if (level === 'fatal') return 'error'
  return level === 'trace' ? 'debug' : (LEVELS.find((known) => known === level) ?? 'info')
}

function isRecord(value: unknown): value is LogRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
