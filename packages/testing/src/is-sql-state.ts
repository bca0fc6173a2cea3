/** True for a server's error with one of the SQLSTATEs, whichever copy of pg it comes from. */
export function isSqlState(error: unknown, ...states: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && states.includes(error.code)
}
