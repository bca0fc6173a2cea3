import type { Client } from 'pg'

import { listMarkedDatabases, type MarkedDatabase } from './database-mark.js'
import { dropDatabase } from './drop-database.js'
import { tryLockTemplate, unlockTemplate } from './template-lock.js'
import { withClient } from './with-client.js'

export interface SweepTestDatabasesParameters {
  /** Clones and half-built templates older than this go. @default 3600 */
  readonly cloneSeconds?: number
  /** Templates older than this go; one that is still wanted is built again. @default 86400 */
  readonly templateSeconds?: number
}

/**
 * Drops the test databases that earlier runs left behind on a server.
 *
 * A database goes only if it has a name of ours, the comment of ours, nobody connected
 * to it, and its age.
 *
 * @returns the names of those that were dropped.
 */
export function sweepTestDatabases(
  url: string,
  { cloneSeconds = 3600, templateSeconds = 86_400 }: SweepTestDatabasesParameters = {},
): Promise<string[]> {
  return withClient(url, async (client) => {
    const dropped: string[] = []
    for (const database of await listMarkedDatabases(client)) {
      const limit = database.kind === 'template' ? templateSeconds : cloneSeconds
      if (database.inUse || database.ageSeconds < limit) continue
      if (await drop(client, database)) dropped.push(database.name)
    }
    return dropped
  })
}

/** A template is dropped under the lock under which it would be built. */
async function drop(client: Client, { name, kind }: MarkedDatabase): Promise<boolean> {
  if (kind !== 'template') return dropDatabase(client, name, { sessions: 'keep' })
  if (!(await tryLockTemplate(client, name))) return false
  try {
    return await dropDatabase(client, name, { sessions: 'keep' })
  } finally {
    await unlockTemplate(client, name)
  }
}
