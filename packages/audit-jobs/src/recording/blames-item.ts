/**
 * True when a driver's error may be the fault of one row: data (class 22), constraints
 * (23), limits (54) or an error that a trigger raises (P0001). A lost connection, a
 * deadlock, missing rights are nobody's.
 */
export function blamesItem(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false
  return typeof error.code === 'string' && /^(22|23|54)...$|^P0001$/.test(error.code)
}

/** True when the transaction was lost to an earlier error. */
export function endedTransaction(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '25P02'
}
