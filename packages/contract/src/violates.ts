/**
 * True when a driver's error says that the named constraint was violated, or any
 * SQLSTATE of class 23 for it.
 *
 * @example
 * if (violates(cause, 'fk_build_queue_customer')) throw new UnknownCustomerError({ customerId, cause })
 */
export function violates(error: unknown, constraint: string): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, constraint: named } = error as { code?: unknown; constraint?: unknown }
  return typeof code === 'string' && code.startsWith('23') && named === constraint
}
