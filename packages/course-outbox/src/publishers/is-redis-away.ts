import { isConnectionError } from '@schemata/worker'

/**
 * True when an error of a Redis client says that the server is away, starting, full, or not
 * the one to write to: nothing about the job was wrong.
 *
 * Recognised by the operating system's code, by the code that begins a reply of Redis, and
 * by the class of the client's own errors, which have no code.
 */
export function isRedisAway(error: unknown): boolean {
  if (isConnectionError(error)) return true
  if (!(error instanceof Error)) return false
  if (CLIENT_ERRORS.has(error.name)) return true
  // A script's error has that of the command inside it: `ERR Error running script …: -OOM …`.
  const [, code = ''] = /(?:^|-)([A-Z]{3,}) /.exec(error.message.replace(/^ERR /, '')) ?? []
  return REPLY_CODES.has(code) || CLIENT_MESSAGES.some((message) => error.message.startsWith(message))
}

const REPLY_CODES = new Set([
  'READONLY',
  'LOADING',
  'OOM',
  'MOVED',
  'ASK',
  'TRYAGAIN',
  'CLUSTERDOWN',
  'MASTERDOWN',
  'MISCONF',
  'NOREPLICAS',
  'BUSY',
  'UNBLOCKED',
  'NOAUTH',
  'WRONGPASS',
  'NOPERM',
])

const CLIENT_ERRORS = new Set([
  'MaxRetriesPerRequestError',
  'AbortError',
  'ClusterAllFailedError',
  'ConnectionClosedError',
])

const CLIENT_MESSAGES = ['Connection is closed', "Stream isn't writeable", 'Command timed out']
