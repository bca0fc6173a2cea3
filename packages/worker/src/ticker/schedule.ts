import { Cron } from 'croner'

import { InvalidScheduleError } from '../errors.js'

export interface Schedule {
  /** The last tick at or before the time, or undefined when there never was one. */
  latest(now: Date): Date | undefined
  /** The first tick after the time. */
  next(now: Date): Date | undefined
}

/**
 * Reads a cron expression of five fields, as crontab and pg_cron understand it: with both
 * days restricted, either suffices. Six fields begin with the seconds.
 *
 * Where clocks are put forward a tick that falls into the gap comes right after it.
 *
 * @throws InvalidScheduleError
 */
export function parseSchedule(job: string, schedule: string, timezone = 'UTC'): Schedule {
  const cron = parse(job, schedule, timezone)
  if (cron.nextRun() === null) throw new InvalidScheduleError({ job, schedule, reason: 'never comes' })
  return {
    latest(now) {
      // croner looks for ticks strictly before a second.
      const after = new Date(Math.floor(now.getTime() / 1000) * 1000 + 1000)
      return cron.previousRuns(1, after)[0]
    },
    next: (now) => cron.nextRun(now) ?? undefined,
  }
}

function parse(job: string, schedule: string, timezone: string): Cron {
  if (!/^(@\w+|\S+(\s+\S+){4,5})$/.test(schedule.trim())) {
    throw new InvalidScheduleError({ job, schedule, reason: 'has neither five nor six fields' })
  }
  try {
    const cron = new Cron(schedule, { timezone, paused: true })
    // The time zone is looked at only now.
    cron.nextRun()
    return cron
  } catch (cause) {
    const reason = `cannot be read (${cause instanceof Error ? cause.message : String(cause)})`
    throw new InvalidScheduleError({ job, schedule, reason, cause })
  }
}
