import type { Stack } from '@schemata/contract'

import type { OnEvent } from '../events.js'
import { rollBack } from '../run-unit.js'
import type { Session } from '../sessions.js'
import { isConnectionLoss, serverError } from '../translate-failure.js'
import { hasCron, registerJobs } from './register-jobs.js'

/**
 * Has pg_cron run the jobs of the stack, where it is in the database; else they are left
 * to `schemata jobs run`. All in one transaction.
 *
 * What pg_cron refuses is told as an event: the schema is right without its jobs, and an
 * apply that failed here would look as if it were not.
 */
export async function scheduleJobs(work: Session, stack: Stack, onEvent: OnEvent): Promise<void> {
  if (!(await hasCron(work))) return
  try {
    await work.run('BEGIN')
    const { scheduled, unscheduled } = await registerJobs(work, stack)
    await work.run('COMMIT')
    if (scheduled.length + unscheduled.length > 0) onEvent({ type: 'jobs-scheduled', scheduled, unscheduled })
  } catch (error) {
    if (isConnectionLoss(error)) throw error
    await rollBack(work)
    onEvent({ type: 'jobs-refused', reason: serverError(error)?.message ?? String(error) })
  }
}
