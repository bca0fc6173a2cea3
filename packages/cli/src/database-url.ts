import { DatabaseUrlInvalidError, DatabaseUrlMissingError } from './errors.js'
import type { Shell } from './shell.js'

/**
 * The connection string that a verb works with: `--database-url`, else DATABASE_URL.
 *
 * There is no third way on purpose: a deploy that forgot to say where must not
 * succeed on some development database.
 *
 * @throws DatabaseUrlMissingError
 * @throws DatabaseUrlInvalidError
 */
export function databaseUrl({ databaseUrl: option }: { databaseUrl?: string }, { env }: Pick<Shell, 'env'>): string {
  const url = option ?? env.DATABASE_URL
  if (url === undefined || url === '') throw new DatabaseUrlMissingError()
  if (!isReadable(url)) {
    throw new DatabaseUrlInvalidError({ source: option === undefined ? 'DATABASE_URL' : '--database-url', url })
  }
  return url
}

function isReadable(url: string): boolean {
  return URL.canParse(url) && ['postgres:', 'postgresql:', 'socket:'].includes(new URL(url).protocol)
}
