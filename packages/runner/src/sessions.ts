import type { Queryable } from '@schemata/contract'

/** The rows of one statement. */
export type Rows = readonly Record<string, unknown>[]

/**
 * One connection, for as long as the runner keeps it.
 *
 * `run` sends one message by the simple protocol, many statements in it; `query` has
 * parameters and one statement.
 */
export interface Session extends Queryable {
  /** The server process that answered the connection's start; a pooler makes up its own. */
  readonly startupPid?: number | undefined
  /** Rows of each statement. A failure carries how many statements had completed, see {@link completedStatements}. */
  run(sql: string): Promise<readonly Rows[]>
  /** Called once when the connection breaks while nobody is waiting for it. */
  onLost(listener: (cause: unknown) => void): void
  /** Gives the connection back, or closes it when its state is unknown. */
  release(options?: { broken?: boolean }): void
}

/** Where the runner gets its connections from. */
export interface Sessions {
  /** True where a second connection is impossible: the lock is then held by the only one. */
  readonly single: boolean
  open(): Promise<Session>
}

const COMPLETED = Symbol.for('schemata.completedStatements')

/** Notes on a driver's error how many statements of the message had completed before it. */
export function noteCompleted(error: unknown, count: number): void {
  if (typeof error === 'object' && error !== null) Object.defineProperty(error, COMPLETED, { value: count })
}

/** How many statements of a failed message had completed, or undefined when the driver does not tell. */
export function completedStatements(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const count: unknown = Reflect.get(error, COMPLETED)
  return typeof count === 'number' ? count : undefined
}
