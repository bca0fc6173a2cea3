import { setTimeout as sleep } from 'node:timers/promises'

import { TableInUseError } from '../errors/partitions.js'
import { raised } from '../raised.js'

/** Does it again while others hold the table: their transactions come first, and are let through in between. */
export async function patiently<Result>(table: string, attempts: number, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (cause) {
      if (!raised(cause, '55P03') && !raised(cause, '40P01')) throw cause
      if (attempt >= attempts) throw new TableInUseError({ table, cause })
      await sleep(Math.min(100 * attempt, 1000))
    }
  }
}
