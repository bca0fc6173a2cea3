import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { isReachable } from './is-reachable.js'
import type { Account } from './unprivileged-account.js'

/** Which development server is meant. */
export interface ServerPlace {
  /** Where the servers of one project live, for example `.schemata` in it. */
  readonly directory: string
  /** Tells several servers of one directory apart. @default 'main' */
  readonly name?: string
}

/**
 * Where the files of a development server lie: `<directory>/<name>`.
 *
 * Below a private directory (root's home) the account that runs the server could not
 * reach them; then they lie in /var/lib/schemata, under a name made from that path.
 */
export async function developmentHome(
  { directory, name = 'main' }: ServerPlace,
  account: Account | null,
): Promise<string> {
  const wanted = resolve(directory, name)
  if (!account || (await isReachable(nearestExisting(wanted), account))) return wanted
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  return join('/var/lib/schemata', `${name.replace(/[^\w-]/g, '_')}-${digest}`)
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}
