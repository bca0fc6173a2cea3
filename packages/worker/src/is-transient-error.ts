import { isConnectionError } from './is-connection-error.js'

/**
 * True when the same statement may succeed if it is sent again a little later: the server
 * is away, is a standby just now, has no room, or chose this transaction as a victim.
 */
export function isTransientError(error: unknown): boolean {
  if (isConnectionError(error)) return true
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false
  return error.code.startsWith('40') || error.code.startsWith('53') || CODES.has(error.code)
}

const CODES = new Set([
  '25006', // read-only: a standby during a fail-over
  '55P03', // lock not available
  '57014', // statement timeout
])
