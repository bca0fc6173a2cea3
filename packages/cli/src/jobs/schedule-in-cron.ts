import type { Stack } from '@schemata/contract'
import { hasCron, type Registration, registerJobs, stackJobs } from '@schemata/runner'
import type { Pool } from 'pg'

import { CronMissingError } from '../errors.js'
import { nextTick } from './next-tick.js'

/**
 * Brings the schedule of pg_cron in line with a stack, in one transaction.
 *
 * @throws CronMissingError
 * @throws JobScheduleError
 */
export async function scheduleInCron(pool: Pool, stack: Stack): Promise<Registration> {
  for (const job of stackJobs(stack)) nextTick(job, new Date())
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    if (!(await hasCron(client))) throw new CronMissingError()
    const registration = await registerJobs(client, stack)
    await client.query('COMMIT')
    client.release()
    return registration
  } catch (error) {
    client.release(true)
    throw error
  }
}
