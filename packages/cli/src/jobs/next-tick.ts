import { Cron } from 'croner'

import { JobScheduleError } from '../errors.js'

/**
 * The first moment after another at which a schedule of five cron fields falls due, in
 * UTC; undefined for one that never does.
 *
 * @throws JobScheduleError
 */
export function nextTick({ name, schedule }: { name: string; schedule: string }, after: Date): Date | undefined {
  if (schedule.trim().split(/\s+/).length !== 5) throw new JobScheduleError({ job: name, schedule })
  try {
    return new Cron(schedule, { timezone: 'UTC', paused: true }).nextRun(after) ?? undefined
  } catch (cause) {
    throw new JobScheduleError({ job: name, schedule, cause })
  }
}
