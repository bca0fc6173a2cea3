/**
 * A connection string without its password, for messages.
 *
 * Whatever is not a URL (a libpq keyword string, a typing mistake) is hidden as a
 * whole rather than shown with a secret in an unexpected place.
 *
 * @example
 * redactUrl('postgres://app:s3cret@db1/app') // 'postgres://app@db1/app'
 */
export function redactUrl(url: string): string {
  try {
    const parsed = new URL(url)
    parsed.password = ''
    for (const name of [...parsed.searchParams.keys()]) {
      if (/pass|secret|key|token/i.test(name)) parsed.searchParams.delete(name)
    }
    return parsed.toString()
  } catch {
    return '(connection string)'
  }
}
