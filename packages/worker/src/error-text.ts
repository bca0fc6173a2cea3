const LONGEST = 2000

/** What is recorded of an error: its name and message, without NUL, which a text column refuses. */
export function errorText(error: unknown): string {
  return plainText(error).replaceAll('\0', '').slice(0, LONGEST)
}

function plainText(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(plainText).join('; ')
  if (error instanceof Error) return error.message === '' ? error.name : `${error.name}: ${error.message}`
  if (typeof error === 'string') return error
  try {
    return JSON.stringify(error) ?? String(error)
  } catch {
    return 'An error that is not an Error was thrown.'
  }
}
