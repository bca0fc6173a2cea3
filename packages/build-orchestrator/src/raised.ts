/**
 * True when a driver's error carries the code, as a function of this schema raises it.
 *
 * The codes and their meaning stand at the head of the migration that raises it.
 */
export function raised(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
