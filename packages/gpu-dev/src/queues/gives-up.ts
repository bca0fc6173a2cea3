import { PermanentError, RetryLaterError, UnavailableError } from '@schemata/worker'

/** What is known of a try that failed. */
interface FailedTry {
  readonly error: unknown
  readonly attempt: number
  readonly attempts: number
  /** The handler's: when it has aborted, another worker has the message, or will have it. */
  readonly signal: AbortSignal
}

/** Whether there will be no other try, so that whoever waits for the outcome has to be told. */
export function givesUp({ error, attempt, attempts, signal }: FailedTry): boolean {
  if (signal.aborted || error instanceof RetryLaterError || error instanceof UnavailableError) return false
  return error instanceof PermanentError || attempt >= attempts
}
