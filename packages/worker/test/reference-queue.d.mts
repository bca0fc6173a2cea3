import type { Queryable } from '@schemata/contract'

import type { Queue, TickLog } from '../src/index.js'

export interface Task {
  readonly n: number
}

/** The queue of reference-queue.sql, as a package would hand it over. */
export declare const tasks: Required<Queue<Task, unknown>>

/** Its log of ticks. */
export declare const ticks: TickLog

/** Enqueues tasks with n from 1 up to `count`; gives their ids. */
export declare function enqueue(db: Queryable, count: number): Promise<string[]>
