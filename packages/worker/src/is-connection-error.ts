/**
 * True when an error says that the server could not be reached, went away or takes no
 * more connections: nothing about the statement was wrong, and it may be sent again.
 *
 * Recognised by SQLSTATE and by the operating system's code, along the chain of causes.
 * pg gives no code to the few errors it makes itself; those are known by their text.
 */
export function isConnectionError(error: unknown): boolean {
  let current = error
  for (let depth = 0; depth < 8 && current instanceof Error; depth += 1) {
    if (saysAway(current)) return true
    current = current.cause
  }
  return false
}

function saysAway(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code === undefined) return PG_MESSAGES.some((message) => error.message.startsWith(message))
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect'
  return code.startsWith('08') || CODES.has(code)
}

const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  '57P01', // terminated by an administrator
  '57P02', // another backend crashed
  '57P03', // starting up or shutting down
  '57P05', // idle session ended
  '25P03', // idle transaction ended
  '53300', // too many connections
  '58000', // PgBouncer lost its server
])

const PG_MESSAGES = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
]
